package dev.vitrine.gateway.dav;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.namespace.QName;

/**
 * The response element of every entry of one shape, as one request wants it: constants, precomputed as bytes, with a field between
 * each two. Immutable.
 */
final class Template {
    private final byte[][] constants;
    private final Field[] fields;

    private Template(List<byte[]> constants, List<Field> fields) {
        this.constants = constants.toArray(byte[][]::new);
        this.fields = fields.toArray(Field[]::new);
    }

    /** The template for a shape. */
    static Template of(Shape shape, Selection selection) {
        Builder builder = new Builder();
        builder.text("<D:response><D:href>").field(Field.HREF).text(shape.isFile() ? "" : "/");
        builder.text("</D:href>");
        builder.propstat(selection.found(shape), "200 OK");
        builder.propstat(selection.missing(shape), "404 Not Found");
        builder.text("</D:response>");
        return builder.build();
    }

    /** Appends the response element of an item. */
    void write(Item item, AnswerBuffer out) throws IOException {
        for (int i = 0; i < fields.length; i++) {
            out.put(constants[i]);
            item.put(fields[i], out);
        }
        out.put(constants[fields.length]);
    }

    private static final class Builder {
        private final List<byte[]> constants = new ArrayList<>();
        private final List<Field> fields = new ArrayList<>();
        private final StringBuilder constant = new StringBuilder();

        Builder text(String text) {
            constant.append(text);
            return this;
        }

        Builder field(Field field) {
            endConstant();
            fields.add(field);
            return this;
        }

        /** One status and its properties; nothing where there are none. */
        void propstat(Optional<List<Selection.Told>> properties, String status) {
            if (properties.isEmpty()) {
                return;
            }
            text("<D:propstat><D:prop>");
            properties.get().forEach(told -> property(told.name(), told.value()));
            text("</D:prop><D:status>HTTP/1.1 " + status + "</D:status></D:propstat>");
        }

        private void property(QName name, Value value) {
            if (value.field().isEmpty()) {
                text(Xml.element(name, value.before()));
                return;
            }
            String around = Xml.element(name, "|");
            int split = around.indexOf("|");
            text(around.substring(0, split) + value.before());
            field(value.field().get());
            text(value.after() + around.substring(split + 1));
        }

        private void endConstant() {
            constants.add(constant.toString().getBytes(UTF_8));
            constant.setLength(0);
        }

        Template build() {
            endConstant();
            return new Template(constants, fields);
        }
    }
}
