package dev.vitrine.castore.grpc.server;

import io.grpc.BindableService;
import io.grpc.ServerServiceDefinition;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.protobuf.services.HealthStatusManager;
import io.grpc.protobuf.services.ProtoReflectionService;
import io.grpc.protobuf.services.ProtoReflectionServiceV1;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A castore over gRPC, in both dialects at once, with health and reflection: listens on all its addresses from {@link #start} until
 * {@link #close}. Thread-safe.
 */
public final class GrpcServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(GrpcServer.class);

    /**
     * The transport warns, with stack traces, of what any client can do: give up at an awkward moment, or send what is too long. Held
     * here, as loggers that nobody holds forget their level.
     */
    private static final java.util.logging.Logger TRANSPORT =
            java.util.logging.Logger.getLogger("io.grpc.netty.shaded.io.grpc.netty");

    static {
        TRANSPORT.setLevel(Level.SEVERE);
    }

    /** How long calls that were cancelled may take to notice; each looks at least once a chunk. */
    private static final Duration LAST = Duration.ofSeconds(1);

    private final List<Listener> listeners = new ArrayList<>();
    private final ServerLimits limits;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("grpc-keeping").factory());
    private final ExecutorService work = Executors.newVirtualThreadPerTaskExecutor();
    private final HealthStatusManager health = new HealthStatusManager();
    private final Keeping keeping;
    private final Calls calls;
    private boolean closed;

    private GrpcServer(ServedCastore castore, ServerLimits limits, Arrivals arrivals) {
        this.limits = limits;
        this.keeping = new Keeping(Services.keeper(castore.writing()), clock, Keeping.PAUSE);
        this.calls = new Calls(limits, work, arrivals);
    }

    /**
     * Opens the server; when this returns, it answers on every address.
     *
     * @throws IOException with a sentence that names the address, if it cannot listen on one; then it listens on none
     */
    public static GrpcServer start(List<ServerAddress> addresses, ServedCastore castore, ServerOptions options)
            throws IOException {
        Arrivals arrivals = new Arrivals(options.limits().arrivingBytes());
        GrpcServer server = new GrpcServer(castore, options.limits(), arrivals);
        try {
            server.listen(addresses, castore, options, arrivals);
            return server;
        } catch (IOException | RuntimeException e) {
            server.close();
            throw e;
        }
    }

    private void listen(List<ServerAddress> addresses, ServedCastore castore, ServerOptions options, Arrivals arrivals)
            throws IOException {
        DirectoryBudget budget = new DirectoryBudget(limits.directories());
        List<ServerServiceDefinition> services = Services.of(castore, keeping, budget, calls);
        Listening listening = new Listening(services, extras(), options, arrivals);
        for (ServerAddress address : addresses) {
            listeners.add(listening.on(address));
        }
        services.forEach(
                service -> health.setStatus(service.getServiceDescriptor().getName(), ServingStatus.SERVING));
    }

    /** Reflection in the version that most clients still ask for too. */
    @SuppressWarnings("deprecation")
    private List<BindableService> extras() {
        return List.of(
                health.getHealthService(),
                ProtoReflectionServiceV1.newInstance(),
                ProtoReflectionService.newInstance());
    }

    /** Where it listens, in the order that was asked for, with the ports that it really has. */
    public List<ServerAddress> addresses() {
        return listeners.stream().map(Listener::address).toList();
    }

    /**
     * Checks that it serves on all of its addresses.
     *
     * @throws IOException with a sentence that names the first on which it does not
     */
    public void probe() throws IOException {
        for (Listener listener : listeners) {
            listener.probe();
        }
    }

    /** How many calls failed so far through the server's fault. */
    public long failures() {
        return calls.failures();
    }

    /** How often calls of each method have ended so far, and how; those for health and reflection apart. */
    public Map<CallEnd, Long> ended() {
        return calls.ended();
    }

    /** How many calls are under way, those for health and reflection apart. */
    public int callsUnderWay() {
        return calls.underWay();
    }

    /**
     * Says that it serves no more, takes no new calls, lets those under way go on for the time of the limits, cancels what is left, and
     * returns when none of them uses the store any more, unless the store itself hangs. Harmless when repeated.
     */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        health.enterTerminalState();
        listeners.forEach(Listener::stop);
        awaitEnd(limits.closing());
        listeners.forEach(Listener::end);
        awaitEnd(LAST);
        work.shutdown();
        awaitWork();
        listeners.forEach(Listener::release);
        clock.shutdownNow();
        keeping.close();
    }

    private void awaitEnd(Duration atMost) {
        long until = System.nanoTime() + atMost.toNanos();
        try {
            for (Listener listener : listeners) {
                if (!listener.awaitEnd(until)) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitWork() {
        try {
            if (!work.awaitTermination(LAST.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("gRPC calls were still using the store when the server closed");
                work.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            work.shutdownNow();
        }
    }
}
