package dev.vitrine.gateway.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Davfs2Test {
    /** Path, size and whether its owner may execute it, of every regular file; more options of find go before. */
    private static final String FILES = """
            cd "$1"
            find $2 . -type f \\( -perm -u+x -printf '%p %s x\\n' -o -printf '%p %s\\n' \\) | sort
            """;

    private static final String COMPARE = """
            cd "$1"
            find . -type f -print0 | xargs -0 -I {} cmp {} "$2/{}"
            """;

    @TempDir
    private Path home;

    @BeforeEach
    void mayMount() {
        assumeTrue(System.getProperty("user.name").equals("root"), "davfs2 is mounted by root");
    }

    private List<String> files(Path tree, String options) throws Exception {
        return Client.shell(home, FILES, tree, options).run().succeeded().lines();
    }

    /**
     * K6: Mounted by davfs2 with the settings of deploy/davfs2/davfs2.conf, every regular file of a JDK is there with its bytes, its size
     * and its permission to be executed.
     */
    @Test
    void aJdkIsMounted() throws Exception {
        Path jdk = Path.of(System.getProperty("java.home"));
        try (ServedTrees served = ServedTrees.start(home.resolve("store")).show("jdk", jdk);
                Davfs2Mount mount = Davfs2Mount.open(home, served.address())) {
            Path mounted = mount.place().resolve("jdk");
            assertThat(files(mounted, "-L")).containsAll(files(jdk, "-P"));
            Client.shell(home, COMPARE, jdk, mounted).run().succeeded();
            assertThat(served.failures()).isZero();
        }
    }

    /** K8: A mount of davfs2 refuses every change as one of a read-only file system. */
    @Test
    void namesAreKeptAndWritesRefused() throws Exception {
        Path tree = SampleTree.create(home.resolve("tree"));
        try (ServedTrees served = ServedTrees.start(home.resolve("store")).show("t", tree);
                Davfs2Mount mount = Davfs2Mount.open(home, served.at("t/"))) {
            assertThat(files(mount.place(), "-L")).isEqualTo(files(tree, "-L"));
            Client.shell(home, "diff -r --exclude=lost+found \"$1\" \"$2\"", tree, mount.place())
                    .run()
                    .succeeded();
            for (String change : new String[] {"touch new", "rm plain.txt", "mkdir made", "echo x >> plain.txt"}) {
                Outcome outcome = Client.shell(home, "cd \"$1\" && " + change, mount.place())
                        .run()
                        .failed();
                assertThat(outcome.stderr()).as(change).contains("Read-only file system");
            }
            assertThat(served.failures()).isZero();
        }
    }
}
