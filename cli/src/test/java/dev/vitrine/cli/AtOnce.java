package dev.vitrine.cli;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

/** Steps of several kinds that are done at the same time, each again and again by a thread of its own. For one thread. */
final class AtOnce {
    /** So much of each kind is done even if that takes longer: a machine may be busy. */
    private static final int LEAST = 3;

    private final Map<String, Step> steps = new LinkedHashMap<>();
    private final Map<String, Integer> done = new ConcurrentHashMap<>();
    private final AtomicBoolean failed = new AtomicBoolean();

    /** Something that can be done again and again; says how much was done this time. */
    @FunctionalInterface
    interface Step {
        int run() throws Exception;
    }

    void add(String name, Step step) {
        steps.put(name, step);
        done.put(name, 0);
    }

    /** Goes on for that time, and says how much of each was done. The first step that fails ends it all. */
    Map<String, Integer> run(Duration time) throws Exception {
        long end = System.nanoTime() + time.toNanos();
        try (ExecutorService threads =
                Executors.newThreadPerTaskExecutor(Thread.ofPlatform().factory())) {
            Map<String, Future<?>> begun = new LinkedHashMap<>();
            steps.forEach((name, step) -> begun.put(name, threads.submit(() -> repeat(name, step, end))));
            for (Future<?> one : begun.values()) {
                one.get();
            }
        }
        return done;
    }

    private Void repeat(String name, Step step, long end) throws Exception {
        boolean succeeded = false;
        try {
            while (goesOn(end)) {
                done.merge(name, step.run(), Integer::sum);
            }
            succeeded = true;
        } finally {
            failed.compareAndSet(false, !succeeded);
        }
        return null;
    }

    private boolean goesOn(long end) {
        return !failed.get()
                && (System.nanoTime() < end || done.values().stream().anyMatch(count -> count < LEAST));
    }
}
