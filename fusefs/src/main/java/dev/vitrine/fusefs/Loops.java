package dev.vitrine.fusefs;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** The threads that answer requests. They are Java's own, so that no callback has to attach one; daemons, as they may block in the kernel. */
final class Loops {
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final CountDownLatch running;

    private Loops(int threads) {
        running = new CountDownLatch(threads);
    }

    static Loops start(Runnable loop, int threads) {
        Loops loops = new Loops(threads);
        List<Thread> started = IntStream.range(0, threads)
                .mapToObj(i -> Thread.ofPlatform().daemon().name("mount-", i).unstarted(() -> loops.run(loop)))
                .toList();
        started.forEach(Thread::start);
        return loops;
    }

    private void run(Runnable loop) {
        try {
            loop.run();
        } finally {
            running.countDown();
            if (running.getCount() == 0) {
                ended.complete(null);
            }
        }
    }

    /** Completes when the last loop has ended. */
    CompletableFuture<Void> ended() {
        return ended;
    }

    /** Waits for all loops to end; says whether they have. */
    boolean join(long deadlineNanos) {
        return Waiting.until(deadlineNanos, nanos -> running.await(nanos, TimeUnit.NANOSECONDS));
    }
}
