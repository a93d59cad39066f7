package dev.vitrine.gateway.dav;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.vitrine.castore.model.Digest;
import dev.vitrine.castore.model.PathComponent;
import dev.vitrine.castore.model.SymlinkTarget;
import dev.vitrine.castore.view.Attributes;
import dev.vitrine.castore.view.DigestAttribute;
import dev.vitrine.castore.view.Entry;
import java.io.IOException;
import java.util.Optional;

/** One entry of an answer, with the values of its fields. The same object is used for one entry after another. For one thread. */
final class Item {
    private static final byte[] PREFIX = "b3:".getBytes(US_ASCII);

    private final byte[] base;
    private final TypeMemo types = new TypeMemo();
    private final byte[] name = new byte[PathComponent.MAX_LENGTH];
    private Optional<PathComponent> called = Optional.empty();
    private int nameLength;
    private boolean child;
    private Entry entry = new Entry.Top();
    private Optional<SymlinkTarget> target = Optional.empty();

    /** Items at and below an address, which has no slash at its end and is escaped for XML. */
    Item(byte[] base) {
        this.base = base;
    }

    /** The entry at the address itself. The top has no name. */
    Item self(Optional<PathComponent> name, Entry is, Optional<SymlinkTarget> through) {
        return be(false, name, is, through);
    }

    /** A child of it. */
    Item child(PathComponent name, Entry is, Optional<SymlinkTarget> through) {
        return be(true, Optional.of(name), is, through);
    }

    private Item be(boolean below, Optional<PathComponent> as, Entry is, Optional<SymlinkTarget> through) {
        child = below;
        called = as;
        nameLength = as.isPresent() ? as.get().copyTo(name, 0) : 0;
        entry = is;
        target = through;
        return this;
    }

    /** Which template it has. */
    Shape shape() {
        return Shape.of(entry, target.isPresent());
    }

    /** Appends a field. */
    void put(Field field, AnswerBuffer out) throws IOException {
        switch (field) {
            case HREF -> putHref(out);
            case NAME -> out.putText(name, nameLength);
            case SIZE -> out.putDecimal(Attributes.of(entry).size());
            case TYPE -> out.put(types.of(called.orElseThrow(), name, nameLength));
            case DIGEST -> {
                out.put(PREFIX);
                out.putBase64(digest());
            }
            case DIGEST_IN_URL -> out.putBase64InUrl(digest());
            case INODE -> out.putDecimal(entry.inode());
            case EXECUTABLE ->
                out.put(entry instanceof Entry.File file && file.node().executable() ? 'T' : 'F');
            case TARGET -> putTarget(out);
        }
    }

    private void putHref(AnswerBuffer out) throws IOException {
        out.put(base);
        if (child) {
            out.put('/');
            out.putSegment(name, nameLength);
        }
    }

    private Digest digest() {
        return DigestAttribute.digest(entry).orElseThrow();
    }

    private void putTarget(AnswerBuffer out) throws IOException {
        byte[] bytes = target.orElseThrow().toByteArray();
        out.putText(bytes, bytes.length);
    }
}
