package dev.vitrine.gateway.admin;

/** A JSON object that is written on one line, member by member. For one thread. */
final class JsonLine {
    private final StringBuilder line;
    private char before = '{';

    JsonLine(StringBuilder line) {
        this.line = line;
    }

    /** A member with this text, unless it is empty. */
    JsonLine text(String name, String text) {
        if (!text.isEmpty()) {
            name(name);
            line.append('"');
            Escapes.json(text, line);
            line.append('"');
        }
        return this;
    }

    /** A member with something that needs no quotes. */
    JsonLine number(String name, String number) {
        name(name);
        line.append(number);
        return this;
    }

    private void name(String name) {
        line.append(before).append('"').append(name).append("\":");
        before = ',';
    }

    /** Ends the object, which has a member, and the line. */
    void end() {
        line.append("}\n");
    }
}
