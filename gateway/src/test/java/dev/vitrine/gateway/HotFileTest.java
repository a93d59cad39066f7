package dev.vitrine.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.castore.blob.BlobBatch;
import dev.vitrine.castore.blob.BlobWriter;
import dev.vitrine.castore.local.LocalStore;
import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.Digest;
import dev.vitrine.castore.model.FileNode;
import dev.vitrine.gateway.RawHttp.Reply;
import dev.vitrine.gateway.admin.AdminHandler;
import dev.vitrine.gateway.admin.Metrics;
import dev.vitrine.gateway.admin.Readiness;
import dev.vitrine.gateway.admin.Watch;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Files that were asked for before, from a store on a disk. */
@Timeout(120)
class HotFileTest {
    private static final int SIZE = 16 << 20;
    private static final int MEBIBYTES = 1025;

    /** By then the handler has long returned. */
    private static final int HANDLED_MILLIS = 200;

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

    /** H52: A file may be longer than any buffer: one of more than 1 GiB, and a range of it, is sent whole, each time it is asked for. */
    @Test
    void filesMayBeLongerThanABuffer() throws Exception {
        served.root("huge", new FileNode(numberedMebibytes(), (long) MEBIBYTES << 20, false));
        for (int i = 0; i < 2; i++) {
            assertThat(countMebibytes(0)).isEqualTo(MEBIBYTES);
        }
        assertThat(countMebibytes(1)).isEqualTo(MEBIBYTES - 1);
    }

    /** O15 again: a request is under way until its answer is written, also where no thread waits for that. */
    @Test
    void anAnswerIsUnderWayUntilItIsWritten() throws Exception {
        Metrics metrics = new Metrics("1.2.3");
        AdminHandler pages = new AdminHandler(metrics, new Readiness(List.of(), Readiness.DEADLINE));
        try (Served watched = Served.watched(new Watch(Optional.empty(), Optional.of(metrics)), store.blobs());
                AdminServer admin = AdminServer.start(ListenAddress.ANY_LOOPBACK_PORT, pages)) {
            watched.root("big", watched.file(contents));
            assertThat(watched.http().get("/big").body()).hasSize(SIZE);
            try (Socket slow = watched.http().connect()) {
                slow.getOutputStream().write("GET /big HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(UTF_8));
                assertThat(slow.getInputStream().read()).isEqualTo('H');
                Thread.sleep(HANDLED_MILLIS);
                assertThat(underWay(admin)).isEqualTo(1);
            }
            Await.until("the answer is torn", () -> underWay(admin) == 0);
        }
    }

    private static double underWay(AdminServer admin) {
        String page = new RawHttp(admin.address()).get("/metrics").text();
        return Exposition.parse(page).get("vitrine_http_requests_in_progress");
    }

    private Digest numberedMebibytes() throws CastoreException {
        try (BlobBatch batch = store.blobs().batch();
                BlobWriter writer = batch.create()) {
            for (int i = 0; i < MEBIBYTES; i++) {
                writer.write(ByteBuffer.allocate(1 << 20).putInt(0, i));
            }
            Digest digest = writer.finish();
            batch.commit();
            return digest;
        }
    }

    /** Reads the file from one of them on, and stops at the first that has not its number. */
    private int countMebibytes(int first) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(
                            served.gateway().address().resolve("huge"))
                    .timeout(Duration.ofSeconds(20))
                    .header("Range", "bytes=" + ((long) first << 20) + "-")
                    .build();
            try (InputStream body = client.send(request, HttpResponse.BodyHandlers.ofInputStream())
                    .body()) {
                byte[] mebibyte = body.readNBytes(1 << 20);
                int count = 0;
                while (mebibyte.length == 1 << 20 && ByteBuffer.wrap(mebibyte).getInt() == first + count) {
                    count++;
                    mebibyte = body.readNBytes(1 << 20);
                }
                return count;
            }
        }
    }

    private Path blobFile() throws IOException {
        try (Stream<Path> files = Files.walk(dir.resolve("blobs"))) {
            return files.filter(file ->
                            Files.isRegularFile(file) && !file.toString().endsWith(".obao4"))
                    .findFirst()
                    .orElseThrow();
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
