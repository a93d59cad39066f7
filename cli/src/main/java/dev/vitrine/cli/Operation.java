package dev.vitrine.cli;

import dev.vitrine.castore.grpc.server.CallEnd;
import dev.vitrine.castore.grpc.server.GrpcServer;
import dev.vitrine.castore.near.NearStore;
import dev.vitrine.castore.view.StoreView;
import dev.vitrine.fusefs.Mount;
import dev.vitrine.gateway.AdminServer;
import dev.vitrine.gateway.Gateway;
import dev.vitrine.gateway.ListenAddress;
import dev.vitrine.gateway.admin.AccessLog;
import dev.vitrine.gateway.admin.AdminHandler;
import dev.vitrine.gateway.admin.Metrics;
import dev.vitrine.gateway.admin.Probe;
import dev.vitrine.gateway.admin.Readiness;
import dev.vitrine.gateway.admin.Watch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/**
 * What watches the windows while they are open: the access log, metrics and probes. Mount and gateway know nothing of each other, so what
 * they count comes together here, as functions. For one thread while the windows open.
 */
final class Operation implements AutoCloseable {
    private final Optional<ListenAddress> listen;
    private final Optional<AccessLog> log;
    private final Optional<Metrics> metrics;
    private final List<Probe> probes = new ArrayList<>();

    private Operation(Optional<ListenAddress> listen, Optional<AccessLog> log) {
        this.listen = listen;
        this.log = log;
        this.metrics = listen.map(address -> new Metrics(Version.number()));
    }

    /** Opens the access log, if there is to be one, and begins with the store. */
    static Operation of(StoreView view, OperationOptions options) throws IOException {
        Operation operation = new Operation(Optional.ofNullable(options.admin), openLog(options));
        operation.watchLog();
        operation.watch(view);
        return operation;
    }

    private static Optional<AccessLog> openLog(OperationOptions options) throws IOException {
        String file = options.accessLog;
        if (file == null) {
            return Optional.empty();
        }
        return Optional.of(
                file.equals(OperationOptions.STDOUT)
                        ? AccessLog.toStdout(options.accessLogFormat)
                        : AccessLog.toFile(Path.of(file), options.accessLogFormat));
    }

    /** Who is to be told of requests. */
    Watch watch() {
        return new Watch(log, metrics);
    }

    private void watchLog() {
        metrics.ifPresent(m -> log.ifPresent(l -> {
            m.counter("vitrine_access_log_lines", "Lines of the access log that were written.", l::written);
            m.counter("vitrine_access_log_dropped_lines", "Lines of the access log that were lost.", l::dropped);
        }));
    }

    private void watch(StoreView view) {
        AtomicLong revision = new AtomicLong();
        probes.add(new Probe("store", () -> revision.set(view.rootsRevision())));
        metrics.ifPresent(m -> {
            m.gauge("vitrine_roots_revision", "Another number whenever the roots may have changed.", revision::get);
            m.counter(
                    "vitrine_directory_cache_hits",
                    "Directories that were found in the cache.",
                    () -> view.directoryCache().hits());
            m.counter(
                    "vitrine_directory_cache_misses",
                    "Directories that had to be read from the store.",
                    () -> view.directoryCache().misses());
            m.gauge(
                    "vitrine_directory_cache_bytes",
                    "Heap that the directories in the cache take, about.",
                    () -> view.directoryCache().bytes());
        });
    }

    /** Watches a store that keeps what comes from elsewhere. */
    void watch(NearStore near) {
        metrics.ifPresent(m -> {
            m.counters(
                    "vitrine_near_blobs_opened",
                    "Blobs that were opened, by whether they were near or had to be fetched.",
                    "from",
                    () -> Map.of(
                            "near",
                            near.figures().found(),
                            "far",
                            near.figures().fetched()));
            m.counter(
                    "vitrine_near_blobs_fetched_ahead",
                    "Blobs that were fetched before they were opened.",
                    () -> near.figures().fetchedAhead());
            m.counter(
                    "vitrine_near_evicted_bytes",
                    "Bytes that went to keep within the bounds.",
                    () -> near.figures().evictedBytes());
            m.gauge(
                    "vitrine_near_bytes",
                    "Bytes that are kept near, about.",
                    () -> near.figures().bytes());
        });
    }

    /** Watches the gateway, whose requests it is told of already. */
    void watch(Gateway gateway) {
        probes.add(new Probe("http", gateway::probe));
    }

    /** Watches the server of gRPC. */
    void watch(GrpcServer server) {
        probes.add(new Probe("grpc", server::probe));
        metrics.ifPresent(m -> {
            m.counters(
                    "vitrine_grpc_calls",
                    "Calls over gRPC that have ended, by service, method and status.",
                    List.of("service", "method", "status"),
                    () -> ended(server));
            m.gauge("vitrine_grpc_calls_in_progress", "Calls over gRPC that are under way.", server::callsUnderWay);
            m.counter(
                    "vitrine_grpc_failures",
                    "Calls over gRPC that failed through the server's fault.",
                    server::failures);
        });
    }

    private static Map<List<String>, Long> ended(GrpcServer server) {
        return server.ended().entrySet().stream()
                .collect(Collectors.toMap(end -> labels(end.getKey()), Map.Entry::getValue));
    }

    private static List<String> labels(CallEnd end) {
        return List.of(end.service(), end.method(), end.status());
    }

    /** Watches the mounts, which count together. */
    void watch(List<Mount> mounts) {
        if (mounts.isEmpty()) {
            return;
        }
        probes.add(new Probe("mount", () -> probeAll(mounts)));
        metrics.ifPresent(m -> {
            m.counters(
                    "vitrine_mount_requests",
                    "Requests of the kernel that were answered, by operation.",
                    "operation",
                    () -> requests(mounts));
            m.counter(
                    "vitrine_mount_failures",
                    "Requests of the kernel that were answered with EIO.",
                    () -> mounts.stream().mapToLong(Mount::failures).sum());
            m.counter(
                    "vitrine_mount_deadlines",
                    "Requests of the kernel that were given up because the store took too long.",
                    () -> mounts.stream().mapToLong(Mount::deadlinesMissed).sum());
            m.gauge(
                    "vitrine_mount_open_handles",
                    "Files and directories that are open in the mounts, as far as the kernel tells.",
                    () -> mounts.stream().mapToLong(Mount::openHandles).sum());
        });
    }

    private static void probeAll(List<Mount> mounts) throws IOException {
        for (Mount mount : mounts) {
            mount.probe();
        }
    }

    private static SortedMap<String, Long> requests(List<Mount> mounts) {
        SortedMap<String, Long> sum = new TreeMap<>();
        mounts.forEach(mount -> mount.requests().forEach((operation, count) -> sum.merge(operation, count, Long::sum)));
        return sum;
    }

    /** Opens the admin address, if there is to be one; all that it watches is open by then. The caller closes it. */
    Optional<AdminServer> openAdmin() throws IOException {
        if (listen.isEmpty() || metrics.isEmpty()) {
            return Optional.empty();
        }
        Readiness readiness = new Readiness(probes, Readiness.DEADLINE);
        metrics.get().gauges("vitrine_probe_success", "Whether a probe succeeds.", "probe", readiness::asNumbers);
        return Optional.of(AdminServer.start(listen.get(), new AdminHandler(metrics.get(), readiness)));
    }

    /** Writes the rest of the log. */
    @Override
    public void close() {
        log.ifPresent(AccessLog::close);
    }
}
