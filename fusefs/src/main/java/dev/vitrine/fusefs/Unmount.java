package dev.vitrine.fusefs;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes a mount of ours out of the tree, and no other that may stand in its place by now. */
final class Unmount {
    private static final Logger log = LoggerFactory.getLogger(Unmount.class);
    private static final Path CONNECTIONS = Path.of("/sys/fs/fuse/connections");

    private final Mountpoint mountpoint;
    private final MountTable.Line line;

    /**
     * @param line as the mount table had it after mounting
     */
    Unmount(Mountpoint mountpoint, MountTable.Line line) {
        this.mountpoint = mountpoint;
        this.line = line;
    }

    /**
     * Unmounts, also when it is in use. As root this cuts the connection as well; users other than root have fusermount do it, which
     * leaves the connection to those who still use it, until {@link #abort}.
     *
     * @return whether the connection is cut
     */
    boolean unmount() {
        if (!isThere()) {
            return false;
        }
        return UnmountCall.unmount(mountpoint.path(), mountpoint.bytes());
    }

    /** Whether the mount is still in the tree. */
    boolean isThere() {
        try {
            return MountTable.at(mountpoint.bytes()).equals(Optional.of(line));
        } catch (IOException e) {
            log.warn("cannot read the mount table", e);
            return false;
        }
    }

    /**
     * Ends the connection under a mount that is out of the tree but still in use (fuse.txt of the kernel): whoever holds a file open
     * gets errors from now on, and our loops end. It needs the control file system, which systemd mounts.
     */
    void abort() {
        try {
            Files.write(CONNECTIONS.resolve(line.connection()).resolve("abort"), "1".getBytes(US_ASCII));
        } catch (IOException e) {
            log.debug("no connection to abort: {}", e.toString());
        }
    }
}
