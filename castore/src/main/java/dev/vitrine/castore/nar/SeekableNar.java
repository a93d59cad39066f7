package dev.vitrine.castore.nar;

import dev.vitrine.castore.blob.BlobReader;
import dev.vitrine.castore.blob.BlobService;
import dev.vitrine.castore.directory.DirectoryService;
import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.CastoreException.Corrupt;
import dev.vitrine.castore.model.DirectoryNode;
import dev.vitrine.castore.model.FileNode;
import dev.vitrine.castore.model.Node;
import dev.vitrine.castore.nar.NarLayout.Placed;
import java.nio.ByteBuffer;

/**
 * The NAR of a tree, read from any position on. Thread-safe. Its length and layout come from the directories alone, all of which it keeps;
 * a blob is opened when a read touches it, and closed again.
 */
public final class SeekableNar implements BlobReader {
    private final NarSource source;
    private final Node root;
    private final NarLayout layout;
    private volatile boolean closed;

    private SeekableNar(NarSource source, Node root) throws CastoreException {
        this.source = source;
        this.root = root;
        this.layout = NarLayout.of(source, root);
    }

    /**
     * The NAR of a node.
     *
     * @throws CastoreException.Corrupt if a directory is missing, or has another size than its node says
     * @throws CastoreException.Invalid if it would have 2^63 bytes or more
     */
    public static SeekableNar of(BlobService blobs, DirectoryService directories, Node node) throws CastoreException {
        return new SeekableNar(new NarSource(blobs, directories), node);
    }

    @Override
    public long size() {
        return layout.size();
    }

    @Override
    public int read(long position, ByteBuffer target) throws CastoreException {
        if (closed) {
            throw new IllegalStateException("the NAR is closed");
        }
        if (position < 0) {
            throw new IllegalArgumentException("negative position " + position);
        }
        int before = target.position();
        if (position < size() && target.hasRemaining()) {
            new Reading(target).run(position);
        }
        return target.position() - before;
    }

    @Override
    public void close() {
        closed = true;
    }

    /** One read. */
    private final class Reading {
        private final ByteBuffer target;
        private final NarCursor cursor =
                new NarCursor(node -> layout.placed(node).directory());

        /** How many bytes to pass over before any is read. */
        private long skipped;

        private Reading(ByteBuffer target) {
            this.target = target;
        }

        private void run(long position) throws CastoreException {
            seek(position);
            do {
                text();
                if (cursor.file().isPresent()) {
                    contents(cursor.file().get());
                }
            } while (target.hasRemaining() && cursor.next());
        }

        /** Takes the step that has the byte at this position, or the one before it. */
        private void seek(long position) throws CastoreException {
            long offset = position - NarTag.MAGIC.length();
            if (root instanceof DirectoryNode directory && offset >= NarTag.DIRECTORY.length()) {
                descend(directory, offset);
            } else {
                cursor.start(root);
                skipped = position;
            }
        }

        /**
         * Goes down to the directory that has the byte, and into its entry.
         *
         * @param offset from the start of the directory
         */
        private void descend(DirectoryNode directory, long offset) throws CastoreException {
            Placed at = layout.placed(directory);
            int entry = at.entryAt(offset);
            long left = offset - at.start(entry);
            while (at.isBelow(entry, left)) {
                cursor.enter(at.directory(), entry + 1);
                left -= at.beforeNode(entry);
                at = layout.placed((DirectoryNode) at.directory().node(entry));
                entry = at.entryAt(left);
                left -= at.start(entry);
            }
            cursor.enter(at.directory(), entry);
            cursor.next();
            skipped = left;
        }

        private void text() {
            ByteBuffer text = cursor.text();
            int passed = (int) Math.min(skipped, text.remaining());
            text.position(text.position() + passed);
            skipped -= passed;
            int length = Math.min(target.remaining(), text.remaining());
            target.put(text.slice(text.position(), length));
        }

        private void contents(FileNode file) throws CastoreException {
            long from = Math.min(skipped, file.size());
            skipped -= from;
            int length = (int) Math.min(target.remaining(), file.size() - from);
            if (length > 0) {
                read(file, from, length);
            }
        }

        private void read(FileNode file, long from, int length) throws CastoreException {
            int limit = target.limit();
            target.limit(target.position() + length);
            try (BlobReader blob = source.open(file)) {
                if (blob.read(from, target) < length) {
                    throw new Corrupt("blob " + file.digest() + " ends before its length");
                }
            } finally {
                target.limit(limit);
            }
        }
    }
}
