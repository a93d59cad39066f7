package dev.vitrine.gateway;

import dev.vitrine.gateway.access.TlsContext;
import org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
import org.eclipse.jetty.io.WindowRateControl;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.SslConnectionFactory;

/** What is spoken on a connection: HTTP/1.1 in the clear; over TLS also HTTP/2, which the client chooses by ALPN. */
final class Protocols {
    private static final String HTTP_1 = "http/1.1";
    private static final String HTTP_2 = "h2";

    private Protocols() {}

    static ConnectionFactory[] plain(HttpConfiguration http) {
        return new ConnectionFactory[] {new HttpConnectionFactory(http)};
    }

    static ConnectionFactory[] overTls(HttpConfiguration http, TlsContext tls, Bounds bounds) {
        // One certificate serves every name and address by which the gateway is reached: what suits the client is the
        // client's to check.
        http.addCustomizer(new SecureRequestCustomizer(false));
        ALPNServerConnectionFactory alpn = new ALPNServerConnectionFactory(HTTP_2, HTTP_1);
        alpn.setDefaultProtocol(HTTP_1);
        return new ConnectionFactory[] {
            new SslConnectionFactory(tls.factory(), alpn.getProtocol()),
            alpn,
            http2(http, bounds),
            new HttpConnectionFactory(http)
        };
    }

    private static HTTP2ServerConnectionFactory http2(HttpConfiguration http, Bounds bounds) {
        HTTP2ServerConnectionFactory http2 = new HTTP2ServerConnectionFactory(http);
        http2.setMaxConcurrentStreams(bounds.count(Limit.STREAMS));
        http2.setStreamIdleTimeout(bounds.get(Limit.IDLE_TIME));
        http2.setRateControlFactory(new WindowRateControl.Factory(bounds.count(Limit.CONTROL_FRAMES)));
        return http2;
    }
}
