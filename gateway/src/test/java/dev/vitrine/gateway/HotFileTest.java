package dev.vitrine.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.castore.local.LocalStore;
import dev.vitrine.gateway.RawHttp.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that were asked for before, from a store on a disk. */
class HotFileTest {
    private static final int SIZE = 16 << 20;

    @TempDir
    private Path dir;

    private final byte[] contents = new byte[SIZE];
    private LocalStore store;
    private Served served;

    @BeforeEach
    void serve() throws Exception {
        new Random(1).nextBytes(contents);
        store = LocalStore.create(dir);
        served = Served.over(store.blobs());
        served.root("big", served.file(contents));
    }

    @AfterEach
    void close() {
        served.close();
        store.close();
    }

    /**
     * H50: Over plain HTTP/1.1 more than 256 KiB of a file are sent by the kernel from the file in the store, without passing through the
     * memory of the process.
     */
    @Test
    void theKernelSendsBigFiles() throws Exception {
        Path blob = blobFile();
        for (int i = 0; i < 3; i++) {
            assertThat(served.http().get("/big").body()).isEqualTo(contents);
        }
        assertThat(residentBytes(blob)).isZero();
        served.http().get("/big", "Range: bytes=0-65535");
        assertThat(residentBytes(blob)).isGreaterThanOrEqualTo(65536);
    }

    @Test
    void anyLongRangeIsExact() {
        for (int first : new int[] {0, 1, 4095, 4097, SIZE / 2}) {
            Reply reply = served.http().get("/big", "Range: bytes=" + first + "-" + (first + SIZE / 4));
            assertThat(reply.body()).isEqualTo(Arrays.copyOfRange(contents, first, first + SIZE / 4 + 1));
        }
    }

    /** H51: A file that was asked for lately may be served on, with the right bytes, when the store has lost its blob since. */
    @Test
    void whatIsAtHandOutlivesTheStore() throws Exception {
        served.http().get("/big");
        Files.delete(blobFile());
        assertThat(served.http().get("/big").body()).isEqualTo(contents);
    }

    private Path blobFile() throws IOException {
        try (Stream<Path> files = Files.walk(dir.resolve("blobs"))) {
            return files.filter(Files::isRegularFile).findFirst().orElseThrow();
        }
    }

    /** How much of a mapped file counts as memory of this process: proc(5), smaps. */
    private static long residentBytes(Path mapped) throws IOException {
        Matcher rss = Pattern.compile(
                        Pattern.quote(mapped.toRealPath().toString()) + "\n(?:[A-Z].*\n)*?Rss: +([0-9]+) kB")
                .matcher(Files.readString(Path.of("/proc/self/smaps"), UTF_8));
        assertThat(rss.find()).isTrue();
        return Long.parseLong(rss.group(1)) * 1024;
    }
}
