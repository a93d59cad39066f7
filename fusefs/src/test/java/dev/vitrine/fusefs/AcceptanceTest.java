package dev.vitrine.fusefs;

import static dev.vitrine.fusefs.Sample.BLOB_A;
import static dev.vitrine.fusefs.Sample.BLOB_B;
import static dev.vitrine.fusefs.Sample.COMPLICATED;
import static dev.vitrine.fusefs.Sample.HELLOWORLD;
import static dev.vitrine.fusefs.Sample.SYMLINK;
import static dev.vitrine.fusefs.Sample.SYMLINK2;
import static dev.vitrine.fusefs.Sample.WITH_KEEP;
import static dev.vitrine.fusefs.Stat.inode;
import static dev.vitrine.fusefs.Stat.mode;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.castore.model.DirectoryNode;
import dev.vitrine.castore.model.FileNode;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The acceptance list of the implementation that this project re-creates, by its numbers (F1 to F22 there), where it is not amended. */
@OnBothTransports
class AcceptanceTest {
    @RegisterExtension
    final Mounted mounted;

    private final Fuse fuse;

    AcceptanceTest(Fuse fuse) {
        this.fuse = fuse;
        mounted = new Mounted(fuse);
    }

    private static List<String> names(Path directory) throws IOException {
        try (Stream<Path> children = Files.list(directory)) {
            return children.map(child -> child.getFileName().toString()).toList();
        }
    }

    /** The list's 1. */
    @Test
    void anEmptyStoreCanBeMountedAndUnmounted() throws Exception {
        Mount mount = mounted.open(new Sample().view(), MountOptions.defaults());
        assertThat(names(mount.mountpoint())).isEmpty();
        mount.close();
        assertThat(mount.mountpoint()).doesNotExist();
    }

    /** F1: When the listing of the roots is disabled, opening the top of the mount for listing fails with EPERM, and named roots work. */
    @Test
    void theTopRefusesToBeListedWhenListingIsOff() throws Exception {
        Path top = mounted.mount(Sample.fixtures().unlistedView());
        assertThatThrownBy(() -> names(top))
                .isInstanceOf(FileSystemException.class)
                .hasMessageContaining("Operation not permitted");
        assertThat(Program.run("ls", top).exit()).isEqualTo(2);
        assertThat(Files.readAllBytes(top.resolve(BLOB_A))).containsExactly(0, 1);
    }

    /** The list's 3. */
    @Test
    void theTopListsTheRoots() throws Exception {
        Path top = mounted.mount(Sample.fixtures().view());
        assertThat(names(top)).containsExactly(BLOB_A, SYMLINK, WITH_KEEP, COMPLICATED, SYMLINK2, BLOB_B, HELLOWORLD);
        assertThat(Files.isRegularFile(top.resolve(BLOB_A))).isTrue();
        assertThat(Files.size(top.resolve(BLOB_A))).isEqualTo(2);
    }

    /** The list's 4 and 5. */
    @Test
    void aFileAtTheTopIsReadWithoutAListing() throws Exception {
        Path file = mounted.mount(Sample.fixtures().unlistedView()).resolve(BLOB_A);
        assertThat(Files.isRegularFile(file)).isTrue();
        assertThat(Files.size(file)).isEqualTo(2);
        assertThat(Files.readAllBytes(file)).containsExactly(0, 1);
    }

    /** The list's 6. */
    @Test
    void aLargeFileIsReadAsItIs() throws Exception {
        Path file = mounted.mount(Sample.fixtures().view()).resolve(BLOB_B);
        assertThat(Files.size(file)).isEqualTo(1_044_480);
        assertThat(Files.readAllBytes(file)).isEqualTo(Sample.blobB());
    }

