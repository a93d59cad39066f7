package dev.vitrine.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.gateway.RawHttp.Reply;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RangeTest {
    private static final int SIZE = 4096;
    private static final byte[] BYTES = bytes();

    private static Served served;

    @BeforeAll
    static void serve() throws Exception {
        served = Served.start();
        served.root("f", served.file(BYTES)).root("empty", served.file(""));
    }

    @AfterAll
    static void close() {
        served.close();
    }

    private static byte[] bytes() {
        byte[] bytes = new byte[SIZE];
        for (int i = 0; i < SIZE; i++) {
            bytes[i] = (byte) (i * 7 + i / 256);
        }
        return bytes;
    }

    /** H4: A range, with or without its end, or of the last bytes, is answered with 206 and exactly those bytes. */
    @ParameterizedTest
    @CsvSource({
        "0-9, 0, 9",
        "0-0, 0, 0",
        "4095-, 4095, 4095",
        "-10, 4086, 4095",
        "4090-, 4090, 4095",
        "0-4096, 0, 4095",
        "0-99999, 0, 4095",
        "-5000, 0, 4095",
        "100-199, 100, 199",
        "0-99999999999999999999999999, 0, 4095",
        "0000000000000000000000000005-6, 5, 6",
    })
    void aRangeIsExactlyThat(String range, int first, int last) {
        Reply reply = served.http().get("/f", "Range: bytes=" + range);
        assertThat(reply.status()).isEqualTo(206);
        assertThat(reply.get("Content-Range")).contains("bytes " + first + "-" + last + "/4096");
        assertThat(reply.body()).isEqualTo(Arrays.copyOfRange(BYTES, first, last + 1));
    }

    @Test
    void aPartHasTheFieldsOfTheWhole() {
        Reply whole = served.http().get("/f");
        Reply part = served.http().get("/f", "Range: bytes=0-9");
        whole.header().keySet().removeAll(java.util.Set.of("content-length", "date"));
        assertThat(part.header()).containsAllEntriesOf(whole.header());
    }

    /** H5: A range that begins past the end is answered with 416 and, in Content-Range, the size of the file. */
    @ParameterizedTest
    @ValueSource(strings = {"4096-", "5000-6000", "-0", "99999999999999999999999999-"})
    void aRangePastTheEndIs416(String range) {
        Reply reply = served.http().get("/f", "Range: bytes=" + range);
        assertThat(reply.status()).isEqualTo(416);
        assertThat(reply.get("Content-Range")).contains("bytes */4096");
    }

    /** H6: A Range field that is malformed, in another unit, or there twice is ignored: the answer is the whole file. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "bytes=abc",
                "bytes=9-3",
                "bytes=-",
                "bytes=",
                "lines=0-9",
                "0-9",
                "bytes=,",
                "bytes=0-9,x",
                "bytes=0-9,9-3",
                "bytes 0-9",
                "bytes=0-9;20-29",
                "bytes=0 - 9",
                "bytes=0-9-",
                "bytes=1.5-2",
                "bytes=--5",
                "bytes=+0-5"
            })
    void anythingElseIsTheWhole(String range) {
        Reply reply = served.http().get("/f", "Range: " + range);
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body()).isEqualTo(BYTES);
    }

    @Test
    void twoRangeFieldsAreTheWhole() {
        assertThat(served.http()
                        .get("/f", "Range: bytes=0-9", "Range: bytes=0-9")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void anEmptyFileHasNoFirstByte() {
        assertThat(served.http().get("/empty", "Range: bytes=0-").get("Content-Range"))
                .contains("bytes */0");
        assertThat(served.http().get("/empty", "Range: bytes=-5").status()).isEqualTo(200);
    }
}
