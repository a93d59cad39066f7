package dev.vitrine.gateway.connection;

import dev.vitrine.gateway.http.FileSink;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/** A client's socket that counts the bytes which the kernel took and gave, and remembers how the client does. */
final class MeteredEndPoint extends SocketChannelEndPoint implements FileSink {
    /** For the one thread that looks at slow clients. */
    final Reception reception = new Reception(System.nanoTime());

    /** For the one thread that looks at slow clients. */
    final Sending sending = new Sending();

    /** For the one thread that looks at slow clients. */
    final Uploads uploads = new Uploads();

    /** Where the bytes lie that are written next, if somebody said so. The thread that writes changes hands through Jetty's own state. */
    private @Nullable FilePart filePart;

    private final AtomicLong received = new AtomicLong();
    private final AtomicLong sent = new AtomicLong();

    MeteredEndPoint(SocketChannel channel, ManagedSelector selector, SelectionKey key, Scheduler scheduler) {
        super(channel, selector, key, scheduler);
    }

    @Override
    public int fill(ByteBuffer buffer) throws IOException {
        int filled = super.fill(buffer);
        if (filled > 0) {
            received.addAndGet(filled);
        }
        return filled;
    }

    @Override
    public boolean flush(ByteBuffer... buffers) throws IOException {
        long before = remaining(buffers);
        try {
            return filePart == null ? super.flush(buffers) : flush(filePart, buffers);
        } finally {
            sent.addAndGet(before - remaining(buffers));
        }
    }

    @Override
    public void nextIsFrom(FileChannel file, long position, ByteBuffer bytes) {
        filePart = new FilePart(file, position - bytes.position(), bytes);
    }

    /** The part comes last, after the header; with anything else in its place the bytes are those of the buffers. */
    private boolean flush(FilePart part, ByteBuffer... buffers) throws IOException {
        if (buffers.length == 0 || !part.is(buffers[buffers.length - 1])) {
            return super.flush(buffers);
        }
        ByteBuffer[] head = Arrays.copyOf(buffers, buffers.length - 1);
        boolean all = (remaining(head) == 0 || super.flush(head)) && part.sendTo(getChannel());
        notIdle();
        filePart = all ? null : part;
        return all;
    }

    private static long remaining(ByteBuffer... buffers) {
        long bytes = 0;
        for (ByteBuffer buffer : buffers) {
            bytes += buffer.remaining();
        }
        return bytes;
    }

    long received() {
        return received.get();
    }

    long sent() {
        return sent.get();
    }

    /** Whether the kernel has no room for what is to be sent. */
    boolean isFull() {
        return getWriteFlusher().isPending();
    }

    /** What speaks HTTP here, below TLS; null while the connection is being opened. */
    @Nullable
    Connection protocol() {
        Connection outer = getConnection();
        return outer instanceof SslConnection tls ? tls.getSslEndPoint().getConnection() : outer;
    }
}
