package dev.vitrine.gateway.listing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import dev.vitrine.castore.model.Digest;
import dev.vitrine.castore.model.DirectoryNode;
import dev.vitrine.castore.model.FileNode;
import dev.vitrine.castore.view.Entry;
import dev.vitrine.gateway.path.LinkEnd;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Optional;

/**
 * A directory as one JSON object; docs/listings.md says what is in it. Each child stands on a line of its own.
 *
 * @param digest of the directory; the top has none
 */
record JsonForm(Optional<Digest> digest, Children children) implements ListingForm {
    static final String MEDIA_TYPE = "application/json";

    /** Changes whenever the same directory would be written otherwise. */
    private static final int VERSION = 1;

    /** What fails half way must not be closed neatly. Buffers are kept for no thread, since each request has one of its own. */
    private static final JsonFactory JSON = JsonFactory.builder()
            .disable(StreamWriteFeature.AUTO_CLOSE_CONTENT)
            .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
            .recyclerPool(JsonRecyclerPools.nonRecyclingPool())
            .build();

    @Override
    public String type() {
        return MEDIA_TYPE;
    }

    @Override
    public String variant() {
        return ListingForm.variant("json" + VERSION, children);
    }

    @Override
    public void write(OutputStream out) throws IOException {
        JsonGenerator json = JSON.createGenerator(out);
        json.setPrettyPrinter(new Lines());
        json.writeStartObject();
        if (digest.isPresent()) {
            json.writeStringField("digest", digest.get().toString());
        }
        json.writeNumberField("count", children.listing().count());
        if (children.next().isPresent()) {
            json.writeStringField("next", children.next().get());
        }
        json.writeArrayFieldStart("entries");
        for (Iterator<Child> each = children.stream().iterator(); each.hasNext(); ) {
            write(each.next(), json);
        }
        json.writeEndArray();
        json.writeEndObject();
        json.writeRaw('\n');
        json.close();
    }

    private static void write(Child child, JsonGenerator json) throws IOException {
        json.writeStartObject();
        writeBytes("name", child.name().toByteArray(), json);
        json.writeStringField("href", child.href());
        switch (child.entry()) {
            case Entry.Directory entry -> writeDirectory(entry.node(), json);
            case Entry.File entry -> writeFile(entry.node(), json);
            case Entry.Symlink entry -> writeSymlink(entry, child.end().orElseThrow(), json);
            case Entry.Top top -> throw new IllegalStateException("the top is nobody's child");
        }
        json.writeStringField("inode", Long.toString(child.entry().inode()));
        json.writeEndObject();
    }

    private static void writeDirectory(DirectoryNode node, JsonGenerator json) throws IOException {
        json.writeStringField("kind", "directory");
        writeSize(node.size(), json);
        json.writeStringField("digest", node.digest().toString());
    }

    private static void writeFile(FileNode node, JsonGenerator json) throws IOException {
        json.writeStringField("kind", "file");
        writeSize(node.size(), json);
        json.writeStringField("digest", node.digest().toString());
        json.writeBooleanField("executable", node.executable());
    }

    private static void writeSymlink(Entry.Symlink entry, LinkEnd.Kind end, JsonGenerator json) throws IOException {
        json.writeStringField("kind", "symlink");
        writeBytes("target", entry.node().target().toByteArray(), json);
        json.writeStringField("leadsTo", leadsTo(end));
    }

    private static String leadsTo(LinkEnd.Kind end) {
        return switch (end) {
            case DIRECTORY -> "directory";
            case FILE -> "file";
            case DANGLING -> "nothing";
            case UNKNOWN -> "unknown";
        };
    }

    private static void writeSize(long unsigned, JsonGenerator json) throws IOException {
        json.writeFieldName("size");
        if (unsigned < 0) {
            json.writeNumber(new BigInteger(Long.toUnsignedString(unsigned)));
        } else {
            json.writeNumber(unsigned);
        }
    }

    /** Bytes that are UTF-8 are their text; others are text for people, and themselves in a field beside it. */
    private static void writeBytes(String field, byte[] bytes, JsonGenerator json) throws IOException {
        String text = new String(bytes, UTF_8);
        if (Arrays.equals(text.getBytes(UTF_8), bytes)) {
            json.writeStringField(field, text);
            return;
        }
        json.writeStringField(field, VisibleName.of(bytes));
        json.writeBinaryField(field + "Base64", bytes);
    }

    /** One line for each element of the one array that there is. */
    private static final class Lines extends MinimalPrettyPrinter {
        private static final long serialVersionUID = 1L;

        @Override
        public void beforeArrayValues(JsonGenerator json) throws IOException {
            json.writeRaw('\n');
        }

        @Override
        public void writeArrayValueSeparator(JsonGenerator json) throws IOException {
            json.writeRaw(",\n");
        }

        @Override
        public void writeEndArray(JsonGenerator json, int values) throws IOException {
            json.writeRaw("\n]");
        }
    }
}
