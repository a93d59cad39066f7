package dev.vitrine.gateway.admin;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** The standard output of this process, which stays open. */
final class LogStdout implements LogSink {
    private final FileChannel stdout = new FileOutputStream(FileDescriptor.out).getChannel();

    @Override
    public void write(ByteBuffer lines) throws IOException {
        while (lines.hasRemaining()) {
            stdout.write(lines);
        }
    }

    @Override
    public void close() {
        // others may still have something to say there
    }
}
