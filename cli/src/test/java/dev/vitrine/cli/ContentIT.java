package dev.vitrine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.castore.TortureTree;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real trees, imported, and then seen through the windows as their own files are seen. */
final class ContentIT {
    /** Owner and time are not kept, permissions come down to read and execute, and hard links are copies. */
    private static final String TAR = "tar --sort=name --hard-dereference --owner=0 --group=0 --numeric-owner"
            + " --mtime=@1 --mode=a=rX -C \"$1\" -cf - . | b3sum";

    @TempDir
    private Path temp;

    /** C26: `diff -r --no-dereference` of a tree against its mounted import is empty, and `tar` of both is equal up to owner, time and write permission. */
    @Test
    void theJdkIsTheSame() throws Exception {
        seeTheSame(Path.of(System.getProperty("java.home")), true);
    }

    @Test
    void usrShareIsTheSame() throws Exception {
        seeTheSame(Path.of("/usr/share"), false);
    }

    @Test
    void tortureNamesAreTheSame() throws Exception {
        Path tree = temp.resolve("torture");
        TortureTree.create(tree);
        seeTheSame(tree, true);
    }

    /**
     * C27: For every file, `b3sum`, `vitrine stat`, the xattr, the ETag, the digest header and the inode formula agree, and the bytes are the same in
     * the mount and over HTTP.
     */
    private static void agree(Path store, Path source, Path mounted, URI url) throws IOException, InterruptedException {
        Path script = Path.of(System.getProperty("vitrine.root"), "cli/src/test/resources/dev/vitrine/cli/agree.py");
        String count = Program.shell(
                        "VITRINE_STORE=$1 python3 \"${@:2}\"", store, script, source, mounted, url, Program.LAUNCHER)
                .succeeded()
                .text();
        assertThat(Integer.parseInt(count.strip())).isGreaterThan(10);
    }

    private void seeTheSame(Path source, boolean everyFile) throws Exception {
        Path store = temp.resolve("store");
        Program.vitrine(store, "import", "--name", "root", source.toString()).succeeded();
        try (Server server =
                Server.start(store, temp, "--mount", temp.resolve("mnt").toString())) {
            Path mounted = server.mountpoint().resolve("root");
            Program.shell("diff -r --no-dereference \"$1\" \"$2\"", source, mounted)
                    .succeeded();
            assertThat(Program.shell(TAR, mounted).succeeded().text())
                    .isEqualTo(Program.shell(TAR, source).succeeded().text());
            if (everyFile) {
                agree(store, source, mounted, server.address().resolve("root/"));
            }
            server.signal("TERM");
            server.awaitExit(Duration.ofSeconds(3));
        }
    }
}
