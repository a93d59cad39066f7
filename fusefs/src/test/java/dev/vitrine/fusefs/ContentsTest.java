package dev.vitrine.fusefs;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.castore.model.FileNode;
import dev.vitrine.castore.model.Node;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is in the files, under which names, for java.nio and for the programs that people use. */
@OnBothTransports
class ContentsTest {
    private static final String LONGEST = "n".repeat(255);
    private static final String LONGEST_TARGET = "t/".repeat(2047) + "t";

    @RegisterExtension
    final Mounted mounted;

    ContentsTest(Fuse fuse) {
        mounted = new Mounted(fuse);
    }

    private final Sample sample = new Sample();

    private Node oddities() throws Exception {
        Node same = sample.file("twin");
        return sample.directory(
                "caf\u00e8",
                sample.file("grave"),
                "caf\u00e9",
                sample.file("acute"),
                "new\nline",
                sample.file("newline"),
                "\u00ff\u00fe",
                sample.file("no text at all"),
                " \\\"'$*",
                sample.file("quotes"),
                LONGEST,
                sample.file("longest"),
                "twin",
                same,
                "twin.exec",
                sample.executable("twin"),
                "empty",
                sample.file(""),
                "emptydir",
                sample.directory(),
                "link.long",
                Sample.symlink(LONGEST_TARGET),
                "link.odd",
                Sample.symlink("\u00ff\n"),
                "link.self",
                Sample.symlink("."),
                "link.dangling",
                Sample.symlink("nowhere"),
                "large",
                sample.file(Sample.blobB()),
                "sub",
                sample.directory("deep", sample.directory("file", same, "link", Sample.symlink("../../twin"))));
    }

    private Path mountOddities() throws Exception {
        sample.root("odd", oddities());
        return mounted.mount(sample.view()).resolve("odd");
    }

    /** F24: Any bytes that are a name are one in the mount: invalid UTF-8, newlines, 255 bytes, each apart from all others. */
    @Test
    void namesAreBytes() throws Exception {
        Path odd = mountOddities();
        String script = """
                import os, sys
                d = os.fsencode(sys.argv[1]) + b'/'
                for name in [b'caf\\xe8', b'caf\\xe9', b'new\\nline', b'\\xff\\xfe', b' \\\\"\\'$*', b'n' * 255]:
                    assert name in os.listdir(d)
                    print(open(d + name).read())
                """;
        assertThat(Program.python(script, odd)).isEqualTo("grave\nacute\nnewline\nno text at all\nquotes\nlongest\n");
    }

    @Test
    void aNameThatNoneCanBeIsTooLong() throws Exception {
        Path odd = mountOddities();
        assertThat(Program.run("stat", odd.resolve("n".repeat(256))).output()).contains("File name too long");
        assertThat(Program.run("stat", odd.resolve("twin/below")).output()).contains("Not a directory");
    }

    /** F25: The target of a symlink is given as it is, byte by byte, up to 4,095 of them. */
    @Test
    void targetsAreBytes() throws Exception {
        Path odd = mountOddities();
        assertThat(Program.shell("readlink -n \"$1\"", odd.resolve("link.long")))
                .isEqualTo(LONGEST_TARGET);
        assertThat(Program.shell("readlink -n \"$1\"", odd.resolve("link.odd"))).isEqualTo("\u00ff\n");
        assertThat(Program.shell("cat \"$1\"", odd.resolve("link.self/sub/deep/link")))
                .isEqualTo("twin");
    }

    /** F26: The same contents with and without execute permission are two inodes, and so are the empty file and the empty directory. */
    @Test
    void twinsAreTold() throws Exception {
        Path odd = mountOddities();
        assertThat(Stat.mode(odd.resolve("twin"))).isEqualTo("100444");
        assertThat(Stat.mode(odd.resolve("twin.exec"))).isEqualTo("100555");
        assertThat(Stat.inode(odd.resolve("twin.exec"))).isEqualTo(Stat.inode(odd.resolve("twin")) + 1);
        assertThat(Stat.inode(odd.resolve("empty"))).isEqualTo(6307754022119723216L);
        assertThat(Stat.inode(odd.resolve("emptydir"))).isEqualTo(6307754022119723218L);
    }

    @Test
    void anExecutableRuns() throws Exception {
        sample.root("script", sample.executable("#!/bin/sh\necho it runs\n"));
        assertThat(Program.shell("\"$1\"", mounted.mount(sample.view()).resolve("script")))
                .isEqualTo("it runs\n");
    }

