package dev.vitrine.castore.local;

import dev.vitrine.castore.directory.DirectoryPutter;
import dev.vitrine.castore.directory.LeavesToRoot;
import dev.vitrine.castore.hash.Blake3;
import dev.vitrine.castore.model.Added;
import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.CastoreException.Invalid;
import dev.vitrine.castore.model.CastoreException.Unavailable;
import dev.vitrine.castore.model.Digest;
import dev.vitrine.castore.model.Directory;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One closure on its way into the index, in pieces of bounded size: each piece is one commit, and what a directory refers to is never
 * in a later piece than the directory. Not thread-safe.
 */
final class LocalDirectoryPutter implements DirectoryPutter {
    private final Index index;
    private final int maxBytes;
    private final LeavesToRoot order = new LeavesToRoot();
    private Map<Digest, Directory> piece = new LinkedHashMap<>();
    private long bytes;
    private volatile Added added = Added.NOTHING;
    private boolean ended;

    LocalDirectoryPutter(Index index, int maxBytes) {
        this.index = index;
        this.maxBytes = maxBytes;
    }

    @Override
    public Digest put(Directory directory) throws CastoreException {
        checkNotEnded();
        Digest digest = Blake3.digest(directory);
        if (order.accept(digest, directory) && !isStored(digest)) {
            piece.put(digest, directory);
            added = added.plusOne(directory.encoding().remaining());
            bytes += directory.weight();
            storeIfFull();
        }
        return digest;
    }

    @Override
    public Added added() {
        return added;
    }

    /** Whether it is stored and will stay: what is condemned counts as absent, so that it is pardoned. */
    private boolean isStored(Digest digest) throws Unavailable {
        return index.read(transaction -> Condemned.spares(transaction, Stored.directory(digest)));
    }

    private void storeIfFull() throws CastoreException {
        if (bytes >= maxBytes) {
            store();
        }
    }

    @Override
    public Digest finish() throws Invalid, Unavailable {
        checkNotEnded();
        Digest root = order.root();
        store();
        ended = true;
        return root;
    }

    /** The piece is dropped only when it is durable, so that nothing is forgotten if the caller tries again. */
    private void store() throws Unavailable {
        if (piece.isEmpty()) {
            return;
        }
        Map<Digest, Directory> directories = piece;
        index.write(transaction -> {
            directories.forEach((digest, directory) -> write(transaction, digest, directory.encoding()));
            return true;
        });
        piece = new LinkedHashMap<>();
        bytes = 0;
    }

    private static void write(WriteTransaction transaction, Digest digest, ByteBuffer encoding) {
        Stored directory = Stored.directory(digest);
        if (!transaction.contains(Table.DIRECTORIES, directory.key())) {
            transaction.put(Table.DIRECTORIES, directory.key(), encoding.remaining(), value -> value.put(encoding));
        }
        Condemned.pardon(transaction, directory);
    }

    private void checkNotEnded() {
        if (ended) {
            throw new IllegalStateException("the put is finished");
        }
    }

    @Override
    public void close() {
        ended = true;
        piece.clear();
    }
}
