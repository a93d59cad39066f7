package dev.vitrine.gateway.dav;

import dev.vitrine.castore.view.DigestAttribute;
import java.util.Map;
import javax.xml.XMLConstants;
import javax.xml.namespace.QName;

/** XML 1.0 as text: escapes, and names of elements under the prefixes that every multistatus declares. */
final class Xml {
    static final String DECLARATION = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n";

    /** The start of a multistatus, which declares {@link #PREFIXES}. */
    static final String MULTISTATUS = "<D:multistatus xmlns:D=\"" + Property.DAV + "\" xmlns:A=\"" + Property.APACHE
            + "\" xmlns:C=\"" + DigestAttribute.NAMESPACE + "\">";

    private static final Map<String, String> PREFIXES = Map.of(
            Property.DAV,
            "D:",
            Property.APACHE,
            "A:",
            DigestAttribute.NAMESPACE,
            "C:",
            XMLConstants.XML_NS_URI,
            "xml:");

    private static final char REPLACEMENT = '\ufffd';

    private Xml() {}

    /** An element of that name around a content, which is XML already. */
    static String element(QName name, String content) {
        String tag = tag(name);
        String end = tag.indexOf(' ') < 0 ? tag : tag.substring(0, tag.indexOf(' '));
        return content.isEmpty() ? "<" + tag + "/>" : "<" + tag + ">" + content + "</" + end + ">";
    }

    /** The name of an element as it starts; with a declaration where no prefix stands for its namespace. */
    private static String tag(QName name) {
        String namespace = name.getNamespaceURI();
        if (namespace.isEmpty()) {
            return name.getLocalPart();
        }
        String prefix = PREFIXES.get(namespace);
        return prefix == null
                ? "N:" + name.getLocalPart() + " xmlns:N=\"" + escaped(namespace) + "\""
                : prefix + name.getLocalPart();
    }

    /** Text in content or an attribute. What XML cannot have becomes U+FFFD, and so does half a surrogate pair. */
    static String escaped(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(c -> append(c, out));
        return out.toString();
    }

    private static void append(int c, StringBuilder out) {
        switch (c) {
            case '&' -> out.append("&amp;");
            case '<' -> out.append("&lt;");
            case '>' -> out.append("&gt;");
            case '"' -> out.append("&quot;");
            // A parser would turn these into spaces or newlines.
            case '\t', '\n', '\r' -> out.append("&#").append(c).append(';');
            default -> {
                if (isCharacter(c)) {
                    out.appendCodePoint(c);
                } else {
                    out.append(REPLACEMENT);
                }
            }
        }
    }

    /** XML 1.0, 2.2. */
    private static boolean isCharacter(int c) {
        return (c >= 0x20 && c <= 0xd7ff) || (c >= 0xe000 && c <= 0xfffd) || c >= 0x10000;
    }
}
