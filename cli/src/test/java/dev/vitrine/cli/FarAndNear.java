package dev.vitrine.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Two vitrines, each in a network of its own: a far one that serves a store over gRPC, and a near one that keeps what comes from it. Both
 * have a heap of 256 MiB. Whoever starts one closes it, and removes this at the end.
 */
record FarAndNear(Path directory, TwoMachines machines) {
    static final String HEAP = "-Xmx256m";
    private static final String PORT = "8000";

    /** Everything that they need is in that directory. */
    static FarAndNear in(Path directory) throws Exception {
        return new FarAndNear(directory, TwoMachines.connected());
    }

    Path store() {
        return directory.resolve("store");
    }

    Path cache() {
        return directory.resolve("near");
    }

    /** Where the far one is reached from this side of the network. */
    Path socket() {
        return directory.resolve("socket");
    }

    String url() {
        return "grpc+http://" + machines.far().address() + ":" + PORT;
    }

    /** Imports into the far store, beside its server. */
    void importIt(Path path) throws Exception {
        Program.vitrine(store(), "import", "--quiet", path.toString()).succeeded();
    }

    Server startFar() throws IOException {
        String address = machines.far().address() + ":" + PORT;
        String unix = "unix:" + socket();
        Server far = start(
                machines.far(), "--no-http", "--insecure", "--grpc", address, "--grpc", unix, "--admin", "127.0.0.1:0");
        far.awaitLine("admin ");
        return far;
    }

    Server startNear(String... more) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("--store", url(), "--cache", cache().toString()));
        arguments.addAll(List.of("--mount", directory.resolve("mnt").toString()));
        arguments.addAll(Arrays.asList(more));
        return start(machines.near(), arguments.toArray(String[]::new));
    }

    private Server start(Machine machine, String... arguments) throws IOException {
        List<String> wrapper = new ArrayList<>(machine.entering());
        wrapper.addAll(List.of("env", "JAVA_TOOL_OPTIONS=" + HEAP));
        return Server.start(wrapper, store(), directory, arguments);
    }

    /** What the far one has counted. */
    GrpcCounts counts(Server far) throws Exception {
        return GrpcCounts.of(far, machines.far().entering());
    }

    /**
     * Waits until what was fetched would outlast a kill. Things wait for a tenth of a second and for the commit before; where nothing was
     * written for seconds, nothing waits.
     */
    void awaitKept() {
        Path index = cache().resolve("index/data.mdb");
        Await.until(
                Duration.ofMinutes(1),
                () -> Files.getLastModifiedTime(index)
                        .toInstant()
                        .isBefore(Instant.now().minusSeconds(3)));
    }

    /** Takes the networks away. */
    void remove() throws Exception {
        machines.remove();
    }
}
