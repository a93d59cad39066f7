package dev.vitrine.castore.outboard;

import static dev.vitrine.castore.Fixtures.BLOB_100K;
import static dev.vitrine.castore.Fixtures.BLOB_5M;
import static dev.vitrine.castore.Fixtures.BLOB_64K_AND_1;
import static dev.vitrine.castore.Fixtures.BLOB_B;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.vitrine.castore.Fixtures;
import dev.vitrine.castore.hash.Blake3;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What outboards are made of; those that are written out were made by a program in another language, from the paper on BLAKE3. */
final class OutboardBuilderTest {
    private static final int GROUP = 16 << 10;

    @TempDir
    Path temporary;

    private OutboardBuilder builder() {
        AtomicInteger files = new AtomicInteger();
        return new OutboardBuilder(() -> temporary.resolve("new" + files.getAndIncrement()));
    }

    /** The outboard that comes of hashing in pieces of that many bytes. */
    private byte[] hashed(byte[] blob, int piece) throws IOException {
        try (OutboardBuilder builder = builder()) {
            Blake3 hasher = Blake3.reporting(builder);
            for (int at = 0; at < blob.length; at += piece) {
                hasher.update(blob, at, Math.min(piece, blob.length - at));
            }
            hasher.finish();
            return Outboards.bytes(builder);
        }
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    @Test
    void threeGroupsHaveTwoNodesInPreOrder() throws IOException {
        assertThat(hex(hashed(Fixtures.cycle(40_000), 40_000)))
                .isEqualTo("ba342009aae196b929cba33d00c0e819c42ce72a5e153c828d4d560276987f5f"
                        + "e6ad58678ddfa87af211306e529ae66d884d3327dab68cf20e59d3999d7273db"
                        + "48c293189144acd5dbca93ada9ee11846013689e3b1cf525c4c5f12a60381f4e"
                        + "bd6af42b988218f7104dff779f4383a5833140eec8e14e293d23b24e0ee4ce37");
    }

    @Test
    void aByteMoreThanAGroupMakesANode() throws IOException {
        assertThat(hashed(Fixtures.cycle(GROUP), 1000)).isEmpty();
        assertThat(hex(hashed(Fixtures.cycle(GROUP + 1), 1000)))
                .isEqualTo("48c293189144acd5dbca93ada9ee11846013689e3b1cf525c4c5f12a60381f4e"
                        + "d6ff5d4a1e1c168abc77ac146e1e3c82bf703e70258971f04085d49b5e5bf776");
    }

    @Test
    void longerOutboardsHaveTheDigestsThatWereFoundElsewhere() throws IOException {
        assertThat(Blake3.digest(hashed(BLOB_64K_AND_1.toByteArray(), 7777)))
                .isEqualTo(Fixtures.digest("3a31bdbf7d6c17ad784f245779163420ea1394ad5ccb770d64794aa7af206ed0"));
        assertThat(Blake3.digest(hashed(BLOB_100K.toByteArray(), 100_000)))
                .isEqualTo(Fixtures.digest("7e0cfa32f485d7d6a05f3779ceec95061a1de2be3542778d8e7bc2cc77a61f27"));
        assertThat(Blake3.digest(hashed(BLOB_B.toByteArray(), 65_536)))
                .isEqualTo(Fixtures.digest("d67d1695a74763400458549da7fb56c595b7d4130a56351d6152625300a706fd"));
        assertThat(Blake3.digest(hashed(BLOB_5M.toByteArray(), 1 << 20)))
                .isEqualTo(Fixtures.digest("1580f92ce39349c8b0a71d518d9d45ce4f6f0cbcb89bb645938d563995e5d4ff"));
    }

    @Test
    void anOutboardOfSeveralRegionsHasTheDigestThatWasFoundElsewhere() throws IOException {
        byte[] outboard = hashed(Fixtures.cycle(2 * 1024 * GROUP + GROUP + 1), 1 << 20);
        assertThat(Blake3.digest(outboard))
                .isEqualTo(Fixtures.digest("84b9c31527d75c247311aa6545002e0393bc951ad4de7a82c540a1a6d9c3e99b"));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 7, 8, 9, 1023, 1024, 1025, 1026, 2047, 2048, 2049, 3072, 3073, 5000})
    void everyNumberOfGroupsMakesTheTreeOfThePaper(int groups) throws IOException {
        byte[] blob = new byte[groups * Blake3.CHUNK - new Random(groups).nextInt(Blake3.CHUNK)];
        new Random(groups).nextBytes(blob);
        assertThat(Outboards.built(blob, 0, temporary)).isEqualTo(Outboards.expected(blob, Blake3.CHUNK));
    }

    @Test
    void nothingIsLeftOfABuilderThatWasClosed() throws IOException {
        try (OutboardBuilder builder = builder()) {
            builder.groups(0, new byte[32 * 3000], 0, 3000);
        }
        try (Stream<Path> left = Files.list(temporary)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void whatCannotBeWrittenIsSaidAtTheEnd() throws IOException {
        try (OutboardBuilder builder = new OutboardBuilder(() -> temporary.resolve("missing/file"))) {
            builder.groups(0, new byte[32 * 3000], 0, 3000);
            assertThatIOException().isThrownBy(builder::finish).withMessageContaining("missing");
        }
    }
}
