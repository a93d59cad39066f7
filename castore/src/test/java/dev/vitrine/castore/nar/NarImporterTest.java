package dev.vitrine.castore.nar;

import static dev.vitrine.castore.Fixtures.HELLOWORLD;
import static dev.vitrine.castore.Fixtures.name;
import static dev.vitrine.castore.Fixtures.symlink;
import static dev.vitrine.castore.nar.Nars.nar;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.vitrine.castore.importer.ImportListener;
import dev.vitrine.castore.importer.ImportPlan;
import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.Digest;
import dev.vitrine.castore.model.DirectoryNode;
import dev.vitrine.castore.model.FileNode;
import dev.vitrine.castore.model.Node;
import dev.vitrine.castore.root.MemoryRootNodes;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class NarImporterTest {
    private static final String MAGIC = "nix-archive-1";
    private static final String LONG_NAME = "n".repeat(256);

    private final Nars nars = new Nars();

    private NarException refused(byte[] nar) {
        return assertThatExceptionOfType(NarException.class)
                .isThrownBy(() -> nars.imported(nar))
                .actual();
    }

    /** N8: A NAR that is imported and written again is the same, byte for byte, and so is a tree that is written and imported again. */
    @Test
    void treesAndNarsComeBack() throws IOException {
        for (long seed = 0; seed < 60; seed++) {
            Node node = nars.random(seed);
            Nars other = new Nars();
            byte[] nar = nars.written(node);
            assertThat(other.imported(nar)).as("seed %d", seed).isEqualTo(node);
            assertThat(other.written(node)).as("seed %d", seed).isEqualTo(nar);
        }
    }

    @Test
    void deepTreesComeBack() throws IOException {
        Node node = nars.deep(60_000);
        assertThat(new Nars().imported(nars.written(node))).isEqualTo(node);
    }

    /** N9: What is no NAR is refused with a sentence that says where, and sets no root: another beginning, a word that may not stand there, padding that is not zero, names that are none or out of order, lengths past what is left, an end in the middle, bytes behind the end. */
    @Test
    void whatIsNoNarIsRefused() {
        assertThat(refused(new byte[0])).hasMessage("not a NAR: it ends at byte 0, in the middle");
        assertThat(refused("#!/bin/sh\necho hello, world\n".getBytes(US_ASCII)))
                .hasMessage("not a NAR: expected 'nix-archive-1' of at most 13 bytes, not of " + 0x732f6e69622f2123L
                        + ", at byte 0");
        assertThat(refused(nar("nix-archive-2", "(")))
                .hasMessage("not a NAR: expected 'nix-archive-1', not 'nix-archive-2', at byte 0");
        assertThat(refused(nar(MAGIC, "(", "type", "fifo", ")")))
                .hasMessage("not a NAR: expected 'regular', 'symlink' or 'directory', not 'fifo', at byte 56");
        assertThat(refused(nar(MAGIC, "(", "type", "regular", ")")))
                .hasMessage("not a NAR: expected 'executable' or 'contents', not ')', at byte 72");
        assertThat(refused(nar(MAGIC, "(", "type", "regular", "executable", "x", "contents", "", ")")))
                .hasMessage("not a NAR: expected '' of at most 0 bytes, not of 1, at byte 96");
        assertThat(refused(nar(MAGIC, "(", "type", "regular", "executable", "", "executable", "", ")")))
                .hasMessage("not a NAR: expected 'contents', not 'executable', at byte 104");
        assertThat(refused(nar(MAGIC, "(", "type", "directory", "end", ")")))
                .hasMessage("not a NAR: expected 'entry' or ')', not 'end', at byte 80");
        assertThat(refused(nar(MAGIC, "(", "type", "symlink", "target", "x", ")", "more")))
                .hasMessage("not a NAR: something follows its end, which is at byte 120");
        assertThat(refused(nar(MAGIC, "(", "type", "symlink", "target", "x".repeat(4096), ")")))
                .hasMessage("not a NAR: expected a target of at most 4095 bytes, not of 4096, at byte 88");
        assertThat(refused(nar(MAGIC, "(", "type", "symlink", "target", "", ")")))
                .hasMessage("not a NAR that a castore can hold: a symlink target cannot be empty, before byte 112");
    }

    private static byte[] directory(String... names) {
        List<Object> strings = new ArrayList<>(List.of(MAGIC, "(", "type", "directory"));
        for (String name : names) {
            strings.addAll(
                    List.of("entry", "(", "name", name, "node", "(", "type", "regular", "contents", "", ")", ")"));
        }
        strings.add(")");
        return nar(strings.toArray());
    }

    @Test
    void namesMustBeNamesAndInOrder() throws IOException {
        assertThat(nars.imported(directory("a", "b"))).isInstanceOf(DirectoryNode.class);
        assertThat(refused(directory("b", "a")))
                .hasMessage(
                        "not a NAR: the name 'a' at byte 312 does not come behind the one before it in the order of bytes");
        assertThat(refused(directory("a", "a"))).hasMessageContaining("the name 'a' at byte 312 does not come");
        assertThat(refused(directory("\u00e9", "z"))).hasMessageContaining("the name 'z' at byte 312 does not come");
        for (String name : List.of("", ".", "..", "a/b", "a\0b")) {
            assertThat(refused(directory(name)))
                    .hasMessageStartingWith("not a NAR that a castore can hold: ")
                    .hasMessageEndingWith(", before byte " + (name.isEmpty() ? 136 : 144));
        }
        assertThat(refused(directory(LONG_NAME)))
                .hasMessage("not a NAR: expected a name of at most 255 bytes, not of 256, at byte 128");
    }

    @Test
    void paddingMustBeZeros() throws IOException {
        byte[] nar = directory("a", "b");
        byte[] good = nar.clone();
        for (int at = 137; at < 144; at++) {
            nar[at] = 1;
            assertThat(refused(nar)).hasMessage("not a NAR: padding that is not zero at byte " + at);
            nar[at] = 0;
        }
        assertThat(nar).isEqualTo(good);
        byte[] file = nars.written(nars.file(HELLOWORLD));
        file[file.length - 17] = 1;
        assertThat(refused(file)).hasMessage("not a NAR: padding that is not zero at byte " + (file.length - 17));
    }

    @Test
    void noBeginningOfANarIsOne() throws IOException {
        byte[] nar = nars.written(nars.random(3));
        for (int length = 0; length < nar.length; length += length < 2000 ? 1 : 997) {
            assertThat(refused(Arrays.copyOf(nar, length))).hasMessageStartingWith("not a NAR: ");
        }
    }

    @Test
    void contentsCannotBeLongerThanWhatIsLeft() throws IOException {
        byte[] nar = nars.written(nars.file(HELLOWORLD));
        nar[88] = 41;
        assertThat(refused(nar)).hasMessage("not a NAR: contents of 41 bytes at byte 88, where 32 are left");
        nar[88 + 7] = (byte) 0x80;
        assertThatExceptionOfType(NarException.class)
                .isThrownBy(() -> importEndless(new ByteArrayInputStream(nar)))
                .withMessageStartingWith("not a NAR: contents of 9223372036854775849 bytes at byte 88, where ");
    }

    private Node importEndless(InputStream nar) throws IOException {
        return new NarImporter(nars.blobs, nars.directories).importNar(nar, Long.MAX_VALUE, ImportListener.NONE);
    }

    /** Whatever is taken for a NAR is the one that its tree has. */
    @Test
    void aFlippedByteIsRefusedOrMeansAnotherTree() throws IOException {
        byte[] nar = directory("a", "b");
        int taken = 0;
        for (int at = 0; at < nar.length; at++) {
            for (int flip : new int[] {1, 2, 0x20, 0x80}) {
                byte[] other = nar.clone();
                other[at] ^= (byte) flip;
                try {
                    assertThat(nars.written(nars.imported(other))).isEqualTo(other);
                    taken++;
                } catch (NarException e) {
                    assertThat(e).hasMessageContaining(" byte ");
                }
            }
        }
        assertThat(taken).isBetween(1, 8);
    }

    /** N10: A NAR whose directories are nested deeper than 65,536 is refused. */
    @Test
    void nestingIsBounded() throws IOException {
        assertThat(importEndless(nested(65_536))).isInstanceOf(DirectoryNode.class);
        assertThatExceptionOfType(NarException.class)
                .isThrownBy(() -> importEndless(nested(65_537)))
                .withMessage(
                        "not a NAR: directories are nested deeper than 65536 at byte " + (24 + 65_536L * 136 + 56));
    }

    /** One directory in another, so many of them. */
    private static InputStream nested(int depth) {
        byte[] open = nar("(", "type", "directory", "entry", "(", "name", "d", "node");
        byte[] innermost = nar("(", "type", "directory", ")");
        byte[] close = nar(")", ")");
        byte[] all = new byte[24 + (depth - 1) * (open.length + close.length) + innermost.length];
        System.arraycopy(nar(MAGIC), 0, all, 0, 24);
        int at = 24;
        for (int i = 1; i < depth; i++, at += open.length) {
            System.arraycopy(open, 0, all, at, open.length);
        }
        System.arraycopy(innermost, 0, all, at, innermost.length);
        at += innermost.length;
        for (int i = 1; i < depth; i++, at += close.length) {
            System.arraycopy(close, 0, all, at, close.length);
        }
        return new ByteArrayInputStream(all);
    }

    @Test
    void aStreamThatComesInDribsIsReadToItsEnd() throws IOException {
        Node node = nars.random(3);
        byte[] nar = nars.written(node);
        InputStream dribs = new InputStream() {
            private int at;

            @Override
            public int read() {
                return at == nar.length ? -1 : nar[at++] & 0xff;
            }

            @Override
            public int read(byte[] target, int offset, int length) {
                int count = Math.min(Math.min(length, 1 + at % 5), nar.length - at);
                System.arraycopy(nar, at, target, offset, count);
                at += count;
                return count == 0 ? -1 : count;
            }
        };
        assertThat(new Nars().imported(nar)).isEqualTo(node);
        assertThat(importEndless(dribs)).isEqualTo(node);
    }

    @Test
    void aRootIsSetWhenAllIsThere() throws IOException {
        MemoryRootNodes roots = new MemoryRootNodes();
        NarImporter importer = new NarImporter(nars.blobs, nars.directories);
        byte[] nar = directory("a", "b");
        assertThatExceptionOfType(NarException.class)
                .isThrownBy(() -> importer.importAs(
                        roots,
                        name("root"),
                        new SequenceInputStream(new ByteArrayInputStream(nar), new ByteArrayInputStream(new byte[1])),
                        Long.MAX_VALUE,
                        ImportListener.NONE));
        assertThatExceptionOfType(CastoreException.Invalid.class)
                .isThrownBy(() -> importer.importAs(
                        roots, name(".castore"), new ByteArrayInputStream(nar), nar.length, ImportListener.NONE));
        assertThat(roots.list()).isEmpty();
        Node node = importer.importAs(
                        roots, name("root"), new ByteArrayInputStream(nar), nar.length, ImportListener.NONE)
                .node();
        assertThat(roots.list()).containsExactly(Map.entry(name("root"), node));
    }

    @Test
    void filesAndLinksCanBeAll() throws IOException {
        FileNode file = new FileNode(HELLOWORLD.digest(), 12, true);
        nars.file(HELLOWORLD);
        assertThat(new Nars().imported(nars.written(file))).isEqualTo(file);
        assertThat(new Nars().imported(nars.written(symlink("x")))).isEqualTo(symlink("x"));
        assertThat(nars.imported(nar(MAGIC, "(", "type", "regular", "contents", "", ")")))
                .isEqualTo(new FileNode(Digest.EMPTY, 0, false));
    }

    @Test
    void theListenerHearsWhatThereWas() throws IOException {
        List<String> heard = new ArrayList<>();
        byte[] nar = directory("a", "b");
        new NarImporter(nars.blobs, nars.directories)
                .importNar(new ByteArrayInputStream(nar), nar.length, new ImportListener() {
                    @Override
                    public void planned(ImportPlan plan) {
                        heard.add(plan.toString());
                    }

                    @Override
                    public void fileDone(long size) {
                        heard.add("file of " + size);
                    }
                });
        assertThat(heard)
                .containsExactly("file of 0", "file of 0", "ImportPlan[files=2, directories=1, symlinks=0, bytes=0]");
    }

    @Test
    void anInterruptedImportEnds() throws IOException {
        byte[] nar = directory("a", "b");
        Thread.currentThread().interrupt();
        try {
            assertThatExceptionOfType(InterruptedIOException.class).isThrownBy(() -> nars.imported(nar));
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }
}
