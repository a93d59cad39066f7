package dev.vitrine.castore.model;

import static dev.vitrine.castore.model.Violations.assertViolation;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ReadOnlyBufferException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class DirectoryTest {
    private static final Node FILE = new FileNode(Digest.EMPTY, 0, false);

    private static PathComponent name(String text) throws Exception {
        return PathComponent.of(text);
    }

    private static Node directory(long size) {
        return new DirectoryNode(Digest.EMPTY, size);
    }

    private static Node symlink(String target) throws Exception {
        return new SymlinkNode(SymlinkTarget.of(target));
    }

    /** M9: The size of a directory counts every node below it, and stays below 2^64. */
    @Test
    void sizeCountsEachEntryAndWhatLiesBelowDirectories() throws Exception {
        Directory directory = Directory.builder()
                .add(name("dir"), directory(41))
                .add(name("file"), new FileNode(Digest.EMPTY, 1_000_000, true))
                .add(name("link"), symlink("x"))
                .build();
        assertThat(directory.size()).isEqualTo(44);
        assertThat(Directory.parse(directory.encoding()).size()).isEqualTo(44);
    }

    @Test
    void theGreatestSizeOfAChildIsTwoLessThanTwoToThe64() throws Exception {
        Directory directory = Directory.builder().add(name("a"), directory(-2L)).build();
        assertThat(directory.size()).isEqualTo(-1L);
        assertThat(Directory.parse(directory.toByteArray()).size()).isEqualTo(-1L);
        assertViolation(Violation.SIZE_OVERFLOW, () -> Directory.builder().add(name("a"), directory(-1L)));
    }

    @Test
    void sizesAreAddedUnsigned() throws Exception {
        Directory.Builder builder = Directory.builder()
                .add(name("a"), directory(Long.MAX_VALUE))
                .add(name("b"), directory(Long.MAX_VALUE - 1));
        assertThat(builder.build().size()).isEqualTo(-1L);
        assertViolation(Violation.SIZE_OVERFLOW, () -> builder.add(name("c"), FILE));
    }

    @Test
    void overflowIsLookedForBeforeDuplicates() throws Exception {
        Directory.Builder builder = Directory.builder().add(name("a"), directory(-2L));
        assertViolation(Violation.SIZE_OVERFLOW, () -> builder.add(name("a"), FILE));
    }

    /** M10: A name stands at most once in a directory, whatever its kind. */
    @Test
    void aNameIsTakenOnceWhateverItsKind() throws Exception {
        Directory.Builder builder = Directory.builder().add(name("a"), FILE);
        assertViolation(Violation.DUPLICATE_NAME, () -> builder.add(name("a"), FILE));
        assertViolation(Violation.DUPLICATE_NAME, () -> builder.add(name("a"), symlink("x")));
        assertViolation(Violation.DUPLICATE_NAME, () -> builder.add(name("a"), directory(7)));
    }

    @Test
    void whatWasRefusedLeavesNoTrace() throws Exception {
        Directory.Builder builder = Directory.builder().add(name("a"), FILE);
        assertViolation(Violation.DUPLICATE_NAME, () -> builder.add(name("a"), directory(7)));
        assertThat(builder.build())
                .isEqualTo(Directory.builder().add(name("a"), FILE).build());
        assertThat(builder.build().size()).isEqualTo(1);
    }

    @Test
    void aBuilderMayGoOnAfterBuilding() throws Exception {
        Directory.Builder builder = Directory.builder().add(name("b"), FILE);
        Directory first = builder.build();
        Directory second = builder.add(name("a"), FILE).build();
        assertThat(first.count()).isEqualTo(1);
        assertThat(second.count()).isEqualTo(2);
    }

    @Test
    void entriesOfAllKindsComeInOneByteOrder() throws Exception {
        Directory directory = Directory.builder()
                .add(name("\u00e9"), directory(0))
                .add(name("b"), symlink("t"))
                .add(name("a"), FILE)
                .add(name("B"), directory(0))
                .add(name("a!"), symlink("u"))
                .build();
        for (Directory each : new Directory[] {directory, Directory.parse(directory.toByteArray())}) {
            assertThat(each.count()).isEqualTo(5);
            assertThat(IntStream.range(0, 5).mapToObj(each::name))
                    .containsExactly(name("B"), name("a"), name("a!"), name("b"), name("\u00e9"));
            assertThat(IntStream.range(0, 5).mapToObj(each::node))
                    .containsExactly(directory(0), FILE, symlink("u"), symlink("t"), directory(0));
        }
    }

    @Test
    void namesAreFoundAndAbsentOnesSayWhereTheyWouldStand() throws Exception {
        Directory directory = Directory.builder()
                .add(name("b"), directory(3))
                .add(name("d"), FILE)
                .add(name("f"), symlink("x"))
                .build();
        assertThat(directory.get(name("b"))).contains(directory(3));
        assertThat(directory.get(name("d"))).contains(FILE);
        assertThat(directory.get(name("f"))).contains(symlink("x"));
        assertThat(directory.get(name("c"))).isEmpty();
        assertThat(directory.find(name("d"))).isEqualTo(1);
        assertThat(directory.find(name("a"))).isEqualTo(-1);
        assertThat(directory.find(name("c"))).isEqualTo(-2);
        assertThat(directory.find(name("g"))).isEqualTo(-4);
        assertThat(Directory.empty().find(name("a"))).isEqualTo(-1);
    }

    @Test
    void entriesOutsideTheCountAreRefused() throws Exception {
        Directory directory = Directory.builder().add(name("a"), FILE).build();
        assertThatThrownBy(() -> directory.name(1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> directory.node(-1)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void everyShapeOfNodeSurvivesItsEncoding() throws Exception {
        Directory directory = Directory.builder()
                .add(name("a"), new FileNode(Digest.EMPTY, 0, true))
                .add(name("b"), new FileNode(Digest.EMPTY, -1L, true))
                .add(name("c"), new FileNode(Digest.EMPTY, 127, false))
                .add(name("d"), new FileNode(Digest.EMPTY, 128, false))
                .add(name("e".repeat(128)), directory(Long.MAX_VALUE))
                .add(name("f".repeat(255)), symlink("t".repeat(4095)))
                .build();
        Directory parsed = Directory.parse(directory.encoding());
        assertThat(parsed).isEqualTo(directory).hasSameHashCodeAs(directory);
        for (int i = 0; i < directory.count(); i++) {
            assertThat(parsed.name(i)).isEqualTo(directory.name(i));
            assertThat(parsed.node(i)).isEqualTo(directory.node(i));
        }
        assertThat(parsed.node(1)).isEqualTo(new FileNode(Digest.EMPTY, -1L, true));
        assertThat(parsed.node(4)).isEqualTo(directory(Long.MAX_VALUE));
        assertThat(parsed.node(5)).isEqualTo(symlink("t".repeat(4095)));
    }

    @Test
    void theEncodingCannotBeChangedFromOutside() throws Exception {
        byte[] bytes = Directory.builder().add(name("a"), FILE).build().toByteArray();
        Directory directory = Directory.parse(bytes);
        bytes[4] = 'b';
        directory.toByteArray()[4] = 'c';
        assertThat(directory.name(0)).isEqualTo(name("a"));
        assertThatThrownBy(() -> directory.encoding().put(4, (byte) 'd')).isInstanceOf(ReadOnlyBufferException.class);
    }

    @Test
    void aBufferIsParsedFromItsPositionWhichStays() throws Exception {
        ByteBuffer buffer = ByteBuffer.allocateDirect(100);
        Directory directory = Directory.builder().add(name("a"), FILE).build();
        buffer.position(7).put(directory.encoding()).flip().position(7);
        assertThat(Directory.parse(buffer)).isEqualTo(directory);
        assertThat(buffer.position()).isEqualTo(7);
    }

    @Test
    void aBigDirectoryWeighsLittleMoreThanItsEncoding() throws Exception {
        Directory.Builder builder = Directory.builder();
        for (int i = 0; i < 50_000; i++) {
            builder.add(name("name-" + i), i % 3 == 0 ? symlink("target") : FILE);
        }
        byte[] encoding = builder.build().toByteArray();
        Directory directory = Directory.parse(encoding);
        assertThat(directory.count()).isEqualTo(50_000);
        assertThat(directory.weight()).isLessThan(encoding.length + 4L * 50_000 + 100);
        assertThat(directory.get(name("name-49999"))).contains(FILE);
        assertThat(directory.get(name("name-49998"))).contains(symlink("target"));
    }
}
