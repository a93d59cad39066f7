package dev.vitrine.castore.hash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import dev.vitrine.castore.model.Digest;
import java.io.RandomAccessFile;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Input of all sizes and kinds, in pieces of all lengths. */
final class Blake3InputTest {
    @ParameterizedTest
    @ValueSource(ints = {5_000, 16_384, 131_072, 131_073, 1_000_000, 4_194_304, 9_000_001, 40_000_000, 67_108_864})
    void inputInArraysBuffersAndSegmentsOfAnyLength(int length) {
        byte[] input = random(length);
        ByteBuffer direct = ByteBuffer.allocateDirect(length).put(input).flip();
        Digest expected = oracle(input);
        Random random = new Random(length);
        Blake3 hasher = new Blake3();
        for (int at = 0; at < length; ) {
            int piece = Math.min(length - at, random.nextInt(1 << (8 + random.nextInt(17))));
            switch (random.nextInt(4)) {
                case 0 -> hasher.update(input, at, piece);
                case 1 -> hasher.update(ByteBuffer.wrap(input, at, piece));
                case 2 -> hasher.update(direct.slice(at, piece));
                default -> hasher.update(MemorySegment.ofBuffer(direct).asSlice(at, piece));
            }
            at += piece;
        }
        assertThat(hasher.finish()).isEqualTo(expected);
        assertThat(Blake3.digest(input)).isEqualTo(expected);
        assertThat(Blake3.digest(direct)).isEqualTo(expected);
        assertThat(Blake3.digest(MemorySegment.ofBuffer(direct))).isEqualTo(expected);
    }

    /** The digest is that of {@code b3sum}. */
    @Test
    void moreThanTwoGibibytesInAMappedFile(@TempDir Path scratch) throws Exception {
        Path sparse = scratch.resolve("sparse");
        try (RandomAccessFile file = new RandomAccessFile(sparse.toFile(), "rw");
                FileChannel channel = file.getChannel();
                Arena arena = Arena.ofShared()) {
            file.setLength((1L << 31) + 1);
            MemorySegment mapped = channel.map(MapMode.READ_ONLY, 0, channel.size(), arena);
            assertThat(Blake3.digest(mapped).hex())
                    .isEqualTo("2668c9ff2413284150cce5338fa4be63f7876c960a63efa84379f50a56271a3b");
        }
    }

    @Test
    void aSegmentOfOneThreadIsHashedByThatThread() {
        byte[] input = random(5_000_000);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment own = arena.allocate(input.length).copyFrom(MemorySegment.ofArray(input));
            assertThat(Blake3.digest(own)).isEqualTo(oracle(input));
        }
    }

    @Test
    void aPartOfAnArrayAndOfABuffer() {
        byte[] input = random(3_000);
        Digest expected = oracle(Arrays.copyOfRange(input, 7, 2_007));
        assertThat(Blake3.digest(input, 7, 2_000)).isEqualTo(expected);
        ByteBuffer part = ByteBuffer.wrap(input, 5, 2_500).slice().position(2).limit(2_002);
        assertThat(Blake3.digest(part)).isEqualTo(expected);
        assertThat(part.position()).isEqualTo(2);
    }

    @Test
    void aPartThatIsNotInTheArrayIsRefused() {
        assertThatThrownBy(() -> Blake3.digest(new byte[5], 3, 3)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> new Blake3().update(new byte[5], -1, 3)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> new Blake3().finish(new byte[40], 9)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void aHasherThatFinishedTakesNoMoreUntilItIsReset() {
        Blake3 hasher = new Blake3().update(new byte[20_000], 0, 20_000);
        hasher.finish();
        assertThatThrownBy(hasher::finish).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> hasher.update(new byte[1], 0, 1)).isInstanceOf(IllegalStateException.class);
        byte[] value = new byte[40];
        hasher.reset().finish(value, 8);
        assertThat(Digest.at(value, 8)).isEqualTo(Digest.EMPTY);
    }

    @Test
    void manyThreadsHashAtOnce() {
        byte[] input = random(300_000);
        Digest expected = oracle(input);
        ByteBuffer direct = ByteBuffer.allocateDirect(input.length).put(input).flip();
        assertThat(IntStream.range(0, 400)
                        .parallel()
                        .mapToObj(i -> i % 2 == 0 ? Blake3.digest(input) : Blake3.digest(direct)))
                .containsOnly(expected);
    }

    @Test
    void aWarmHasherAllocatesNothing() {
        byte[] input = random(70_000);
        ByteBuffer direct = ByteBuffer.allocateDirect(input.length).put(input).flip();
        Blake3 hasher = new Blake3();
        byte[] value = new byte[Blake3.VALUE];
        hash(hasher, input, direct, value);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < 100; i++) {
            hash(hasher, input, direct, value);
        }
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(input.length);
    }

    private static void hash(Blake3 hasher, byte[] input, ByteBuffer direct, byte[] value) {
        hasher.reset().update(input, 0, input.length).update(direct.rewind()).finish(value, 0);
    }

    private static Digest oracle(byte[] input) {
        var oracle = io.github.rctcwyvrn.blake3.Blake3.newInstance();
        oracle.update(input);
        return Digest.at(oracle.digest(), 0);
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }
}