    /** The list's 7. */
    @Test
    void aDanglingLinkIsALinkAndNothingElse() throws Exception {
        Sample sample = new Sample().root(SYMLINK, Sample.symlink(BLOB_A));
        Path link = mounted.mount(sample.view()).resolve(SYMLINK);
        assertThat(Files.readSymbolicLink(link)).isEqualTo(Path.of(BLOB_A));
        assertThat(Files.isSymbolicLink(link)).isTrue();
        assertThatThrownBy(() -> Files.size(link)).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> Files.readAllBytes(link)).isInstanceOf(NoSuchFileException.class);
    }

    /** The list's 8. */
    @Test
    void aLinkLeadsToItsTarget() throws Exception {
        Path top = mounted.mount(Sample.fixtures().view());
        assertThat(Files.readAllBytes(top.resolve(SYMLINK))).containsExactly(0, 1);
        assertThat(Files.isSameFile(top.resolve(SYMLINK), top.resolve(BLOB_A))).isTrue();
    }

    /** The list's 9, 11, 12 and 14. */
    @Test
    void whatLiesDeepIsFoundWithoutListingAnythingBefore() throws Exception {
        Path top = mounted.mount(Sample.fixtures().unlistedView());
        assertThat(names(top.resolve(COMPLICATED).resolve("keep"))).containsExactly(".keep");
        assertThat(Files.readAllBytes(top.resolve(COMPLICATED).resolve("keep/.keep")))
                .isEmpty();
        assertThat(Files.isDirectory(top.resolve(WITH_KEEP))).isTrue();
        assertThat(Files.size(top.resolve(WITH_KEEP).resolve(".keep"))).isZero();
    }

    /** The list's 13. */
    @Test
    void aDirectoryListsItsEntriesInOrder() throws Exception {
        Path top = mounted.mount(Sample.fixtures().view());
        assertThat(names(top.resolve(COMPLICATED))).containsExactly(".keep", "aa", "keep");
    }

    /**
     * F2: Files have mode 0444, executable files and directories 0555, symlinks 0777; owner and group are 0, and all three times are one
     * second after the epoch.
     *
     * <p>F3: The size of a directory is the number of nodes below it, the number of links is 1, and 2 for directories.
     */
    @Test
    void attributesAreThoseOfTheView() throws Exception {
        Path top = mounted.mount(Sample.fixtures().view());
        String lines = Program.shell(
                "cd \"$1\"; stat -c '%a %F %s %h %u %g %X %Y %Z %b' " + BLOB_A + " " + HELLOWORLD + " " + WITH_KEEP
                        + " " + COMPLICATED + " " + SYMLINK2 + " .",
                top);
        assertThat(lines.lines())
                .containsExactly(
                        "444 regular file 2 1 0 0 1 1 1 1",
                        "555 regular file 12 1 0 0 1 1 1 1",
                        "555 directory 1 2 0 0 1 1 1 1",
                        "555 directory 4 2 0 0 1 1 1 1",
                        "777 symbolic link 24 1 0 0 1 1 1 1",
                        "555 directory 0 2 0 0 1 1 1 0");
    }

    /** F4: Inode numbers are those of the view, so equal contents have equal ones; listings show them too. */
    @Test
    void inodesComeFromContent() throws Exception {
        Path top = mounted.mount(Sample.fixtures().view());
        assertThat(inode(top)).isEqualTo(1);
        assertThat(inode(top.resolve(BLOB_A))).isEqualTo(4447316579711419800L);
        assertThat(inode(top.resolve(WITH_KEEP))).isEqualTo(inode(top.resolve(COMPLICATED + "/keep")));
        assertThat(inode(top.resolve(COMPLICATED + "/.keep")))
                .isEqualTo(inode(top.resolve(COMPLICATED + "/keep/.keep")));
        assertThat(inode(top.resolve(COMPLICATED + "/aa"))).isEqualTo(inode(top.resolve(SYMLINK2)));
        String same = "import os,sys\nd=sys.argv[1]\n"
                + "print(all(e.inode()==os.lstat(e.path).st_ino for e in os.scandir(d)))";
        assertThat(Program.python(same, top).strip()).isEqualTo("True");
    }

    /** The list's 19. */
    @Test
    void onlyTheWholeNameOfARootFindsIt() throws Exception {
        Path top = mounted.mount(Sample.fixtures().unlistedView());
        for (int round = 0; round < 2; round++) {
            assertThat(top.resolve("0".repeat(32) + "-tes")).doesNotExist();
            assertThat(top.resolve("0".repeat(31) + "-test")).doesNotExist();
            assertThat(top.resolve("0".repeat(32))).doesNotExist();
            assertThat(top.resolve(BLOB_A)).exists();
        }
    }

    /** F5: A directory that the store has lost can be looked at but not into: listing it and looking for a child fail with EIO. */
    @Test
    void aMissingDirectoryIsAnInputError() throws Exception {
        Sample sample = new Sample().root("gone", new DirectoryNode(Sample.dummy(), 7));
        Path gone = mounted.mount(sample.view()).resolve("gone");
        assertThat(Files.isDirectory(gone)).isTrue();
        assertThatThrownBy(() -> names(gone)).hasMessageContaining("Input/output error");
        assertThatThrownBy(() -> Stat.mode(gone.resolve("child"))).hasMessageContaining("Input/output error");
        assertThat(Program.run("find", gone).output()).contains("Input/output error");
    }

    /**
     * F6: A file whose blob is missing, or has another length than its node says, can be looked at but not read: EIO, on opening it where
     * files are opened, and else, as the kernel's own protocol does it by default, on the first read.
     */
    @Test
    void aMissingBlobIsAnInputError() throws Exception {
        Sample sample = new Sample().root("gone", new FileNode(Sample.dummy(), 7, false));
        FileNode real = (FileNode) sample.file("four");
        sample.root("long", new FileNode(real.digest(), 5, false));
        Path top = mounted.mount(sample.view());
        for (String name : List.of("gone", "long")) {
            assertThat(mode(top.resolve(name))).isEqualTo("100444");
            assertThatThrownBy(() -> Files.readAllBytes(top.resolve(name))).hasMessageContaining("Input/output error");
        }
    }

    @Test
    void whereALostFileCanBeOpenedItsFirstReadFails() throws Exception {
        Sample sample = new Sample().root("gone", new FileNode(Sample.dummy(), 7, false));
        Path gone = mounted.mount(sample.view()).resolve("gone");
        String script = "import os, sys\nfd = os.open(sys.argv[1], os.O_RDONLY)\nprint('open')\nos.read(fd, 1)";
        String output = Program.run("python3", "-c", script, gone).output();
        assertThat(output).contains("[Errno 5] Input/output error");
        assertThat(output.contains("open\n")).isEqualTo(fuse == Fuse.KERNEL);
    }
}
