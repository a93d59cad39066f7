package dev.vitrine.gateway;

import dev.vitrine.gateway.admin.AdminHandler;
import dev.vitrine.gateway.http.ErrorAnswer;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.io.ArrayByteBufferPool;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A small server beside the gateway for those who watch the process, from {@link #start} until {@link #close}. It shares nothing with
 * the gateway, so that it answers when the gateway is crowded, and no path that it is asked for need be lenient. Thread-safe.
 */
public final class AdminServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AdminServer.class);
    private static final int THREADS = 4;
    private static final int CONNECTIONS = 64;
    private static final int HEADER_BYTES = 8 << 10;
    private static final int BUFFER_BYTES = 32 << 10;
    private static final int BUFFERS_PER_SIZE = 16;
    private static final Duration IDLE = Duration.ofSeconds(60);
    private static final Duration GRACE = Duration.ofMillis(200);

    private final ExecutorService requests = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("admin-", 0).factory());
    private final ListenAddress listen;
    private final Server server;
    private final ServerConnector connector;

    private AdminServer(ListenAddress listen, AdminHandler handler) {
        this.listen = listen;
        server = new Server(
                threads(),
                new ScheduledExecutorScheduler("admin-timer", true),
                new ArrayByteBufferPool(0, HEADER_BYTES, BUFFER_BYTES, BUFFERS_PER_SIZE));
        connector = new ServerConnector(server, 0, 1, new HttpConnectionFactory(http()));
        connector.setHost(listen.host());
        connector.setPort(listen.port());
        connector.setIdleTimeout(IDLE.toMillis());
        server.addConnector(connector);
        server.addBean(new NetworkConnectionLimit(CONNECTIONS, connector));
        server.setErrorHandler(new ErrorAnswer());
        server.setStopTimeout(GRACE.toMillis());
        server.setHandler(handler);
    }

    private QueuedThreadPool threads() {
        QueuedThreadPool threads = new QueuedThreadPool(THREADS, 1);
        threads.setName("admin");
        threads.setDaemon(true);
        threads.setReservedThreads(0);
        threads.setStopTimeout(GRACE.toMillis());
        threads.setVirtualThreadsExecutor(requests);
        return threads;
    }

    private static HttpConfiguration http() {
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setUriCompliance(UriCompliance.DEFAULT);
        http.setRequestHeaderSize(HEADER_BYTES);
        return http;
    }

    /**
     * Opens the server; when this returns, it answers.
     *
     * @throws GatewayException if it cannot listen there, or if others than this machine could reach it: it asks nobody who they are
     */
    public static AdminServer start(ListenAddress listen, AdminHandler handler) throws GatewayException {
        requireLoopback(listen);
        AdminServer admin = new AdminServer(listen, handler);
        try {
            admin.server.start();
            return admin;
        } catch (Exception e) {
            admin.close();
            throw Gateway.explained(listen, e);
        }
    }

    private static void requireLoopback(ListenAddress listen) throws GatewayException {
        try {
            if (!InetAddress.getByName(listen.host()).isLoopbackAddress()) {
                throw new GatewayException("the admin address " + listen
                        + " would be open to other machines, and asks nobody who they are: take one like 127.0.0.1");
            }
        } catch (UnknownHostException e) {
            throw Gateway.explained(listen, e);
        }
    }

    /** Where it listens, with a slash at its end. */
    public URI address() {
        return listen.withPort(connector.getLocalPort()).uri("http");
    }

    /** Stops listening and cuts off what is under way. Harmless when repeated. */
    @Override
    public void close() {
        try {
            server.stop();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            LOG.debug("requests were cut short by the stop: {}", e.toString());
        }
        requests.shutdownNow();
    }
}
