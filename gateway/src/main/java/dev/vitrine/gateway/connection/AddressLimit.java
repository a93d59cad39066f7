package dev.vitrine.gateway.connection;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.io.SelectorManager;
import org.eclipse.jetty.util.IO;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How many connections one address has. An IPv6 address counts by its first 64 bits, since whoever has one has all that begin so.
 * Thread-safe.
 */
final class AddressLimit implements SelectorManager.AcceptListener {
    private static final Logger LOG = LoggerFactory.getLogger(AddressLimit.class);
    private static final int NETWORK_BYTES = 8;

    private final int most;
    private final Map<ByteBuffer, Integer> counts = new ConcurrentHashMap<>();

    /** By channel, since a closed one no longer says whose it was. */
    private final Map<SelectableChannel, ByteBuffer> clients = new ConcurrentHashMap<>();

    AddressLimit(int most) {
        this.most = most;
    }

    @Override
    public void onAccepting(SelectableChannel channel) {
        ByteBuffer client = client(channel);
        clients.put(channel, client);
        if (counts.merge(client, 1, Integer::sum) > most) {
            LOG.debug("an address has more than {} connections", most);
            // Jetty notices when it registers the channel, and then says that this failed.
            IO.close(channel);
        }
    }

    @Override
    public void onAcceptFailed(SelectableChannel channel, Throwable cause) {
        onClosed(channel);
    }

    @Override
    public void onClosed(SelectableChannel channel) {
        ByteBuffer client = clients.remove(channel);
        if (client != null) {
            counts.computeIfPresent(client, (same, count) -> count == 1 ? null : count - 1);
        }
    }

    private static ByteBuffer client(SelectableChannel channel) {
        try {
            return channel instanceof SocketChannel socket
                            && socket.getRemoteAddress() instanceof InetSocketAddress remote
                    ? network(remote.getAddress())
                    : ByteBuffer.allocate(0);
        } catch (IOException gone) {
            return ByteBuffer.allocate(0);
        }
    }

    private static ByteBuffer network(InetAddress address) {
        byte[] bytes = address.getAddress();
        return ByteBuffer.wrap(address instanceof Inet6Address ? Arrays.copyOf(bytes, NETWORK_BYTES) : bytes);
    }
}
