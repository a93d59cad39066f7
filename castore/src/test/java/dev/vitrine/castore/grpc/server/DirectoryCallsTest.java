package dev.vitrine.castore.grpc.server;

import static dev.vitrine.castore.Fixtures.DIRECTORY_A;
import static dev.vitrine.castore.Fixtures.DIRECTORY_A_DIGEST;
import static dev.vitrine.castore.Fixtures.DIRECTORY_B;
import static dev.vitrine.castore.Fixtures.DIRECTORY_B_DIGEST;
import static dev.vitrine.castore.Fixtures.DIRECTORY_C;
import static dev.vitrine.castore.Fixtures.DIRECTORY_D;
import static dev.vitrine.castore.Fixtures.DIRECTORY_D_DIGEST;
import static dev.vitrine.castore.Fixtures.EMPTY_BLOB;
import static dev.vitrine.castore.Fixtures.directory;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.castore.directory.DirectoryPutter;
import dev.vitrine.castore.hash.Blake3;
import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.Digest;
import dev.vitrine.castore.model.Directory;
import dev.vitrine.castore.model.DirectoryNode;
import dev.vitrine.castore.model.FileNode;
import dev.vitrine.castore.model.PathComponent;
import io.grpc.Status.Code;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** DirectoryService, in bytes: G1 again. */
@ParameterizedClass
@MethodSource("dev.vitrine.castore.grpc.server.Way#all")
final class DirectoryCallsTest extends WithServer {
    private static final String KEEP =
            "12290a052e6b6565701220af1349b9f5f9a1a6a0404dea36dcc9499bcb25c9adc112b7cc9a93cae41f3262";
    private static final String KEEP_DIGEST = "8b5b5d642b646bb8ed504b0862c39413e87e57491497de7bd075953f7b83810e";
    private static final String COMPLICATED = "0a2a0a046b65657012208b5b5d642b646bb8ed504b0862c39413e87e57491497de7bd0"
            + "75953f7b83810e180112290a052e6b6565701220af1349b9f5f9a1a6a0404dea36dcc9499bcb25c9adc112b7cc9a93cae41f3262"
            + "1a1e0a02616112182f6e69782f73746f72652f736f6d657768657265656c7365";
    private static final String COMPLICATED_DIGEST = "3f951a15afd586fb3121ef4d13d582e811ce0e5a7f21c0497fd87490e9e2355a";
    private static final String EMPTY_DIGEST = "af1349b9f5f9a1a6a0404dea36dcc9499bcb25c9adc112b7cc9a93cae41f3262";
    private static final String RECURSIVE = "1001";

    DirectoryCallsTest(Way way) {
        super(way);
    }

    private List<String> get(String request) {
        return client().receive(method("DirectoryService/Get"), request);
    }

    private String put(String... directories) {
        return client().send(method("DirectoryService/Put"), directories);
    }

    private String put(Directory... directories) {
        return put(Stream.of(directories).map(DirectoryCallsTest::hex).toArray(String[]::new));
    }

    private static String hex(Directory directory) {
        return WireClient.hex(directory.toByteArray());
    }

    @Test
    void aClosureIsPutAndFound() throws CastoreException {
        assertThat(put(KEEP, COMPLICATED)).isEqualTo("0a20" + COMPLICATED_DIGEST);
        assertThat(get("0a20" + COMPLICATED_DIGEST)).containsExactly(COMPLICATED);
        assertThat(get("0a20" + KEEP_DIGEST)).containsExactly(KEEP);
        assertThat(store().directories().get(Digest.parse(COMPLICATED_DIGEST))).isPresent();
    }

    /** G7: A recursive Get sends the directory, and then each one below it once, after one that refers to it. */
    @Test
    void aRecursiveGetSendsEachDirectoryOnce() {
        put(KEEP, COMPLICATED);
        assertThat(get("0a20" + COMPLICATED_DIGEST + RECURSIVE)).containsExactly(COMPLICATED, KEEP);
        put(DIRECTORY_A, DIRECTORY_B, DIRECTORY_D);
        assertThat(get("0a20" + DIRECTORY_D_DIGEST.hex() + RECURSIVE))
                .containsExactly(hex(DIRECTORY_D), hex(DIRECTORY_A), hex(DIRECTORY_B));
    }

    @Test
    void anEmptyDirectoryIsAnEmptyMessage() {
        assertThat(put("")).isEqualTo("0a20" + EMPTY_DIGEST);
        assertThat(get("0a20" + EMPTY_DIGEST)).containsExactly("");
        assertThat(get("0a20" + EMPTY_DIGEST + RECURSIVE)).containsExactly("");
    }

    @Test
    void aDirectoryMayComeTwice() {
        assertThat(put(DIRECTORY_A, DIRECTORY_A, DIRECTORY_C))
                .isEqualTo("0a20" + Blake3.digest(DIRECTORY_C).hex());
    }

