package dev.vitrine.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** Our stdout: lines in UTF-8, or raw bytes. Every failure to write is an exception, unlike that of {@code System.out}. */
final class Output implements AutoCloseable {
    private final FileOutputStream stdout = new FileOutputStream(FileDescriptor.out);
    private final FileChannel channel = stdout.getChannel();
    private final OutputStream buffered = new BufferedOutputStream(stdout, 64 * 1024);

    /** Writes one line, which is seen when this is closed at the latest. */
    void line(String line) throws ClosedOutput {
        try {
            buffered.write((line + "\n").getBytes(UTF_8));
        } catch (IOException e) {
            throw new ClosedOutput(e);
        }
    }

    /** Writes one line, which is seen at once. */
    void lineNow(String line) throws ClosedOutput {
        line(line);
        close();
    }

    /** Writes all that remains in the buffer. */
    void bytes(ByteBuffer bytes) throws ClosedOutput {
        try {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException e) {
            throw new ClosedOutput(e);
        }
    }

    /** Flushes; stdout itself stays open. */
    @Override
    public void close() throws ClosedOutput {
        try {
            buffered.flush();
        } catch (IOException e) {
            throw new ClosedOutput(e);
        }
    }
}
