package dev.vitrine.castore.grpc.client;

import dev.vitrine.castore.model.CastoreException.Corrupt;
import dev.vitrine.castore.model.Digest;
import dev.vitrine.castore.outboard.StoredOutboard;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** The outboard of a blob at a server, which is asked for the parts that are needed. Thread-safe. */
final class RemoteOutboard implements StoredOutboard {
    /** The way down from the root is single nodes, the upper of which are on the way to every part. */
    private static final int SINGLE = 64;

    private static final int MOST_SINGLE = 100_000;

    private final RangeCalls calls;
    private final Digest digest;
    private final Path temporary;
    private final Map<Long, byte[]> single = new ConcurrentHashMap<>();

    /** @param temporary where one is made anew when the server's turns out to be damaged */
    RemoteOutboard(RangeCalls calls, Digest digest, Path temporary) {
        this.calls = calls;
        this.digest = digest;
        this.temporary = temporary;
    }

    @Override
    public boolean isMissing() {
        return false;
    }

    @Override
    public Optional<Nodes> open(long bytes) {
        return Optional.of(new Nodes() {
            @Override
            public void read(long position, byte[] target) throws IOException {
                RemoteOutboard.this.read(position, target);
            }

            @Override
            public void close() {}
        });
    }

    private void read(long position, byte[] target) throws IOException {
        byte[] known = target.length == SINGLE ? single.get(position) : null;
        if (known != null) {
            System.arraycopy(known, 0, target, 0, SINGLE);
            return;
        }
        ByteBuffer part = ByteBuffer.wrap(target);
        calls.readOutboard(digest, position, part);
        if (part.hasRemaining()) {
            throw new Corrupt("the outboard of blob " + digest + " ends too early");
        }
        if (target.length == SINGLE && single.size() < MOST_SINGLE) {
            single.put(position, target.clone());
        }
    }

    @Override
    public Path newFile() {
        return temporary.resolve("vitrine-outboard-" + UUID.randomUUID());
    }

    /** It is the server's to mend. */
    @Override
    public void replace(Path file) throws IOException {
        Files.deleteIfExists(file);
    }
}