    /**
     * G6: Get of a directory that is not there is answered with NOT_FOUND, and with `recursive` by no message and OK; a request that does not say
     * which is INVALID_ARGUMENT.
     */
    @Test
    void anUnknownDirectoryIsNotFoundOrAClosureOfNothing() {
        assertThat(WireClient.code(() -> get("0a20" + KEEP_DIGEST))).isEqualTo(Code.NOT_FOUND);
        assertThat(get("0a20" + KEEP_DIGEST + RECURSIVE)).isEmpty();
        assertThat(WireClient.code(() -> get(""))).isEqualTo(Code.INVALID_ARGUMENT);
        assertThat(WireClient.code(() -> get(RECURSIVE))).isEqualTo(Code.INVALID_ARGUMENT);
    }

    static Stream<List<String>> mistakes() {
        Directory wrongSize = directory("a", new DirectoryNode(DIRECTORY_A_DIGEST, 42));
        return Stream.of(
                List.of(),
                List.of(hex(DIRECTORY_B)),
                List.of(hex(DIRECTORY_A), hex(wrongSize)),
                List.of(hex(DIRECTORY_A), hex(DIRECTORY_C), hex(DIRECTORY_B)),
                List.of(KEEP, KEEP.replace("12290a052e6b656570", "12290a052e6b656571")),
                List.of("0a02"), // ends early
                List.of(KEEP + "2000"), // an unknown field
                List.of(KEEP.replace("1229", "122b") + "1800"), // a size that is said to be 0
                List.of(KEEP + KEEP), // one name twice
                List.of("12270a032e2f2e1220af1349b9f5f9a1a6a0404dea36dcc9499bcb25c9adc112b7cc9a93cae41f3262"), // ./.
                List.of("12060a012e1201ff"), // a digest of one byte
                List.of("1a050a016112001a060a0162120161"), // a symlink to nothing
                List.of("1a060a01621201611a060a0161120161")); // not sorted
    }

    /**
     * G8: Directories are put from leaves to root, and judged as the bytes that came: what is not in canonical form, breaks a rule of the model,
     * refers to what did not come before, says a wrong size of it, or leaves no single root, and a Put of nothing, are INVALID_ARGUMENT.
     */
    @ParameterizedTest
    @MethodSource("mistakes")
    void mistakesOfTheClientAreItsArgument(List<String> directories) {
        assertThat(WireClient.code(() -> put(directories.toArray(String[]::new))))
                .isEqualTo(Code.INVALID_ARGUMENT);
        assertThat(serving().server().failures()).isZero();
    }

    /** It does not help that the store has the child. */
    @Test
    void childrenBelongToTheirPut() {
        put(DIRECTORY_A);
        assertThat(WireClient.refused(() -> put(DIRECTORY_B)).getDescription()).contains("was not put before");
    }

    /** G13: A message may have 64 MiB, so that a directory of 100,000 entries goes over the wire; a longer one is RESOURCE_EXHAUSTED. */
    @Test
    void longDirectoriesGoOverTheWire() throws CastoreException {
        Directory.Builder builder = Directory.builder();
        for (int i = 0; i < 100_000; i++) {
            builder.add(PathComponent.of("name-" + i), new FileNode(EMPTY_BLOB.digest(), 0, false));
        }
        Directory big = builder.build();
        assertThat(big.toByteArray().length).isGreaterThan(4 << 20);
        assertThat(put(big)).isEqualTo("0a20" + Blake3.digest(big).hex());
        assertThat(client().receive(
                                method("DirectoryService/Get"),
                                WireClient.bytes("0a20" + Blake3.digest(big).hex())))
                .containsExactly(big.toByteArray());
    }

    @Test
    void aMessageThatIsTooLongIsRefused() {
        assertThat(WireClient.code(() -> client().send(method("DirectoryService/Put"), new byte[(64 << 20) + 1])))
                .isEqualTo(Code.RESOURCE_EXHAUSTED);
        assertThat(put(KEEP)).as("afterwards").isEqualTo("0a20" + KEEP_DIGEST);
    }

    /** G9 again, for directories. */
    @Test
    void aMissingChildIsDataLoss() throws Exception {
        DirectoryServiceWithout missing = new DirectoryServiceWithout(store().directories(), DIRECTORY_B_DIGEST);
        try (DirectoryPutter putter = store().directories().putter()) {
            putter.put(DIRECTORY_A);
            putter.put(DIRECTORY_B);
            putter.put(DIRECTORY_D);
            putter.finish();
        }
        try (Serving other = Serving.of(Serving.castore(store(), store().blobs(), missing), Serving.LOOPBACK)) {
            String request = "0a20" + DIRECTORY_D_DIGEST.hex();
            String method = method("DirectoryService/Get");
            assertThat(other.client().receive(method, request)).containsExactly(hex(DIRECTORY_D));
            assertThat(WireClient.code(() -> other.client().receive(method, request + RECURSIVE)))
                    .isEqualTo(Code.DATA_LOSS);
        }
    }
}
