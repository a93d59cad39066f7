package dev.vitrine.castore.importer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.vitrine.castore.Command;
import dev.vitrine.castore.model.CastoreException.Invalid;
import dev.vitrine.castore.model.PathComponent;
import dev.vitrine.castore.model.Violation;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * I7: A device, a socket or a fifo ends an import before anything is written, with a sentence that names it.
 *
 * <p>I17: An import that fails or is interrupted sets no root.
 */
final class ImportRefusalTest {
    @TempDir
    private Path temp;

    private final RecordingStore store = new RecordingStore();
    private Path tree = Path.of("");

    @BeforeEach
    void makeTree() throws IOException {
        tree = Files.createDirectory(temp.resolve("tree"));
        Files.writeString(tree.resolve("file"), "first");
        Files.createDirectories(tree.resolve("a/b"));
    }

    private void assertRefused(Path source, String message) {
        assertThatThrownBy(() ->
                        store.importer().importAs(store.roots(), PathComponent.of("root"), source, ImportListener.NONE))
                .isInstanceOfSatisfying(
                        Invalid.class, e -> assertThat(e.violation()).isEqualTo(Violation.FILE_TYPE))
                .hasMessage("'" + message + "; only regular files, directories and symlinks can be imported");
        assertThat(store.events()).isEmpty();
    }

    @Test
    void fifoIsRefused() throws IOException {
        Command.run("mkfifo", tree.resolve("a/b/new\nline").toString());

        assertRefused(tree, tree + "/a/b/new\\nline' is a fifo");
        assertRefused(tree.resolve("a/b/new\nline"), tree + "/a/b/new\\nline' is a fifo");
    }

    @Test
    void socketIsRefused() throws IOException {
        Path socket = tree.resolve("a/socket");
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(socket));

            assertRefused(tree, socket + "' is a socket");
        }
    }

    @Test
    void deviceIsRefused() {
        assertRefused(Path.of("/dev/null"), "/dev/null' is a character device");
    }

    @Test
    void deviceInATreeIsRefused() throws IOException {
        assumeTrue(System.getProperty("user.name").equals("root"), "only root makes devices");
        Command.run("mknod", tree.resolve("a/disk").toString(), "b", "7", "200");

        assertRefused(tree, tree + "/a/disk' is a block device");
    }

    /** I9: A file or directory that cannot be read ends the import with a sentence that names it. */
    @Test
    void unreadableFileIsNamed() throws IOException {
        assertThat(afterReading(Files.writeString(tree.resolve("a/secret"), "s")))
                .doesNotContain("blobs are durable", "directories are durable", "root root");
    }

    @Test
    void unreadableDirectoryIsNamed() throws IOException {
        assertThat(afterReading(tree.resolve("a/b"))).isEmpty();
    }

    /** What was written by an import that stumbled over the secret. The one before it loads all classes, which needs rights, too. */
    private List<String> afterReading(Path secret) throws IOException {
        store.importer().importTree(Files.createDirectory(temp.resolve("warm")), ImportListener.NONE);
        RecordingStore fresh = new RecordingStore();
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("---------"));
        Files.setPosixFilePermissions(temp, PosixFilePermissions.fromString("rwxr-xr-x"));
        try (Unprivileged _ = new Unprivileged()) {
            assertThatThrownBy(() -> fresh.importer()
                            .importAs(fresh.roots(), PathComponent.of("root"), tree, ImportListener.NONE))
                    .isInstanceOf(ImportException.class)
                    .hasMessage("cannot read '" + secret + "': Permission denied");
        }
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rwx------"));
        return fresh.events();
    }

    @Test
    void fileThatFailsToReadIsNamed() {
        assertThatThrownBy(() -> store.importer().importTree(Path.of("/proc/self/mem"), ImportListener.NONE))
                .isInstanceOf(ImportException.class)
                .hasMessage("cannot read '/proc/self/mem': Input/output error");
    }

    @Test
    void missingPathIsNamed() {
        assertThatThrownBy(() -> store.importer().importTree(temp.resolve("no\tthing"), ImportListener.NONE))
                .isInstanceOf(ImportException.class)
                .hasMessage("cannot read '" + temp + "/no\\tthing': No such file or directory");
    }

    @Test
    void pathThroughAFileIsNamed() {
        assertThatThrownBy(() -> store.importer().importTree(tree.resolve("file/below"), ImportListener.NONE))
                .isInstanceOf(ImportException.class)
                .hasMessage("cannot read '" + tree + "/file/below': Not a directory");
    }

    @Test
    void pathThatIsTooLongIsNamed() {
        Path source = Path.of("/" + "x/".repeat(2500));

        assertThatThrownBy(() -> store.importer().importTree(source, ImportListener.NONE))
                .isInstanceOf(ImportException.class)
                .hasMessage("cannot read '" + source + "': File name too long");
    }
}
