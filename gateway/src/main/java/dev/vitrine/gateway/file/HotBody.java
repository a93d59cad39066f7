package dev.vitrine.gateway.file;

import dev.vitrine.gateway.http.FileSink;
import dev.vitrine.gateway.http.Remainder;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Bytes of a blob at hand, as the rest of an answer. Few go from memory, together with the header; more the kernel takes from their file,
 * where the connection can do that, so that they never pass through this process.
 */
final class HotBody implements Remainder {
    /** Up to this many bytes, one copy in one system call is cheaper than sendfile(2): ADR 15. */
    static final int COPIED = 256 << 10;

    /** As much as a socket takes at once, about: its greatest buffer (tcp(7), tcp_wmem). */
    private static final int NEXT = 4 << 20;

    /** No buffer is longer than 2^31-1 bytes. */
    private static final long LONGEST_BUFFER = 1 << 30;

    private final HotBlob blob;
    private final long end;
    private final boolean copied;
    private final Optional<FileSink> sink;
    private long position;
    private ByteBuffer given = ByteBuffer.allocate(0);

    /**
     * A part of a blob, which is retained until this is closed.
     *
     * @param sink the connection, if it can send from a file
     */
    HotBody(HotBlob blob, long first, long length, Optional<FileSink> sink) {
        this.blob = blob.share();
        this.position = first;
        this.end = first + length;
        this.copied = length <= COPIED || blob.file().isEmpty();
        this.sink = sink;
    }

    @Override
    public boolean hasNext() {
        return position < end;
    }

    @Override
    public ByteBuffer next() {
        long length = Math.min(LONGEST_BUFFER, end - position);
        given = blob.slice(position, length);
        if (!copied && sink.isPresent()) {
            sink.get().nextIsFrom(blob.file().orElseThrow(), position, given);
        }
        position += length;
        return given;
    }

    /**
     * Bytes that this process has to look at, as TLS does, are not at hand if they are many: a thread that others wait for would be busy
     * with them for as long as the client keeps up.
     */
    @Override
    public boolean isAtHand() {
        long unsent = position - given.remaining();
        return (copied || sink.isPresent()) && blob.isResident(unsent, Math.min(NEXT, end - unsent));
    }

    @Override
    public void close() {
        blob.close();
    }
}
