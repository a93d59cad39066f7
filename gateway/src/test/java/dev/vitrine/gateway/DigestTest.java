package dev.vitrine.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.castore.checksum.ChecksumService;
import dev.vitrine.castore.checksum.Checksums;
import dev.vitrine.castore.model.CastoreException.Unavailable;
import dev.vitrine.castore.model.Digest;
import dev.vitrine.gateway.FaultyBlobs.Fault;
import dev.vitrine.gateway.RawHttp.Reply;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DigestTest {
    private static final String SHA_256 = "sha-256=:f4OxZX/x/FO5LcGBSKHWXfwtSx+j1ncoSt3SABJtkGk=:";
    private static final String SHA_512 =
            "sha-512=:hhhE1nBOhXP+w02WfiC8/vPUJM9IvgTm3AjyvVjHKXQzcQFerYkcw88cnTS0kmS1EHUbH/nlN5N7xGtdb/TsyA==:";
    private static final String BLAKE3 = "blake3=:XKeBWty0hOmhNsEe/mnB1TAXbVSbXRjQOOtSgLSzRww=:";
    private static final String ALL = SHA_256 + ", " + SHA_512 + ", " + BLAKE3;

    /** A MiB of zeros: more than what is hashed at once. */
    private static final byte[] BIG = new byte[1 << 20];

    private static final String BIG_SHA_256 = "sha-256=:MOFJVevxNSJm3C/4Bn5oEEYH51CrudOzZYK4r5Cfy1g=:";
    private static final String BIG_BLAKE3 = "blake3=:SI3iAvc72XbeTnBI9OHzmndthtWCtzSP9Tv0MrmH/Kg=:";

    private final FaultyBlobs blobs = new FaultyBlobs();
    private Served served;

    @BeforeEach
    void serve() throws Exception {
        served = Served.over(blobs);
        served.root("hello", served.file("Hello World!"))
                .root("big", served.file(BIG))
                .root("d", served.directory("hello", served.file("Hello World!")));
    }

    @AfterEach
    void close() {
        served.close();
    }

    private Optional<String> reprDigest(String path, String... fields) {
        return served.http().get(path, fields).get("Repr-Digest");
    }

    /**
     * H42: Every answer that sends a file or a part of it, describes it to HEAD or confirms it with 304 has its Repr-Digest: SHA-256 and
     * SHA-512 as sha-256 and sha-512, and BLAKE3 as blake3, a key for private use; always of the whole file.
     */
    @Test
    void everyAnswerHasTheDigestsOfTheWhole() {
        RawHttp http = served.http();
        assertThat(http.get("/hello").get("Repr-Digest")).contains(ALL);
        assertThat(http.head("/hello").get("Repr-Digest")).contains(ALL);
        Reply part = http.get("/hello", "Range: bytes=1-2");
        assertThat(part.status()).isEqualTo(206);
        assertThat(part.get("Repr-Digest")).contains(ALL);
        Reply known = http.get("/hello", "If-None-Match: *");
        assertThat(known.status()).isEqualTo(304);
        assertThat(known.get("Repr-Digest")).contains(ALL);
        assertThat(http.get("/d/hello", "Range: bytes=1-2").get("Repr-Digest")).contains(ALL);
    }

    @Test
    void theFirstHeadHasThemToo() {
        assertThat(served.http().head("/hello").get("Repr-Digest")).contains(ALL);
    }

    @Test
    void severalRangesHaveThemToo() {
        Reply parts = served.http().get("/big", "Range: bytes=0-0,-1", "Want-Repr-Digest: sha-256=1");
        assertThat(parts.status()).isEqualTo(206);
        assertThat(parts.get("Repr-Digest")).contains(BIG_SHA_256);
    }

    @Test
    void errorsAndPagesHaveNone() {
        RawHttp http = served.http();
        assertThat(http.get("/hello", "Range: bytes=99-").header()).doesNotContainKey("repr-digest");
        assertThat(http.get("/hello", "If-Match: \"x\"").header()).doesNotContainKey("repr-digest");
        assertThat(http.get("/nothing").header()).doesNotContainKey("repr-digest");
        assertThat(http.get("/d/").header()).doesNotContainKey("repr-digest");
    }

    /**
     * H43: A file of more than 256 KiB is hashed in the background when it is first asked for, and its answers have SHA-256 and SHA-512
     * from then on; BLAKE3 they have from the beginning.
     */
    @Test
    void aBigFileIsHashedInTheBackground() {
        assertThat(reprDigest("/big")).contains(BIG_BLAKE3);
        Await.until(
                "the checksums are known",
                () -> reprDigest("/big").orElseThrow().startsWith(BIG_SHA_256 + ", sha-512=:"));
    }

    /** H44: Want-Repr-Digest chooses the algorithm that it weighs most, and the answer waits for it, ten seconds at most. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sha-256=1|" + SHA_256,
                "sha-512=3, sha-256=2|" + SHA_512,
                "blake3=10, sha-512=9|" + BLAKE3,
                "md5=10, sha-256=1|" + SHA_256,
                "md5=10|" + ALL,
                "sha-512=0|" + SHA_256 + ", " + BLAKE3,
                "sha-256=0, sha-512=0|" + BLAKE3,
                "sha-256=x|" + ALL,
                "SHA-256=1|" + ALL,
            })
    void aWishIsHonoured(String wish, String digests) {
        assertThat(reprDigest("/hello", "Want-Repr-Digest: " + wish)).contains(digests);
        assertThat(reprDigest("/hello", "Want-Repr-Digest: " + wish, "If-None-Match: *"))
                .contains(digests);
    }

    @Test
    void aWishIsWaitedFor() {
        assertThat(reprDigest("/big", "Want-Repr-Digest: sha-256=1")).contains(BIG_SHA_256);
    }

    @Test
    void whoAcceptsNothingGetsNothing() {
        assertThat(reprDigest("/hello", "Want-Repr-Digest: sha-256=0, sha-512=0, blake3=0"))
                .isEmpty();
    }

    /**
     * H45: With Want-Content-Digest an answer has the Content-Digest of exactly the bytes of its body, also of several ranges with the
     * heads of their parts; of ranges of more than 16 MiB it has none.
     */
    @Test
    void theContentOfARangeHasItsDigest() throws Exception {
        String wish = "Want-Content-Digest: sha-256=1";
        assertThat(served.http().get("/hello", wish).get("Content-Digest")).contains(SHA_256);
        assertThat(served.http().get("/hello", wish, "Range: bytes=0-4").get("Content-Digest"))
                .contains("sha-256=:GF+NsyJx/iX1Yab8k4suJkMG7DBO2lGAB9F2SCY4GWk=:");
        for (String range : List.of("0-99999", "0-199999,300000-300001,-9", "1-")) {
            Reply reply = served.http().get("/big", wish, "Range: bytes=" + range);
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(reply.body());
            assertThat(reply.get("Content-Digest"))
                    .contains("sha-256=:" + Base64.getEncoder().encodeToString(digest) + ":");
        }
    }

    @Test
    void otherAlgorithmsHashContentToo() {
        assertThat(served.http()
                        .get("/hello", "Want-Content-Digest: blake3=1", "Range: bytes=0-4")
                        .get("Content-Digest"))
                .contains("blake3=:+8KwUW7odE0pO5gHeReKNQiFD9z+llmFeCw5YBtleU8=:");
        assertThat(served.http()
                        .get("/hello", "Want-Content-Digest: sha-512=1", "Range: bytes=0-4")
                        .get("Content-Digest"))
                .contains(
                        "sha-512=:NhX4DJ0pPtdAJof5SyLVjlKbjMeRb4+sf933+9WvTPd309eVp6AKFr9+fz+5Vh7puq5IDan+ehh2nnGIawPzFQ==:");
        assertThat(served.http().get("/big", "Want-Content-Digest: blake3=1").get("Content-Digest"))
                .contains(BIG_BLAKE3);
    }

    @Test
    void contentHasNoDigestThatNobodyAskedFor() {
        RawHttp http = served.http();
        assertThat(http.get("/hello", "Range: bytes=0-4").header()).doesNotContainKey("content-digest");
        assertThat(http.get("/hello", "Want-Content-Digest: sha-256=0").header())
                .doesNotContainKey("content-digest");
        assertThat(http.head("/hello", "Want-Content-Digest: sha-256=1").header())
                .doesNotContainKey("content-digest");
        assertThat(http.get("/hello", "Want-Content-Digest: sha-256=1", "If-None-Match: *")
                        .header())
                .doesNotContainKey("content-digest");
    }

    @Test
    void ofAVeryLongRangeTheContentHasNoDigest() throws Exception {
        served.root("huge", served.file(new byte[(16 << 20) + 2]));
        String wish = "Want-Content-Digest: blake3=1";
        assertThat(served.http().head("/huge").status()).isEqualTo(200);
        Reply reply = served.http().get("/huge", wish, "Range: bytes=1-");
        assertThat(reply.ended()).isTrue();
        assertThat(reply.header()).doesNotContainKey("content-digest");
    }

    /** H46: Bytes that are not those of the digest never get another one: where they are read for that, the answer is 502. */
    @Test
    void garbledBytesGetNoDigest() {
        blobs.garbled = true;
        assertThat(served.http().get("/hello").status()).isEqualTo(502);
        assertThat(served.http().head("/hello").status()).isEqualTo(502);
        assertThat(served.http().get("/hello", "Range: bytes=2-3").status()).isEqualTo(502);
        assertThat(served.http().get("/big", "Want-Repr-Digest: sha-512=1").status())
                .isEqualTo(502);
        blobs.garbled = false;
        assertThat(reprDigest("/hello")).contains(ALL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Want-Repr-Digest: sha-256=1", "Want-Content-Digest: sha-256=1"})
    void aBlobThatBreaksWhileItIsHashedIs502(String wish) {
        blobs.brokenFrom = BIG.length / 2;
        assertThat(served.http().get("/big", wish).status()).isEqualTo(502);
        assertThat(served.http().head("/big", "Want-Repr-Digest: sha-256=1").status())
                .isEqualTo(502);
        assertThat(served.http()
                        .get("/big", wish, "Range: bytes=0-,-9", "If-Range: \"x\"")
                        .status())
                .isEqualTo(502);
    }

    @Test
    void aRangeThatBreaksWhileItIsHashedIs502() {
        blobs.brokenFrom = BIG.length / 2;
        String wish = "Want-Content-Digest: sha-256=1";
        assertThat(served.http().get("/big", wish, "Range: bytes=1-").status()).isEqualTo(502);
        assertThat(served.http().get("/big", wish, "Range: bytes=0-9,-9").status())
                .isEqualTo(502);
    }

    @Test
    void whatTheClientHasIsConfirmedWithoutTheBlob() {
        blobs.fault = Fault.MISSING;
        Reply reply = served.http().get("/hello", "If-None-Match: *");
        assertThat(reply.status()).isEqualTo(304);
        assertThat(reply.get("Repr-Digest")).contains(BLAKE3);
        assertThat(served.http()
                        .get("/hello", "If-None-Match: *", "Want-Repr-Digest: sha-256=1")
                        .status())
                .isEqualTo(304);
    }

    /** A memory that cannot be reached. */
    private static final class Unreachable implements ChecksumService {
        @Override
        public Optional<Checksums> get(Digest digest) throws Unavailable {
            throw Unavailable.because("the memory is down", new IOException("refused"));
        }

        @Override
        public void put(Digest digest, Checksums checksums) {}
    }

    @Test
    void aMemoryThatFailsFailsNoRequest() throws Exception {
        try (Served poor = Served.keeping(new Unreachable())) {
            poor.root("hello", poor.file("Hello World!"));
            for (String wish : List.of("sha-256=1", "md5=1")) {
                Reply reply = poor.http().get("/hello", "Want-Repr-Digest: " + wish);
                assertThat(reply.body()).isEqualTo("Hello World!".getBytes(UTF_8));
                assertThat(reply.get("Repr-Digest")).contains(BLAKE3);
            }
            assertThat(poor.http()
                            .get("/hello", "Want-Content-Digest: sha-256=1")
                            .header())
                    .doesNotContainKey("content-digest");
        }
    }
}
