package dev.vitrine.gateway.http;

import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** A connection that can send a part of a file without moving its bytes through this process, as sendfile(2) does. */
public interface FileSink {
    /**
     * Says where the bytes that are written next lie in a file. They may be sent from there or from the buffer; both must stay usable until
     * they are written.
     *
     * @param bytes the very buffer that is passed to the next write, and not a copy of it
     * @param position of its first byte in the file
     */
    void nextIsFrom(FileChannel file, long position, ByteBuffer bytes);
}
