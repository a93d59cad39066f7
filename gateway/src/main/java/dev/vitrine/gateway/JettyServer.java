package dev.vitrine.gateway;

import dev.vitrine.gateway.access.TlsContext;
import dev.vitrine.gateway.connection.Pace;
import dev.vitrine.gateway.connection.WatchedConnector;
import dev.vitrine.gateway.file.BlobTransfer;
import dev.vitrine.gateway.http.ErrorAnswer;
import dev.vitrine.gateway.path.RequestPath;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.io.ArrayByteBufferPool;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.RequestLog;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.QoSHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Jetty as the gateway wants it: one connector, handlers on virtual threads, every bound set. */
final class JettyServer {
    private static final Logger LOG = LoggerFactory.getLogger(JettyServer.class);

    /**
     * Names are any bytes, so their percent-encoded forms must pass: the path is read by {@link RequestPath} and by nobody else. A dot
     * segment, an encoded slash, NUL and a broken escape stay forbidden.
     */
    private static final UriCompliance ANY_NAME = UriCompliance.from(
            "RFC3986,AMBIGUOUS_PATH_ENCODING,SUSPICIOUS_PATH_CHARACTERS,ILLEGAL_PATH_CHARACTERS,BAD_UTF8_ENCODING,"
                    + "AMBIGUOUS_EMPTY_SEGMENT");

    /** For Jetty's own work; requests run on virtual threads. */
    private static final int PLATFORM_THREADS = 16;

    private static final int ACCEPTORS = 1;
    private static final int SELECTORS = 2;
    private static final int ACCEPT_QUEUE = 1024;
    private static final int BUFFERS_PER_SIZE = 256;
    private static final int BUFFER_STEP = 4 << 10;
    private static final Duration IDLE_WHEN_CROWDED = Duration.ofSeconds(5);
    private static final int MOST_WAITING = 4096;
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);
    private static final Duration LAST_REQUESTS = Duration.ofMillis(500);

    private final ExecutorService requests = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("http-", 0).factory());
    private final Server server;
    private final ServerConnector connector;
    private final Bounds bounds;

    /** Over HTTP/1.1 a connection has one request under way, so that the number of connections bounds requests too, for nothing. */
    private final boolean requestsBounded;

    /**
     * A server that is not yet started.
     *
     * @param tls empty for plain HTTP
     */
    JettyServer(GatewayOptions options, Optional<TlsContext> tls) {
        bounds = options.bounds();
        requestsBounded = tls.isEmpty() && bounds.get(Limit.CONNECTIONS) <= bounds.get(Limit.REQUESTS);
        server = new Server(
                threads(),
                new ScheduledExecutorScheduler("http-timer", true),
                new ArrayByteBufferPool(0, BUFFER_STEP, bounds.transferBytes(), BUFFERS_PER_SIZE));
        server.setErrorHandler(new ErrorAnswer());
        server.setStopTimeout(bounds.stopGrace().toMillis());
        connector = connector(options, tls);
        server.addConnector(connector);
        server.addBean(limit());
    }

    private QueuedThreadPool threads() {
        QueuedThreadPool threads = new QueuedThreadPool(PLATFORM_THREADS);
        threads.setName("http");
        threads.setDaemon(true);
        threads.setStopTimeout(bounds.stopGrace().toMillis());
        threads.setVirtualThreadsExecutor(requests);
        return threads;
    }

    private ServerConnector connector(GatewayOptions options, Optional<TlsContext> tls) {
        ServerConnector made = new WatchedConnector(
                server,
                ACCEPTORS,
                SELECTORS,
                new Pace(bounds.time(Limit.RECEIVE_TIME), bounds.time(Limit.IDLE_TIME), bounds.get(Limit.SEND_RATE)),
                bounds.count(Limit.CONNECTIONS_PER_ADDRESS),
                tls.map(context -> Protocols.overTls(http(), context, bounds))
                        .orElseGet(() -> Protocols.plain(http())));
        made.setHost(options.listen().host());
        made.setPort(options.listen().port());
        made.setAcceptQueueSize(ACCEPT_QUEUE);
        made.setIdleTimeout(bounds.get(Limit.IDLE_TIME));
        return made;
    }

    private HttpConfiguration http() {
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setUriCompliance(ANY_NAME);
        http.setRequestHeaderSize(bounds.count(Limit.HEADER));
        return http;
    }

    private NetworkConnectionLimit limit() {
        NetworkConnectionLimit limit = new NetworkConnectionLimit(bounds.count(Limit.CONNECTIONS), connector);
        limit.setEndPointIdleTimeout(Math.min(IDLE_WHEN_CROWDED.toMillis(), bounds.get(Limit.IDLE_TIME)));
        return limit;
    }

    void handler(Handler handler) {
        server.setHandler(requestsBounded ? handler : limited(handler));
    }

    private Handler limited(Handler handler) {
        QoSHandler limit = new QoSHandler(handler);
        limit.setMaxRequestCount(bounds.count(Limit.REQUESTS));
        limit.setMaxSuspendedRequestCount(MOST_WAITING);
        limit.setMaxSuspend(LONGEST_WAIT);
        return limit;
    }

    /** Who is told of each request when it has ended; before the start. */
    void requestLog(RequestLog log) {
        server.setRequestLog(log);
    }

    /** How many connections are open. */
    int connections() {
        return connector.getConnectedEndPoints().size();
    }

    /** Whether clients can connect. */
    boolean isListening() {
        return connector.isRunning() && connector.isOpen();
    }

    BlobTransfer transfer() {
        return new BlobTransfer(server.getByteBufferPool(), bounds.transferBytes());
    }

    /** Runs what may wait: each task on a virtual thread of its own. */
    Executor patient() {
        return requests;
    }

    void start() throws Exception {
        server.start();
    }

    int port() {
        return connector.getLocalPort();
    }

    /** Stops the server; says whether every request has ended. Harmless when repeated. */
    boolean close() {
        stop();
        requests.shutdown();
        try {
            return requests.awaitTermination(LAST_REQUESTS.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            requests.shutdownNow();
        }
    }

    /** Jetty reports that requests outlived their grace only after it has closed their connections; what counts is how they end. */
    private void stop() {
        try {
            server.stop();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            LOG.debug("requests were cut short by the stop: {}", e.toString());
        }
    }
}
