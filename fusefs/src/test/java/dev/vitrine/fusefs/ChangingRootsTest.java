package dev.vitrine.fusefs;

import static dev.vitrine.fusefs.Eventually.ONE_SECOND;
import static dev.vitrine.fusefs.Eventually.within;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.castore.model.FileNode;
import dev.vitrine.castore.model.Node;
import dev.vitrine.castore.view.Inode;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The kernel may keep what it knows for a year, and yet a root that changes shows within a second. */
@OnBothTransports
class ChangingRootsTest {
    private static final int LENGTH = 300_000;

    @RegisterExtension
    final Mounted mounted;

    private final Fuse fuse;

    ChangingRootsTest(Fuse fuse) {
        this.fuse = fuse;
        mounted = new Mounted(fuse);
    }

    private final Sample sample = new Sample();
    private Path top = Path.of("");

    @BeforeEach
    void mount() throws Exception {
        top = mounted.mount(sample.view());
    }

    private Node filled(char with) throws Exception {
        return sample.file(String.valueOf(with).repeat(LENGTH));
    }

    private static String head(Path file) throws Exception {
        try (var in = Files.newInputStream(file)) {
            return new String(in.readNBytes(3), ISO_8859_1);
        }
    }

    /** Whoever walks through a root at the very moment at which it is replaced may find nothing there: libfuse 2 has no name for it then. */
    private boolean begins(Path file, String with) throws Exception {
        try {
            return head(file).equals(with);
        } catch (NoSuchFileException e) {
            assertThat(fuse).isEqualTo(Fuse.JNR);
            return false;
        }
    }

    private static String digest(Path path) throws Exception {
        return Program.shell("getfattr --absolute-names --only-values -h -m 'user.tvix' -d \"$1\"", path);
    }

    /** Reads pieces from both ends: of what was read before, and of what was not. */
    private static void assertAll(RandomAccessFile file, char with) throws Exception {
        for (long position : new long[] {0, LENGTH / 2, LENGTH - 1}) {
            file.seek(position);
            assertThat((char) file.read()).isEqualTo(with);
        }
    }

    /** F15: A root that is imported shows within one second, also when its name was looked up in vain before. */
    @Test
    void aNewRootShows() throws Exception {
        assertThat(top.resolve("new")).doesNotExist();
        assertThat(top.resolve("new")).doesNotExist();
        sample.root("new", sample.file("here"));
        within(ONE_SECOND, () -> Files.exists(top.resolve("new")));
        assertThat(head(top.resolve("new"))).isEqualTo("her");
    }

    /** F16: A root that is removed is gone within one second, and all that lay below it. */
    @Test
    void aRemovedRootIsGone() throws Exception {
        sample.root("old", sample.directory("sub", sample.directory("file", sample.file("x"))));
        assertThat(head(top.resolve("old/sub/file"))).isEqualTo("x");
        sample.roots.remove(Sample.name("old"));
        within(ONE_SECOND, () -> !Files.exists(top.resolve("old")));
        assertThat(top.resolve("old/sub/file")).doesNotExist();
    }

    /**
     * F17: When a root is replaced, what is opened a second later or after that is the new contents, with the new inode number and the
     * new attributes, and what was opened before stays what it was.
     */
    @RepeatedTest(3)
    void aFileOfTheSameSizeIsReplacedBelowARoot() throws Exception {
        sample.root("root", sample.directory("file", filled('a')));
        Path file = top.resolve("root/file");
        long oldInode = Stat.inode(file);
        String oldDigest = digest(file);
        try (RandomAccessFile old = new RandomAccessFile(file.toFile(), "r")) {
            assertThat((char) old.read()).isEqualTo('a');
            FileNode replacement = (FileNode) filled('b');
            sample.root("root", sample.directory("file", replacement));
            within(ONE_SECOND, () -> begins(file, "bbb") && Stat.inode(file) != oldInode);
            assertThat(Stat.inode(file)).isEqualTo(Inode.ofFile(replacement.digest(), false));
            assertThat(digest(file))
                    .isNotEqualTo(oldDigest)
                    .isEqualTo(replacement.digest().toString());
            assertAll(old, 'a');
            try (RandomAccessFile now = new RandomAccessFile(file.toFile(), "r")) {
                assertAll(now, 'b');
                assertAll(old, 'a');
            }
        }
    }

    @Test
    void aRootThatIsAFileIsReplacedByAnother() throws Exception {
        sample.root("root", filled('a'));
        Path file = top.resolve("root");
        try (RandomAccessFile old = new RandomAccessFile(file.toFile(), "r")) {
            assertThat((char) old.read()).isEqualTo('a');
            sample.root("root", filled('b'));
            within(ONE_SECOND, () -> begins(file, "bbb"));
            assertAll(old, 'a');
        }
        assertThat(head(file)).isEqualTo("bbb");
    }

