package dev.vitrine.gateway.connection;

import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** A connector that parts with clients that are too slow, and takes only so many connections from one address. */
public final class WatchedConnector extends ServerConnector {
    /**
     * A connector that listens nowhere yet.
     *
     * @param perAddress how many connections one address may have; the next is closed at once
     */
    public WatchedConnector(
            Server server, int acceptors, int selectors, Pace pace, int perAddress, ConnectionFactory... protocols) {
        super(server, acceptors, selectors, protocols);
        addBean(new SlowClients(this, pace));
        getSelectorManager().addEventListener(new AddressLimit(perAddress));
    }

    @Override
    protected SocketChannelEndPoint newEndPoint(SocketChannel channel, ManagedSelector selector, SelectionKey key) {
        MeteredEndPoint client = new MeteredEndPoint(channel, selector, key, getScheduler());
        client.setIdleTimeout(getIdleTimeout());
        return client;
    }
}