    /** F27: A read that ends past the end of a file is short, and one that begins there is empty. */
    @Test
    void readsAtTheEndAreShort() throws Exception {
        Path large = mountOddities().resolve("large");
        try (FileChannel file = FileChannel.open(large)) {
            ByteBuffer buffer = ByteBuffer.allocate(8192);
            assertThat(file.read(buffer, 1_044_480 - 7)).isEqualTo(7);
            assertThat(file.read(buffer, 1_044_480)).isEqualTo(-1);
            assertThat(file.read(buffer, 1_044_480 + (1L << 40))).isEqualTo(-1);
        }
        assertThat(Program.shell("dd if=\"$1\" iflag=direct bs=64K skip=15 status=none | wc -c", large)
                        .strip())
                .isEqualTo(String.valueOf(1_044_480 - 15 * 65536));
    }

    @Test
    void oneHandleServesManyThreads() throws Exception {
        byte[] all = Sample.blobB();
        try (FileChannel file = FileChannel.open(mountOddities().resolve("large"));
                ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<Callable<Boolean>> readers = new ArrayList<>();
            for (int seed = 0; seed < 8; seed++) {
                Random random = new Random(seed);
                readers.add(() -> readsRight(file, all, random));
            }
            for (Future<Boolean> right : threads.invokeAll(readers)) {
                assertThat(right.get()).isTrue();
            }
        }
    }

    private static boolean readsRight(FileChannel file, byte[] all, Random random) throws Exception {
        for (int i = 0; i < 200; i++) {
            ByteBuffer buffer = ByteBuffer.allocate(1 + random.nextInt(20_000));
            int from = random.nextInt(all.length - buffer.capacity());
            while (buffer.hasRemaining()) {
                file.read(buffer, from + buffer.position());
            }
            if (!buffer.flip().equals(ByteBuffer.wrap(all, from, buffer.limit()))) {
                return false;
            }
        }
        return true;
    }

    /**
     * F28: A file or directory of 2^63 bytes or nodes and more shows 2^63-1, and such a file cannot be read: EIO, when F6 says it.
     */
    @Test
    void impossibleSizesAreClamped() throws Exception {
        sample.root("huge", new FileNode(Sample.dummy(), Long.MIN_VALUE, false));
        Path huge = mounted.mount(sample.view()).resolve("huge");
        assertThat(Program.shell("stat -c %s \"$1\"", huge)).isEqualTo("9223372036854775807\n");
        assertThat(Program.run("cat", huge).output()).contains("Input/output error");
    }

    /** F29: tar, cp -a, diff -r and find take a mounted tree for what it is, and what they copy is the same. */
    @Test
    void programsCopyItFaithfully() throws Exception {
        Path odd = mountOddities();
        Path copies = Files.createDirectory(mounted.place("copies"));
        Program.shell("cp -a \"$1\" \"$2/cp\"; diff -r --no-dereference \"$1\" \"$2/cp\"", odd, copies);
        Program.shell(
                "mkdir \"$2/tar\"; tar -C \"$1\" -c . | tar -C \"$2/tar\" -x; diff -r --no-dereference \"$1\" \"$2/tar\"",
                odd,
                copies);
        String find = "cd \"$1\"; find . ! -type d -printf '%P %y %m %s %l\\0' | sort -z";
        assertThat(Program.shell(find, odd)).isEqualTo(Program.shell(find, copies.resolve("cp")));
        assertThat(Program.shell("find \"$1\" -links +2", odd)).isEmpty();
        assertThat(Program.shell("tar -C \"$1\" -c . | tar -tv | cut -c1 | sort | uniq -c | tr -d ' \\n'", odd))
                .isEqualTo("11-4d5l");
        Program.shell("chmod -R u+w \"$1\"", copies);
    }

    @Test
    void contentsAreSharedByManyPrograms() throws Exception {
        sample.root("same", sample.file(Sample.blobB()));
        Path file = mounted.mount(sample.view()).resolve("same");
        String sums = Program.shell("for i in 1 2 3 4 5 6; do md5sum < \"$1\" & done; wait", file);
        assertThat(sums.lines().distinct()).hasSize(1);
        assertThat(new String(Files.readAllBytes(file), ISO_8859_1)).hasSize(1_044_480);
    }
}
