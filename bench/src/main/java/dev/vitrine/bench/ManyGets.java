package dev.vitrine.bench;

import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.CastoreException.Invalid;
import dev.vitrine.castore.model.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Gets blobs, one after the other and then from the first again, several at a time. Thread-safe. */
final class ManyGets {
    private final List<Digest> digests;
    private final Get get;
    private final AtomicInteger next = new AtomicInteger();

    /** Gets one blob. */
    @FunctionalInterface
    interface Get {
        /** Its size in bytes. */
        long size(Digest digest) throws CastoreException;
    }

    private ManyGets(List<Digest> digests, Get get) {
        this.digests = List.copyOf(digests);
        this.get = get;
    }

    /** @param file whose lines are the digests */
    static ManyGets of(Path file, Get get) throws IOException, Invalid {
        List<Digest> digests = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            digests.add(Digest.parse(line));
        }
        return new ManyGets(digests, get);
    }

    /** How many it got in so many seconds; a failure of any is one of all. */
    long during(int calls, long seconds) throws InterruptedException {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        long count = 0;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Long>> clients = new ArrayList<>();
            for (int call = 0; call < calls; call++) {
                clients.add(threads.submit(() -> oneAfterTheOther(until)));
            }
            for (Future<Long> client : clients) {
                count += client.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
        return count;
    }

    private long oneAfterTheOther(long until) throws CastoreException {
        long count = 0;
        for (; System.nanoTime() < until; count++) {
            int turn = next.getAndUpdate(before -> (before + 1) % digests.size());
            long _ = get.size(digests.get(turn));
        }
        return count;
    }
}
