package dev.vitrine.gateway.connection;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at every connection again and again, and closes those of clients that are too slow. Requests cost nothing for it: it reads what
 * the connections count anyway.
 */
final class SlowClients extends AbstractLifeCycle implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(SlowClients.class);
    private static final long MAX_PERIOD_MILLIS = 1_000;
    private static final int LOOKS_PER_TIME = 4;

    private final ServerConnector connector;
    private final Pace pace;
    private final long periodMillis;

    SlowClients(ServerConnector connector, Pace pace) {
        this.connector = connector;
        this.pace = pace;
        long shortest = Math.min(pace.receive().toMillis(), pace.idle().toMillis());
        periodMillis = Math.clamp(shortest / LOOKS_PER_TIME, 1, MAX_PERIOD_MILLIS);
    }

    @Override
    protected void doStart() {
        again();
    }

    private void again() {
        connector.getScheduler().schedule(this, periodMillis, TimeUnit.MILLISECONDS);
    }

    @Override
    public void run() {
        if (isRunning() || isStarting()) {
            connector.getConnectedEndPoints().forEach(this::look);
            again();
        }
    }

    private void look(EndPoint endPoint) {
        if (endPoint instanceof MeteredEndPoint client) {
            long now = System.nanoTime();
            if (client.reception.isTooSlow(client, pace, now)) {
                close(client, "is sent too slowly");
            } else if (client.sending.isTooSlow(client, pace, now)) {
                close(client, "is read too slowly");
            } else {
                client.uploads.end(client, pace, now);
            }
        }
    }

    private static void close(MeteredEndPoint client, String why) {
        LOG.debug("the connection of {} {}", client.getRemoteSocketAddress(), why);
        client.close(new TimeoutException("the connection " + why));
    }
}
