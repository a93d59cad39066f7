package dev.vitrine.gateway;

import java.io.ByteArrayInputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;

/** The answer to a PROPFIND as a strict parser with namespaces reads it. */
record Multistatus(List<Entry> entries) {
    static final String DAV = "DAV:";
    static final String CASTORE = "urn:tvix:castore";
    static final String APACHE = "http://apache.org/dav/props/";

    /**
     * One response.
     *
     * @param properties status and name, as {@code 200 {DAV:}getetag}, and the element
     */
    record Entry(String href, Map<String, Element> properties) {
        /** The text of a property of DAV: that is there. */
        Optional<String> dav(String name) {
            return found(DAV, name).map(Element::getTextContent);
        }

        Optional<String> castore(String name) {
            return found(CASTORE, name).map(Element::getTextContent);
        }

        Optional<Element> found(String namespace, String name) {
            return Optional.ofNullable(properties.get("200 {" + namespace + "}" + name));
        }

        boolean isCollection() {
            return found(DAV, "resourcetype")
                            .orElseThrow()
                            .getElementsByTagNameNS(DAV, "collection")
                            .getLength()
                    == 1;
        }

        /** The names of the properties with this status, sorted. */
        TreeSet<String> names(int status) {
            TreeSet<String> names = new TreeSet<>();
            for (String name : properties.keySet()) {
                if (name.startsWith(status + " ")) {
                    names.add(name.substring(4));
                }
            }
            return names;
        }
    }

    static Multistatus of(RawHttp.Reply reply) throws Exception {
        if (reply.status() != 207 || !reply.ended()) {
            throw new AssertionError("status " + reply.status() + ", ended: " + reply.ended());
        }
        return parse(reply.body());
    }

    static Multistatus parse(byte[] xml) throws Exception {
        var factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        var builder = factory.newDocumentBuilder();
        builder.setErrorHandler(null);
        Element root = builder.parse(new ByteArrayInputStream(xml)).getDocumentElement();
        if (!"multistatus".equals(root.getLocalName()) || !DAV.equals(root.getNamespaceURI())) {
            throw new AssertionError("no multistatus: " + root.getNodeName());
        }
        return new Multistatus(children(root).stream().map(Multistatus::entry).toList());
    }

    private static Entry entry(Element response) {
        String href = "";
        Map<String, Element> properties = new LinkedHashMap<>();
        for (Element child : children(response)) {
            switch (child.getLocalName()) {
                case "href" -> href = child.getTextContent();
                case "propstat" -> propstat(child, properties);
                default -> throw new AssertionError("unexpected: " + child.getNodeName());
            }
        }
        return new Entry(href, properties);
    }

    private static void propstat(Element propstat, Map<String, Element> into) {
        List<Element> children = children(propstat);
        String status = children.get(1).getTextContent().split(" ", 3)[1];
        for (Element property : children(children.get(0))) {
            String namespace = Optional.ofNullable(property.getNamespaceURI()).orElse("");
            Element twice = into.put(status + " {" + namespace + "}" + property.getLocalName(), property);
            if (twice != null) {
                throw new AssertionError("twice: " + property.getNodeName());
            }
        }
    }

    private static List<Element> children(Element parent) {
        return Page.list(parent.getChildNodes(), Element.class);
    }

    Entry only() {
        if (entries.size() != 1) {
            throw new AssertionError(entries.size() + " responses");
        }
        return entries.getFirst();
    }

    Entry at(String href) {
        return entries.stream()
                .filter(entry -> entry.href().equals(href))
                .findFirst()
                .orElseThrow(() -> new AssertionError("not there: " + href + " in " + hrefs()));
    }

    List<String> hrefs() {
        return entries.stream().map(Entry::href).toList();
    }
}
