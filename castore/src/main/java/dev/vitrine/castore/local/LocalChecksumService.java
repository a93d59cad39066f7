package dev.vitrine.castore.local;

import dev.vitrine.castore.checksum.ChecksumService;
import dev.vitrine.castore.checksum.Checksums;
import dev.vitrine.castore.model.CastoreException.Unavailable;
import dev.vitrine.castore.model.Digest;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The checksums of a local store, in its index. What is put waits in memory for a second, so that all that came meanwhile shares one
 * commit; what waits when the store closes is lost, which costs a reading. Thread-safe.
 */
final class LocalChecksumService implements ChecksumService {
    private static final Logger LOG = LoggerFactory.getLogger(LocalChecksumService.class);

    /** How many may wait; more are forgotten. */
    private static final int WAITING = 8192;

    private static final Executor LATER =
            CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS, Thread::startVirtualThread);

    private final Index index;
    private final Map<Digest, Checksums> waiting = new ConcurrentHashMap<>();
    private final AtomicBoolean planned = new AtomicBoolean();

    LocalChecksumService(Index index) {
        this.index = index;
    }

    @Override
    public Optional<Checksums> get(Digest digest) throws Unavailable {
        Checksums waits = waiting.get(digest);
        return waits != null ? Optional.of(waits) : stored(digest);
    }

    private Optional<Checksums> stored(Digest digest) throws Unavailable {
        return index.read(transaction -> transaction.get(Table.CHECKSUMS, digest.toByteArray(), ChecksumRecord::read))
                .flatMap(found -> found);
    }

    @Override
    public void put(Digest digest, Checksums checksums) {
        if (waiting.size() >= WAITING) {
            return;
        }
        waiting.put(digest, checksums);
        if (planned.compareAndSet(false, true)) {
            LATER.execute(this::write);
        }
    }

    /** Makes all that waits durable. */
    void write() {
        planned.set(false);
        Map<Digest, Checksums> together = Map.copyOf(waiting);
        try {
            index.write(transaction -> {
                together.forEach((digest, checksums) -> transaction.put(
                        Table.CHECKSUMS,
                        digest.toByteArray(),
                        ChecksumRecord.LENGTH,
                        record -> ChecksumRecord.write(checksums, record)));
                return true;
            });
        } catch (Unavailable e) {
            LOG.debug("{} checksums are not kept: {}", together.size(), e.getMessage());
        }
        together.forEach(waiting::remove);
    }
}
