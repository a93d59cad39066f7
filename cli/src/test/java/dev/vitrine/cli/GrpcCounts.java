package dev.vitrine.cli;

import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/**
 * What a server had counted of calls over gRPC at one moment, as its admin address told.
 *
 * @param lines of its metrics
 */
record GrpcCounts(List<String> lines) {
    private static final String ENDED = "vitrine_grpc_calls_total{";
    private static final String IN_PROGRESS = "vitrine_grpc_calls_in_progress ";

    /** Of a server that was started with {@code --admin} behind what is given, which is empty for one that runs as the test does. */
    static GrpcCounts of(Server server, List<String> entering) throws Exception {
        URI metrics = URI.create(server.awaitLine("admin ")).resolve("metrics");
        List<String> command = new ArrayList<>(entering);
        command.addAll(Arrays.asList("curl", "-s", "-f", "-m", "20", metrics.toString()));
        return new GrpcCounts(
                Program.run(new ProcessBuilder(command)).succeeded().lines());
    }

    /** How many have ended of a service, in either dialect. */
    long ended(String service) {
        return sum(line -> line.contains("." + service + "\""));
    }

    /** How many have ended of a method of a service, with that status. */
    long ended(String service, String method, String status) {
        return sum(line -> line.contains("." + service + "\"")
                && line.contains("\"" + method + "\"")
                && line.contains("\"" + status + "\""));
    }

    /** How many go on. */
    long inProgress() {
        return lines.stream()
                .filter(line -> line.startsWith(IN_PROGRESS))
                .mapToLong(GrpcCounts::value)
                .findFirst()
                .orElseThrow();
    }

    private long sum(Predicate<String> which) {
        return lines.stream()
                .filter(line -> line.startsWith(ENDED))
                .filter(which)
                .mapToLong(GrpcCounts::value)
                .sum();
    }

    private static long value(String line) {
        return (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1));
    }
}