    @Test
    void aShorterFileDoesNotCutTheOldOneOff() throws Exception {
        sample.root("root", sample.directory("file", filled('a')));
        Path file = top.resolve("root/file");
        try (RandomAccessFile old = new RandomAccessFile(file.toFile(), "r")) {
            assertThat((char) old.read()).isEqualTo('a');
            sample.root("root", sample.directory("file", sample.file("b")));
            within(ONE_SECOND, () -> Files.size(file) == 1);
            assertThat(head(file)).isEqualTo("b");
            assertAll(old, 'a');
            assertThat(old.length()).isEqualTo(LENGTH);
        }
    }

    @Test
    void aRootChangesItsKind() throws Exception {
        sample.root("root", filled('a'));
        Path root = top.resolve("root");
        try (RandomAccessFile old = new RandomAccessFile(root.toFile(), "r")) {
            assertThat((char) old.read()).isEqualTo('a');
            sample.root("root", sample.directory("file", sample.file("in it")));
            within(ONE_SECOND, () -> Files.isDirectory(root));
            assertThat(head(root.resolve("file"))).isEqualTo("in ");
            assertAll(old, 'a');
            sample.root("root", Sample.symlink("elsewhere"));
            within(ONE_SECOND, () -> Files.isSymbolicLink(root));
            assertThat(Files.readSymbolicLink(root)).isEqualTo(Path.of("elsewhere"));
            assertAll(old, 'a');
        }
    }

    @Test
    void aRootThatComesBackIsItselfAgain() throws Exception {
        Node first = sample.directory("file", filled('a'));
        Path file = top.resolve("root/file");
        sample.root("root", first);
        assertThat(head(file)).isEqualTo("aaa");
        sample.root("root", sample.directory("file", filled('b')));
        within(ONE_SECOND, () -> begins(file, "bbb"));
        sample.roots.remove(Sample.name("root"));
        within(ONE_SECOND, () -> !Files.exists(file));
        sample.root("root", first);
        within(ONE_SECOND, () -> begins(file, "aaa"));
    }

    @Test
    void otherRootsStayAsTheyAre() throws Exception {
        sample.root("root", filled('a')).root("other", sample.directory("file", filled('o')));
        Path other = top.resolve("other");
        assertThat(head(top.resolve("root"))).isEqualTo("aaa");
        try (Conversation shell =
                Conversation.with("bash", "-c", "cd \"$1\"; echo in; read; /bin/pwd; ls", "bash", other)) {
            assertThat(shell.hear()).isEqualTo("in");
            sample.root("root", filled('b'));
            within(ONE_SECOND, () -> begins(top.resolve("root"), "bbb"));
            shell.say("");
            assertThat(shell.hear()).isEqualTo(other.toString());
            assertThat(shell.hear()).isEqualTo("file");
        }
    }

    @Test
    void whoeverIsBelowAReplacedRootFindsNoMixture() throws Exception {
        sample.root("root", sample.directory("sub", sample.directory("file", filled('a'))));
        Path sub = top.resolve("root/sub");
        try (Conversation shell =
                Conversation.with("bash", "-c", "cd \"$1\"; echo in; read; head -c3 file || echo gone", "bash", sub)) {
            assertThat(shell.hear()).isEqualTo("in");
            long before = Stat.inode(top.resolve("root"));
            sample.root("root", sample.directory("sub", sample.directory("file", filled('b'))));
            within(ONE_SECOND, () -> Stat.inode(top.resolve("root")) != before);
            shell.say("");
            // libfuse2 goes by paths; the kernel's own protocol does not.
            assertThat(shell.hear()).isEqualTo(fuse == Fuse.JNR ? "gone" : "aaa");
            assertThat(head(sub.resolve("file"))).isEqualTo("bbb");
        }
    }

    @Test
    void oddNamesAreInvalidatedToo() throws Exception {
        String odd = "caf\u00e9 \n\u0001\\";
        sample.root(odd, sample.file("one")).root("plain", sample.file("one"));
        String read = "import os,sys\nprint(open(os.fsencode(sys.argv[1])+b'/caf\\xe9 \\n\\x01\\\\').read())";
        assertThat(Program.python(read, top)).isEqualTo("one\n");
        sample.root(odd, sample.file("two"));
        within(ONE_SECOND.plusSeconds(1), () -> Program.python(read, top).equals("two\n"));
    }

    @Test
    void manyChangesInARowEndWithTheLast() throws Exception {
        Path file = top.resolve("root/file");
        for (char c = 'a'; c <= 'z'; c++) {
            sample.root("root", sample.directory("file", filled(c)));
            Files.exists(file, LinkOption.NOFOLLOW_LINKS);
            Program.run("cat", file);
        }
        within(ONE_SECOND, () -> begins(file, "zzz"));
        assertThat(Files.readAllBytes(file)).containsOnly('z');
    }
}
