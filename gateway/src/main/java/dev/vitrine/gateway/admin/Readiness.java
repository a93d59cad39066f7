package dev.vitrine.gateway.admin;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether all that is served works, asked with a deadline. Thread-safe. */
public final class Readiness {
    private static final Logger LOG = LoggerFactory.getLogger(Readiness.class);

    /** Less than the second that Kubernetes waits by default. */
    public static final Duration DEADLINE = Duration.ofMillis(800);

    private final List<Probing> probes;
    private final Duration deadline;

    public Readiness(List<Probe> probes, Duration deadline) {
        this.probes = probes.stream().map(Probing::new).toList();
        this.deadline = deadline;
    }

    /** Asks all probes at once; each name in order, with what is wrong or with nothing. Takes no longer than the deadline, about. */
    Map<String, Optional<String>> ask() throws InterruptedException {
        long end = System.nanoTime() + deadline.toNanos();
        Map<Probing, CompletableFuture<Optional<String>>> asked = new LinkedHashMap<>();
        probes.forEach(probe -> asked.put(probe, probe.ask()));
        Map<String, Optional<String>> answers = new LinkedHashMap<>();
        for (var probe : asked.entrySet()) {
            answers.put(probe.getKey().name(), answer(probe.getValue(), end));
        }
        return answers;
    }

    private Optional<String> answer(CompletableFuture<Optional<String>> asked, long end) throws InterruptedException {
        try {
            return asked.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return Optional.of("did not answer within " + deadline.toMillis() + " ms");
        } catch (ExecutionException e) {
            LOG.error("a probe failed unexpectedly", e.getCause());
            return Optional.of("the probe failed");
        }
    }

    /** 1 for each that works and 0 for each that does not. */
    public Map<String, Long> asNumbers() {
        Map<String, Long> numbers = new LinkedHashMap<>();
        try {
            ask().forEach((name, problem) -> numbers.put(name, problem.isPresent() ? 0L : 1L));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return numbers;
    }
}
