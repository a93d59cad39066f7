package dev.vitrine.castore.grpc.client;

import dev.vitrine.castore.blob.BlobReader;
import dev.vitrine.castore.directory.DirectoryPutter;
import dev.vitrine.castore.directory.LeavesToRoot;
import dev.vitrine.castore.hash.Blake3;
import dev.vitrine.castore.model.Added;
import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.CastoreException.Corrupt;
import dev.vitrine.castore.model.CastoreException.Invalid;
import dev.vitrine.castore.model.Digest;
import dev.vitrine.castore.model.Directory;
import dev.vitrine.proto.tvix.castore.v1.PutDirectoryResponse;
import io.grpc.StatusException;
import java.nio.ByteBuffer;

/**
 * One closure on its way to a server. It is collected here first, in memory or in a file, and sent in one go at the end: between the
 * directories of an import hours may pass, and no server waits that long. Used by one thread.
 */
final class GrpcDirectoryPutter implements DirectoryPutter {
    private final DirectoryCalls calls;
    private final GrpcDirectoryService directories;
    private final RemoteStoreOptions options;
    private final LeavesToRoot order = new LeavesToRoot();
    private final NewDirectories fresh = new NewDirectories();
    private final Spool collected;
    private volatile Added added = Added.NOTHING;
    private boolean ended;

    GrpcDirectoryPutter(DirectoryCalls calls, GrpcDirectoryService directories, RemoteStoreOptions options) {
        this.calls = calls;
        this.directories = directories;
        this.options = options;
        this.collected = new Spool(options);
    }

    @Override
    public Digest put(Directory directory) throws CastoreException {
        checkNotEnded();
        Digest digest = Blake3.digest(directory);
        if (order.accept(digest, directory)) {
            fresh.add(digest, directory);
            ByteBuffer encoding = directory.encoding();
            collected.write(ByteBuffer.allocate(Integer.BYTES)
                    .putInt(encoding.remaining())
                    .flip());
            collected.write(encoding);
        }
        return digest;
    }

    /** What is there is sent as well: that keeps the server from collecting it as garbage meanwhile. */
    @Override
    public Digest finish() throws CastoreException {
        checkNotEnded();
        Digest root = order.root();
        ended = true;
        added = fresh.count(root, directories);
        try (BlobReader all = collected.reader();
                Outgoing<byte[], PutDirectoryResponse> stream = calls.put()) {
            sendAll(all, stream);
            Digest theirs = Digest.of(
                    stream.finish(options.writeDeadline()).getRootDigest().toByteArray());
            if (!theirs.equals(root)) {
                throw new Corrupt("directory " + root + " arrived as " + theirs);
            }
        } catch (StatusException e) {
            throw calls.failure("take directory " + root, e);
        } catch (Invalid e) {
            throw new Corrupt("what was answered to directory " + root + " is no digest: " + e.getMessage(), e);
        }
        return root;
    }

    private static void sendAll(BlobReader all, Outgoing<byte[], PutDirectoryResponse> stream)
            throws CastoreException, StatusException {
        for (long at = 0; at < all.size(); ) {
            byte[] next = new byte[ByteBuffer.wrap(read(all, at, Integer.BYTES)).getInt()];
            at += Integer.BYTES;
            all.read(at, ByteBuffer.wrap(next));
            at += next.length;
            stream.send(next);
        }
    }

    private static byte[] read(BlobReader all, long position, int length) throws CastoreException {
        byte[] bytes = new byte[length];
        all.read(position, ByteBuffer.wrap(bytes));
        return bytes;
    }

    /** Nothing, until all have been sent. */
    @Override
    public Added added() {
        return added;
    }

    private void checkNotEnded() {
        if (ended) {
            throw new IllegalStateException("the put is finished");
        }
    }

    @Override
    public void close() {
        ended = true;
        collected.close();
    }
}
