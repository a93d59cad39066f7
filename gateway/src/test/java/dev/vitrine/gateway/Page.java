package dev.vitrine.gateway;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** A page as a strict parser reads it: HTML that is XML too, or an exception. */
record Page(Document document) {
    static Page parse(byte[] html) throws Exception {
        var builder = DocumentBuilderFactory.newInstance().newDocumentBuilder();
        builder.setErrorHandler(null);
        return new Page(builder.parse(new ByteArrayInputStream(html)));
    }

    /** The rows below the heading. */
    List<Element> rows() {
        return elements("tr").stream().skip(1).toList();
    }

    List<Element> elements(String tag) {
        return list(document.getElementsByTagName(tag));
    }

    static List<Element> list(NodeList nodes) {
        return new ArrayList<>(list(nodes, Element.class));
    }

    /** The nodes of one type. */
    static <T> List<T> list(NodeList nodes, Class<T> type) {
        return IntStream.range(0, nodes.getLength())
                .mapToObj(nodes::item)
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    /** The targets of the links in an element. */
    static List<String> hrefs(Element element) {
        return list(element.getElementsByTagName("a")).stream()
                .map(a -> a.getAttribute("href"))
                .toList();
    }

    /** The cells of a row as text. */
    static List<String> cells(Element row) {
        return list(row.getElementsByTagName("td")).stream()
                .map(cell -> cell.getTextContent().strip().replaceAll("\\s+", " "))
                .toList();
    }
}
