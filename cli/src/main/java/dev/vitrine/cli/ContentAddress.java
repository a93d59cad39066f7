package dev.vitrine.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.CastoreException.Invalid;
import dev.vitrine.castore.model.CastoreException.NotADirectory;
import dev.vitrine.castore.model.CastoreException.NotFound;
import dev.vitrine.castore.model.CastorePath;
import dev.vitrine.castore.model.Digest;
import dev.vitrine.castore.model.PathComponent;
import dev.vitrine.castore.view.CastoreView;
import dev.vitrine.castore.view.Entry;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a person calls a thing in a store: a path from a root down, or a digest and maybe a path below it. A text that begins with a
 * digest of the form {@code b3:BASE64} means that, also where a root has such a name.
 *
 * @param digest where the path starts, if not at the top
 */
record ContentAddress(Optional<Digest> digest, CastorePath path) {
    /** Of no thing in a store: what an argument is before it was read. */
    static final ContentAddress TOP = new ContentAddress(Optional.empty(), CastorePath.TOP);

    private static final String PREFIX = "b3:";
    private static final int DIGEST_LENGTH = PREFIX.length() + 44;

    /** Reads {@code ROOT[/PATH]} or {@code b3:DIGEST[/PATH]}; one slash at the end does no harm. */
    static ContentAddress parse(String text) throws Invalid {
        String trimmed = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
        if (!beginsWithDigest(trimmed)) {
            return new ContentAddress(Optional.empty(), CastorePath.parse(trimmed));
        }
        Digest digest = Digest.parse(trimmed.substring(0, DIGEST_LENGTH));
        String below = trimmed.substring(Math.min(trimmed.length(), DIGEST_LENGTH + 1));
        return new ContentAddress(Optional.of(digest), CastorePath.parse(below));
    }

    private static boolean beginsWithDigest(String text) {
        return text.startsWith(PREFIX)
                && (text.length() == DIGEST_LENGTH
                        || (text.length() > DIGEST_LENGTH && text.charAt(DIGEST_LENGTH) == '/'));
    }

    static ContentAddress of(PathComponent root) {
        return new ContentAddress(Optional.empty(), CastorePath.TOP.resolve(root));
    }

    /** Whether this is the top of the view, which is no thing in a store. */
    boolean isTop() {
        return digest.isEmpty() && path.isTop();
    }

    /**
     * The entry of that address; of a digest, the directory, or else the file.
     *
     * @throws NotFound if there is nothing
     * @throws NotADirectory if the path goes through a file or a symlink
     */
    Entry find(CastoreView view) throws CastoreException {
        return digest.isEmpty() ? view.lookup(path) : below(view, digest.get());
    }

    private Entry below(CastoreView view, Digest start) throws CastoreException {
        Entry entry = start(view, start);
        for (PathComponent name : path.components()) {
            if (!(entry instanceof Entry.Listable parent)) {
                throw new NotADirectory("the path '" + this + "' goes through something that is no directory");
            }
            entry = view.child(parent, name).orElseThrow(() -> new NotFound("nothing is at '" + this + "'"));
        }
        return entry;
    }

    private static Entry start(CastoreView view, Digest digest) throws CastoreException {
        Optional<Entry.Directory> directory = view.directory(digest);
        if (directory.isPresent()) {
            return directory.get();
        }
        return view.blob(digest)
                .orElseThrow(() -> new NotFound("the store has neither a directory nor a blob " + digest));
    }

    /** This address, and then the names of a path. */
    ContentAddress resolve(CastorePath below) {
        List<PathComponent> names = new ArrayList<>(path.components());
        names.addAll(below.components());
        return new ContentAddress(digest, new CastorePath(names));
    }

    /** The bytes that {@link #parse} reads; not escaped. */
    byte[] toByteArray() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        digest.ifPresent(start -> out.writeBytes((start + (path.isTop() ? "" : "/")).getBytes(US_ASCII)));
        out.writeBytes(path.toByteArray());
        return out.toByteArray();
    }

    /** For a person, escaped. */
    @Override
    public String toString() {
        return digest.isEmpty() ? path.toString() : digest.get() + (path.isTop() ? "" : "/" + path);
    }
}
