package dev.vitrine.gateway;

import dev.vitrine.castore.view.CastoreView;
import dev.vitrine.gateway.access.Access;
import dev.vitrine.gateway.access.AccessException;
import dev.vitrine.gateway.access.FileWatch;
import dev.vitrine.gateway.access.ViewOf;
import dev.vitrine.gateway.admin.Watch;
import dev.vitrine.gateway.dav.PropfindAnswer;
import dev.vitrine.gateway.file.FileAnswer;
import dev.vitrine.gateway.file.HotBlobs;
import dev.vitrine.gateway.file.HotFiles;
import dev.vitrine.gateway.http.Edge;
import dev.vitrine.gateway.http.LongListings;
import dev.vitrine.gateway.listing.DirectoryAnswer;
import dev.vitrine.gateway.listing.StaticAnswer;
import dev.vitrine.web.Pages;
import java.net.BindException;
import java.net.SocketException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import org.eclipse.jetty.server.Handler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The view over HTTP: a server that listens from {@link #start} until {@link #close}. Thread-safe. The view stays the caller's, and must
 * outlive the gateway.
 */
public final class Gateway implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);

    /** How many bytes of small blobs are kept in memory; or 512 files open, or some of both. */
    private static final long HOT_BYTES = 32L << 20;

    private final JettyServer server;
    private final HotBlobs blobs;
    private final Edge edge;
    private final URI address;
    private final FileWatch watch;

    private Gateway(JettyServer server, HotBlobs blobs, Edge edge, URI address, FileWatch watch) {
        this.server = server;
        this.blobs = blobs;
        this.edge = edge;
        this.address = address;
        this.watch = watch;
    }

    /**
     * Opens the gateway; when this returns, it answers.
     *
     * @throws GatewayException if it cannot listen where the options say
     */
    public static Gateway start(CastoreView view, GatewayOptions options) throws GatewayException {
        return start(view, options, Watch.NOBODY);
    }

    /**
     * Opens the gateway, and lets them watch it.
     *
     * @throws GatewayException if it cannot listen where the options say
     */
    public static Gateway start(CastoreView view, GatewayOptions options, Watch watch) throws GatewayException {
        Exposure.check(options);
        Edge edge = new Edge();
        Access access = access(options);
        JettyServer server = new JettyServer(options, access.tls());
        watch.requestLog().ifPresent(server::requestLog);
        watch.metrics().ifPresent(metrics -> GatewayMetrics.register(metrics, edge, server));
        HotBlobs blobs = new HotBlobs(HOT_BYTES);
        server.handler(access.guard(handler(access.views(view), options.bounds(), blobs, server, edge), view));
        try {
            server.start();
        } catch (Exception e) {
            server.close();
            blobs.close();
            throw explained(options.listen(), e);
        }
        String scheme = access.tls().isPresent() ? "https" : "http";
        URI address = options.listen().withPort(server.port()).uri(scheme);
        return new Gateway(server, blobs, edge, address, new FileWatch(access.reloaded()));
    }

    private static Handler handler(ViewOf views, Bounds bounds, HotBlobs blobs, JettyServer server, Edge edge) {
        Pages pages = new Pages();
        LongListings listings = new LongListings(bounds.count(Limit.LISTINGS));
        GetAnswer contents = new GetAnswer(
                new HotFiles(blobs),
                new FileAnswer(blobs, server.transfer()),
                new DirectoryAnswer(pages, listings),
                new StaticAnswer(pages));
        return new ViewHandler(
                views, contents, new PropfindAnswer(listings, bounds.bodyBytes()), edge, server.patient());
    }

    private static Access access(GatewayOptions options) throws GatewayException {
        try {
            return Access.of(
                    options.access(),
                    options.listen().host(),
                    Exposure.isLoopback(options.listen()),
                    options.bounds().count(Limit.PASSWORD_CHECKS));
        } catch (AccessException e) {
            throw new GatewayException(e.getMessage(), e);
        }
    }

    static GatewayException explained(ListenAddress listen, Exception e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnresolvedAddressException || cause instanceof UnknownHostException) {
                return new GatewayException("cannot listen on " + listen + ": the host name is not known", e);
            }
            if (cause instanceof BindException || cause instanceof SocketException) {
                return new GatewayException("cannot listen on " + listen + ": " + cause.getMessage(), e);
            }
        }
        return new GatewayException("cannot listen on " + listen + ": " + e.getMessage(), e);
    }

    /** Where the top of the view is, with the host as the options have it and the port that is really listened on. */
    public URI address() {
        return address;
    }

    /** How many requests failed so far through the server's fault, before or after the first byte. */
    public long failures() {
        return edge.failures();
    }

    /**
     * Asks whether it listens.
     *
     * @throws GatewayException with a sentence, if it does not
     */
    public void probe() throws GatewayException {
        if (!server.isListening()) {
            throw new GatewayException("nothing listens on " + address);
        }
    }

    /**
     * Stops listening, lets transfers under way go on for the grace of the options, tears those that are left, and returns when no
     * request uses the view any more; within two seconds with the default options, unless the store itself hangs. Harmless when repeated.
     */
    @Override
    public void close() {
        watch.close();
        if (!server.close()) {
            LOG.warn("requests to {} were still reading the store when the gateway closed", address);
        }
        blobs.close();
    }
}
