package dev.vitrine.castore.hash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every kernel by itself, whichever is in use. */
final class KernelTest {
    private final byte[] input = random();
    private final Workspace workspace = Workspace.take();

    @ParameterizedTest
    @EnumSource(KernelName.class)
    void everyLengthOfSomeChunksHashesAsOthersHashIt(KernelName name) {
        Kernel kernel = here(name);
        for (int length = 0; length <= 4_200; length++) {
            assertThat(digest(kernel, length)).as("%d bytes", length).isEqualTo(oracle(length));
        }
    }

    @ParameterizedTest
    @EnumSource(KernelName.class)
    void everyNumberOfChunksHashesAsOthersHashIt(KernelName name) {
        Kernel kernel = here(name);
        for (int chunks = 5; chunks <= Workspace.CHUNKS; chunks++) {
            int length = chunks * Kernel.CHUNK - chunks % 3;
            assertThat(digest(kernel, length)).as("%d bytes", length).isEqualTo(oracle(length));
        }
    }

    @ParameterizedTest
    @EnumSource(KernelName.class)
    void theNumberOfAChunkHasAllItsBits(KernelName name) {
        Kernel kernel = here(name);
        for (long first : new long[] {(1L << 32) - 128, 1L << 32, (1L << 53) + (1L << 40) + 128}) {
            workspace.hash(input, 0, 40 * Kernel.CHUNK, first, kernel);
            for (int i = 0; i < 40; i++) {
                byte[] chunk = Arrays.copyOfRange(input, i * Kernel.CHUNK, (i + 1) * Kernel.CHUNK);
                byte[] value = Arrays.copyOfRange(workspace.values, i * Kernel.VALUE, (i + 1) * Kernel.VALUE);
                assertThat(value).isEqualTo(PaperBlake3.value(chunk, first + i, 0));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(value = KernelName.class, names = "VECTOR.*", mode = EnumSource.Mode.MATCH_ALL)
    void theWidestVectorsAloneHashAsOthersHash(KernelName name) {
        Optional<Kernel> widest = VectorModule.widest(name);
        assumeTrue(widest.isPresent(), "this machine has no such vectors");
        for (int chunks = 0; chunks <= Workspace.CHUNKS; chunks++) {
            int length = chunks * Kernel.CHUNK + chunks % 3;
            if (length <= Workspace.BYTES) {
                assertThat(digest(widest.get(), length)).as("%d bytes", length).isEqualTo(oracle(length));
            }
        }
    }

    @Test
    void thePaperIsReadAsOthersReadIt() {
        for (int length : new int[] {0, 1, 64, 1024, 1025, 3072, 70_000}) {
            assertThat(PaperBlake3.digest(Arrays.copyOf(input, length))).isEqualTo(oracle(length));
        }
    }

    @Test
    void aKernelIsAskedForByItsName() {
        assertThat(KernelName.parse("vector256")).contains(KernelName.VECTOR256);
        assertThat(KernelName.parse("auto")).isEmpty();
        assertThat(KernelName.parse("")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"fast", "SCALAR", "vector1024"})
    void anUnknownNameIsRefused(String name) {
        assertThatThrownBy(() -> KernelName.parse(name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("VITRINE_BLAKE3 names no way to hash: '" + name
                        + "' (expected auto, scalar, lanes, vector128, vector256, vector512)");
    }

    @Test
    void theVectorsOfThisMachineTakeOverOnceTheyAreFaster() {
        Kernel plain = KernelName.LANES.kernel();
        assumeTrue(VectorModule.kernel(KernelName.VECTOR256).isPresent());
        assertThat(WarmUp.soon(plain)).get().isInstanceOf(LanesKernel.class);
        assertThat(WarmUp.whole(plain)).get().isInstanceOf(VectorKernel.class);
    }

    @Test
    void aKernelWithWrongDigestsIsNotUsed() {
        Kernel plain = KernelName.LANES.kernel();
        assertThat(WarmUp.isFaster(plain, new Wrong(plain), 0)).isFalse();
    }

    private static Kernel here(KernelName name) {
        return switch (name) {
            case SCALAR, LANES -> name.kernel();
            case VECTOR128, VECTOR256, VECTOR512 -> {
                Optional<Kernel> kernel = VectorModule.kernel(name);
                assumeTrue(kernel.isPresent(), "this machine has no such vectors");
                yield kernel.get();
            }
        };
    }

    private byte[] digest(Kernel kernel, int length) {
        byte[] digest = new byte[Kernel.VALUE];
        if (length <= Kernel.CHUNK) {
            kernel.chunk(input, 0, length, 0, Kernel.ROOT, digest, 0, workspace);
        } else {
            workspace.halve(workspace.hash(input, 0, length, 0, kernel), 2, kernel);
            kernel.parent(workspace.values, 0, Kernel.ROOT, digest, 0, workspace);
        }
        return digest;
    }

    private byte[] oracle(int length) {
        var oracle = io.github.rctcwyvrn.blake3.Blake3.newInstance();
        oracle.update(Arrays.copyOf(input, length));
        return oracle.digest();
    }

    private static byte[] random() {
        byte[] bytes = new byte[Workspace.BYTES];
        new Random(3).nextBytes(bytes);
        return bytes;
    }

    /** Right but for four chunks at a time. */
    private record Wrong(Kernel right) implements Kernel {
        @Override
        public KernelName name() {
            return right.name();
        }

        @Override
        public void chunk(
                byte[] in, int offset, int length, long counter, int flags, byte[] out, int outOffset, Workspace w) {
            right.chunk(in, offset, length, counter, flags, out, outOffset, w);
        }

        @Override
        public void parent(byte[] in, int offset, int flags, byte[] out, int outOffset, Workspace w) {
            right.parent(in, offset, flags, out, outOffset, w);
        }

        @Override
        public void chunks(byte[] in, int offset, int count, long counter, byte[] out, int outOffset, Workspace w) {
            right.chunks(in, offset, count, counter, out, outOffset, w);
            out[outOffset] ^= (byte) (count == 4 ? 1 : 0);
        }

        @Override
        public void parents(byte[] values, int count, Workspace w) {
            right.parents(values, count, w);
        }
    }
}
