package dev.vitrine.gateway.dav;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.xml.namespace.QName;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads the body of a PROPFIND. It is XML 1.0 in UTF-8 or UTF-16, with namespaces and without a document type; its root is {@code {DAV:}propfind}, which
 * has one of {@code prop}, {@code propname} and {@code allprop}, the last perhaps with {@code include}. Elements that are not known are
 * ignored (RFC 4918, 17). For one thread; used once.
 */
final class PropfindBody {
    /** How many properties may be named: they are repeated for each entry of the answer. */
    static final int MAX_NAMES = 256;

    private static final String DAV = Property.DAV;
    private static final String BYTE_ORDER_MARK = "\ufeff";

    private final XMLStreamReader in;
    private final Set<QName> names = new LinkedHashSet<>();
    private final List<String> forms = new ArrayList<>();

    private PropfindBody(XMLStreamReader in) {
        this.in = in;
    }

    /** What a body asks for; empty for anything but what this class describes. No bytes ask for all. */
    static Optional<Wanted> parse(byte[] body) {
        if (body.length == 0) {
            return Optional.of(new Wanted.All(List.of()));
        }
        try {
            var in = factory().createXMLStreamReader(new StringReader(text(body)));
            return Optional.of(new PropfindBody(in).read());
        } catch (XMLStreamException | CharacterCodingException e) {
            return Optional.empty();
        }
    }

    /**
     * The body as text. Decoded here and strictly, since the parser of the JDK prints every byte that it cannot decode to the standard
     * error; an encoding that is declared counts for nothing, as all clients send UTF-8.
     */
    private static String text(byte[] body) throws CharacterCodingException {
        boolean marked = body.length > 1 && (body[0] & 0xff) + (body[1] & 0xff) == 0xfe + 0xff;
        String text = (marked ? UTF_16 : UTF_8)
                .newDecoder()
                .decode(ByteBuffer.wrap(body))
                .toString();
        return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    }

    /** A factory is not thread-safe in the JDK, and cheap. */
    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        return factory;
    }

    private static XMLStreamException invalid(String message) {
        return new XMLStreamException(message);
    }

    private Wanted read() throws XMLStreamException {
        if (!"1.0".equals(Optional.ofNullable(in.getVersion()).orElse("1.0"))) {
            throw invalid("the body is not XML 1.0, whose characters the answer must have");
        }
        if (next() != XMLStreamConstants.START_ELEMENT || !in.getName().equals(new QName(DAV, "propfind"))) {
            throw invalid("the root of the body is not propfind");
        }
        while (next() == XMLStreamConstants.START_ELEMENT) {
            form();
        }
        while (in.hasNext()) {
            next();
        }
        return wanted();
    }

    /** The next start or end of an element, or the end of the document. */
    private int next() throws XMLStreamException {
        while (true) {
            int event = in.next();
            switch (event) {
                case XMLStreamConstants.START_ELEMENT,
                        XMLStreamConstants.END_ELEMENT,
                        XMLStreamConstants.END_DOCUMENT -> {
                    return event;
                }
                case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
                    throw invalid("the body has a document type or an entity");
                default -> {}
            }
        }
    }

    private void form() throws XMLStreamException {
        String name = in.getNamespaceURI() == null || !in.getNamespaceURI().equals(DAV) ? "" : in.getLocalName();
        switch (name) {
            case "prop", "include" -> {
                forms.add(name);
                names();
            }
            case "propname", "allprop" -> {
                forms.add(name);
                skip();
            }
            default -> skip();
        }
    }

    private void names() throws XMLStreamException {
        while (next() == XMLStreamConstants.START_ELEMENT) {
            names.add(in.getName());
            if (names.size() > MAX_NAMES) {
                throw invalid("the body names more than " + MAX_NAMES + " properties");
            }
            skip();
        }
    }

    /** Goes to the end of the element that has just begun. */
    private void skip() throws XMLStreamException {
        for (int depth = 1; depth > 0; ) {
            depth += next() == XMLStreamConstants.START_ELEMENT ? 1 : -1;
        }
    }

    private Wanted wanted() throws XMLStreamException {
        List<QName> asked = List.copyOf(names);
        return switch (String.join(" ", forms)) {
            case "prop" -> new Wanted.Some(asked);
            case "propname" -> new Wanted.Names();
            case "allprop", "allprop include", "include allprop" -> new Wanted.All(asked);
            default -> throw invalid("the body has not exactly one of prop, propname and allprop");
        };
    }
}
