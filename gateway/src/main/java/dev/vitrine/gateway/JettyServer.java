package dev.vitrine.gateway;

import dev.vitrine.gateway.connection.Pace;
import dev.vitrine.gateway.connection.WatchedConnector;
import dev.vitrine.gateway.file.BlobTransfer;
import dev.vitrine.gateway.http.ErrorAnswer;
import dev.vitrine.gateway.path.RequestPath;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.io.ArrayByteBufferPool;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.RequestLog;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
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
    private static final Duration LAST_REQUESTS = Duration.ofMillis(500);

    private final ExecutorService requests = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("http-", 0).factory());
    private final Server server;
    private final ServerConnector connector;
    private final int transferBytes;

    JettyServer(GatewayOptions options) {
        transferBytes = options.bounds().transferBytes();
        server = new Server(
                threads(options),
                new ScheduledExecutorScheduler("http-timer", true),
                new ArrayByteBufferPool(0, BUFFER_STEP, transferBytes, BUFFERS_PER_SIZE));
        server.setErrorHandler(new ErrorAnswer());
        server.setStopTimeout(options.bounds().stopGrace().toMillis());
        connector = connector(options);
        server.addConnector(connector);
        server.addBean(limit(options));
    }

    private QueuedThreadPool threads(GatewayOptions options) {
        QueuedThreadPool threads = new QueuedThreadPool(PLATFORM_THREADS);
        threads.setName("http");
        threads.setDaemon(true);
        threads.setStopTimeout(options.bounds().stopGrace().toMillis());
        threads.setVirtualThreadsExecutor(requests);
        return threads;
    }

    private ServerConnector connector(GatewayOptions options) {
        Bounds bounds = options.bounds();
        ServerConnector made = new WatchedConnector(
                server,
                ACCEPTORS,
                SELECTORS,
                new Pace(bounds.time(Limit.RECEIVE_TIME), bounds.time(Limit.IDLE_TIME), bounds.get(Limit.SEND_RATE)),
                bounds.count(Limit.CONNECTIONS_PER_ADDRESS),
                new HttpConnectionFactory(http(options)));
        made.setHost(options.listen().host());
        made.setPort(options.listen().port());
        made.setAcceptQueueSize(ACCEPT_QUEUE);
        made.setIdleTimeout(options.bounds().get(Limit.IDLE_TIME));
        return made;
    }

    private static HttpConfiguration http(GatewayOptions options) {
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setUriCompliance(ANY_NAME);
        http.setRequestHeaderSize(options.bounds().count(Limit.HEADER));
        return http;
    }

    private NetworkConnectionLimit limit(GatewayOptions options) {
        NetworkConnectionLimit limit =
                new NetworkConnectionLimit(options.bounds().count(Limit.CONNECTIONS), connector);
        limit.setEndPointIdleTimeout(
                Math.min(IDLE_WHEN_CROWDED.toMillis(), options.bounds().get(Limit.IDLE_TIME)));
        return limit;
    }

    void handler(Handler handler) {
        server.setHandler(handler);
    }

    /** Who is told of each request when it has ended; before the start. */
    void requestLog(RequestLog log) {
        server.setRequestLog(log);
    }

    BlobTransfer transfer() {
        return new BlobTransfer(server.getByteBufferPool(), transferBytes);
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
