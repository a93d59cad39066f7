package dev.vitrine.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.castore.local.LocalStore;
import dev.vitrine.castore.local.LocalStoreOptions;
import dev.vitrine.castore.outboard.ReadCheck;
import dev.vitrine.gateway.RawHttp.Reply;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files whose blobs are damaged on disk. */
@Timeout(120)
class DamagedFileTest {
    private static final int GROUP = 16 << 10;

    @TempDir
    private Path dir;

    @SuppressWarnings("NullAway.Init") // each test serves first
    private LocalStore store;

    @SuppressWarnings("NullAway.Init")
    private Served served;

    private byte[] contents = new byte[0];

    private void serve(int size, int flipped, ReadCheck check) throws Exception {
        contents = new byte[size];
        new Random(size).nextBytes(contents);
        store = LocalStore.create(dir, LocalStoreOptions.DEFAULTS.withReadCheck(check));
        served = Served.over(store.blobs());
        served.root("file", served.file(contents));
        flip(flipped);
    }

    private void flip(int position) throws Exception {
        Path blob;
        try (Stream<Path> files = Files.walk(dir.resolve("blobs"))) {
            blob = files.filter(file ->
                            Files.isRegularFile(file) && !file.toString().endsWith(".obao4"))
                    .findFirst()
                    .orElseThrow();
        }
        Files.setPosixFilePermissions(blob, PosixFilePermissions.fromString("rw-------"));
        try (FileChannel file = FileChannel.open(blob, StandardOpenOption.WRITE)) {
            file.write(ByteBuffer.wrap(new byte[] {(byte) (contents[position] ^ 1)}), position);
        }
    }

    @AfterEach
    void close() {
        served.close();
        store.close();
    }

    private Reply range(int first, int length) {
        return served.http().get("/file", "Range: bytes=" + first + "-" + (first + length - 1));
    }

    /**
     * H54: A bit that was flipped in a blob file is 502 or a torn connection for who asks for that part of the file, short of the length that
     * was announced, and never a wrong byte; other parts are served.
     */
    @ParameterizedTest
    @ValueSource(ints = {5 << 20, 20 << 20})
    void aFlippedBitIsAnErrorWhereItIs(int size) throws Exception {
        int flipped = size - 3 * GROUP;
        serve(size, flipped, ReadCheck.FIRST_READ);
        for (int i = 0; i < 3; i++) {
            Reply whole = served.http().get("/file");
            assertThat(whole.status()).isEqualTo(200);
            assertThat(whole.ended()).isFalse();
            assertThat(whole.body().length).isBetween(1, flipped);
            assertThat(whole.body()).isEqualTo(Arrays.copyOf(contents, whole.body().length));
            assertThat(range(flipped, 1).status()).isEqualTo(502);
            assertThat(range(flipped - 2 * GROUP, GROUP).body())
                    .isEqualTo(Arrays.copyOfRange(contents, flipped - 2 * GROUP, flipped - GROUP));
        }
    }

    @Test
    void aFlippedFirstByteIs502() throws Exception {
        serve(5 << 20, 0, ReadCheck.FIRST_READ);
        assertThat(served.http().get("/file").status()).isEqualTo(502);
        assertThat(range(5 << 19, 10).status()).isEqualTo(206);
    }

    @Test
    void aBitThatFlipsLaterIsFoundWhereEachReadIsVerified() throws Exception {
        serve(5 << 20, 0, ReadCheck.ALWAYS);
        assertThat(range(3 * GROUP, 10).status()).isEqualTo(206);
        flip(3 * GROUP);
        assertThat(range(3 * GROUP, 10).status()).isEqualTo(502);
    }

    @Test
    void unverifiedItIsServed() throws Exception {
        serve(5 << 20, 0, ReadCheck.OFF);
        assertThat(range(0, 1).body()).containsExactly(contents[0] ^ 1);
    }
}
