package dev.vitrine.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.vitrine.castore.model.Escaped;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.util.Arrays;

/** A JSON object on one line, written member by member. For one thread. */
final class JsonLine {
    private static final JsonFactory JSON = new JsonFactory();

    private final StringWriter line = new StringWriter();
    private final JsonGenerator json;

    JsonLine() throws IOException {
        json = JSON.createGenerator(line);
        json.writeStartObject();
    }

    JsonLine text(String field, String text) throws IOException {
        json.writeStringField(field, text);
        return this;
    }

    /** Bytes that are UTF-8 are their text; others are text for people, and themselves in a field with {@code _base64} behind its name. */
    JsonLine bytes(String field, byte[] bytes) throws IOException {
        String text = new String(bytes, UTF_8);
        if (Arrays.equals(text.getBytes(UTF_8), bytes)) {
            return text(field, text);
        }
        json.writeStringField(field, Escaped.text(bytes));
        json.writeBinaryField(field + "_base64", bytes);
        return this;
    }

    JsonLine number(String field, long number) throws IOException {
        json.writeNumberField(field, number);
        return this;
    }

    JsonLine unsigned(String field, long number) throws IOException {
        json.writeNumberField(field, new BigInteger(Long.toUnsignedString(number)));
        return this;
    }

    JsonLine seconds(String field, double seconds) throws IOException {
        json.writeFieldName(field);
        json.writeNumber(Math.round(seconds * 1000) / 1000.0);
        return this;
    }

    JsonLine flag(String field, boolean flag) throws IOException {
        json.writeBooleanField(field, flag);
        return this;
    }

    /** Begins a member that is an object; {@link #close} ends it. */
    JsonLine open(String field) throws IOException {
        json.writeObjectFieldStart(field);
        return this;
    }

    JsonLine close() throws IOException {
        json.writeEndObject();
        return this;
    }

    /** Ends the object; the line, without a line break. */
    String end() throws IOException {
        json.close();
        return line.toString();
    }
}
