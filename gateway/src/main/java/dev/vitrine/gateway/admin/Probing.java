package dev.vitrine.gateway.admin;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * A probe that is asked again and again, each time in a thread of its own that nobody waits for longer than they like. A check that
 * hangs is not started again until it has ended, so that it costs one thread, however often it is asked. Thread-safe.
 */
final class Probing {
    private final Probe probe;
    private CompletableFuture<Optional<String>> last = CompletableFuture.completedFuture(Optional.empty());

    Probing(Probe probe) {
        this.probe = probe;
    }

    String name() {
        return probe.name();
    }

    /** Starts the check, unless it is under way; completes with what is wrong, or with nothing. */
    synchronized CompletableFuture<Optional<String>> ask() {
        if (last.isDone()) {
            last = CompletableFuture.supplyAsync(this::problem, this::start);
        }
        return last;
    }

    /** A platform thread, because a system call on a hung mount would hold the carrier of a virtual one. */
    private void start(Runnable check) {
        Thread.ofPlatform().daemon().name("probe-" + probe.name()).start(check);
    }

    private Optional<String> problem() {
        try {
            probe.check().run();
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(Optional.ofNullable(e.getMessage()).orElse(e.toString()));
        }
    }
}
