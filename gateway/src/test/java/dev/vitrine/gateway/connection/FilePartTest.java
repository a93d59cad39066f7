package dev.vitrine.gateway.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class FilePartTest {
    /** More than both ends of a connection take while nobody reads. */
    private static final int SIZE = 64 << 20;

    @TempDir
    private Path dir;

    private final byte[] contents = new byte[SIZE];
    private Path path;
    private SocketChannel sender;
    private SocketChannel receiver;

    @BeforeEach
    void connect() throws IOException {
        new Random(1).nextBytes(contents);
        path = Files.write(dir.resolve("file"), contents);
        try (ServerSocketChannel server =
                ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            receiver = SocketChannel.open(server.getLocalAddress());
            sender = server.accept();
        }
        sender.configureBlocking(false);
    }

    @AfterEach
    void disconnect() throws IOException {
        sender.close();
        receiver.close();
    }

    @Test
    void theBytesAreThoseOfTheFileFromItsPosition() throws IOException {
        try (FileChannel file = FileChannel.open(path)) {
            assertThat(new FilePart(file, 1000, ByteBuffer.allocate(500)).sendTo(sender))
                    .isTrue();
        }
        assertThat(received(500)).isEqualTo(Arrays.copyOfRange(contents, 1000, 1500));
    }

    @Test
    void aChannelThatTookAPartIsNotOfferedMoreUntilItWasWaitedFor() throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(SIZE);
        try (FileChannel file = FileChannel.open(path)) {
            FilePart part = new FilePart(file, 0, bytes);
            assertThat(part.sendTo(sender)).isFalse();
            int taken = bytes.position();
            assertThat(taken).isBetween(1, SIZE - 1);
            assertThat(received(taken)).isEqualTo(Arrays.copyOf(contents, taken));
            assertThat(part.sendTo(sender)).isFalse();
            assertThat(bytes.position()).isEqualTo(taken);
            part.sendTo(sender);
            assertThat(bytes.position()).isGreaterThan(taken);
        }
    }

    @Test
    void aFileThatBecameTooShortIsAnError() throws IOException {
        try (FileChannel file = FileChannel.open(path)) {
            FilePart part = new FilePart(file, SIZE - 10, ByteBuffer.allocate(20));
            part.sendTo(sender);
            assertThat(part.sendTo(sender)).isFalse();
            assertThatThrownBy(() -> part.sendTo(sender)).isInstanceOf(EOFException.class);
        }
        assertThat(received(10)).isEqualTo(Arrays.copyOfRange(contents, SIZE - 10, SIZE));
    }

    private byte[] received(int count) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(count);
        while (bytes.hasRemaining() && receiver.read(bytes) >= 0) {
            assertThat(bytes.position()).isPositive();
        }
        return bytes.array();
    }
}
