package dev.vitrine.castore.grpc.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** The file of a unix socket: it stays behind when its server is killed, and keeps the next one from listening. */
final class SocketFile {
    /** What {@code sun_path} holds in Linux (unix(7)), with the zero at its end. */
    private static final int MOST_BYTES = 108;

    private static final int TYPE = 0170000;
    private static final int SOCKET = 0140000;

    private final Path path;

    SocketFile(Path path) {
        this.path = path;
    }

    /**
     * Checks that a socket may be made there. The transport replaces whatever is there, even a file; so nothing may be, but a socket on
     * which nobody listens any more.
     *
     * @throws IOException with a sentence, if something else is there, or somebody listens on it
     */
    void check() throws IOException {
        if (path.toString().getBytes(UTF_8).length >= MOST_BYTES) {
            throw new IOException("the path of a socket has at most " + (MOST_BYTES - 1) + " bytes");
        }
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        if (!isSocket()) {
            throw new FileAlreadyExistsException(path.toString(), null, "something that is no socket is there already");
        }
        if (isInUse()) {
            throw new FileAlreadyExistsException(path.toString(), null, "another process listens there already");
        }
    }

    private boolean isSocket() throws IOException {
        int mode = (int) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS);
        return (mode & TYPE) == SOCKET;
    }

    /** Whether somebody listens there. */
    boolean isInUse() throws IOException {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            return channel.connect(UnixDomainSocketAddress.of(path));
        } catch (ConnectException e) {
            return false;
        } catch (SocketException e) {
            throw new IOException("whether somebody listens there cannot be told: " + e.getMessage(), e);
        }
    }

    /** Leaves it to its owner alone. With an umask that keeps others from writing nobody else could connect before that either. */
    void protect() throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
    }
}
