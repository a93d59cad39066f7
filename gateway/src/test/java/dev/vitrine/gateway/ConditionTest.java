package dev.vitrine.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConditionTest {
    private static final String TAG = "\"b3:XKeBWty0hOmhNsEe/mnB1TAXbVSbXRjQOOtSgLSzRww=\"";

    private static Served served;

    @BeforeAll
    static void serve() throws Exception {
        served = Served.start();
        served.root("f", served.file("Hello World!"));
    }

    @AfterAll
    static void close() {
        served.close();
    }

    private static int status(String... fields) {
        return served.http().get("/f", fields).status();
    }

    /** H7: If-None-Match with the current tag, strong or weak, alone or in a list, or with an asterisk, is answered with 304. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "TAG|304",
                "W/TAG|304",
                "\"a\", TAG|304",
                "\"a\",W/TAG , \"b\"|304",
                "*|304",
                "\"a\"|200",
                "W/\"a\"|200",
                "\"TAG|200",
                "b3:x|200",
            })
    void ifNoneMatch(String value, int status) {
        assertThat(status("If-None-Match: " + value.replace("TAG", TAG))).isEqualTo(status);
    }

    @Test
    void theTagMayStandInASecondField() {
        assertThat(status("If-None-Match: \"a\"", "If-None-Match: " + TAG)).isEqualTo(304);
    }

    @Test
    void notModifiedHasNoLengthAndNoBody() {
        RawHttp.Reply reply = served.http().get("/f", "If-None-Match: " + TAG);
        assertThat(reply.body()).isEmpty();
        assertThat(reply.header()).doesNotContainKeys("content-length", "transfer-encoding", "content-type");
        assertThat(reply.get("ETag")).contains(TAG);
    }

    /** H8: If-Match without the current tag as a strong one is answered with 412. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {"TAG|200", "\"a\", TAG|200", "*|200", "W/TAG|412", "\"a\"|412"})
    void ifMatch(String value, int status) {
        assertThat(status("If-Match: " + value.replace("TAG", TAG))).isEqualTo(status);
    }

    /** H9: If-Range with the current tag lets the range be; with anything else, a date under a root name too, the answer is the whole file. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {"TAG|206", "\"a\"|200", "W/TAG|200", "Thu, 01 Jan 1970 00:00:01 GMT|200", "x|200"})
    void ifRange(String value, int status) {
        assertThat(status("Range: bytes=0-1", "If-Range: " + value.replace("TAG", TAG)))
                .isEqualTo(status);
    }

    /**
     * H10: Under a root name no answer has a Last-Modified, and conditions by date are ignored: the store keeps no times, so whoever
     * asks by date alone always gets what is there now.
     */
    @ParameterizedTest
    @ValueSource(
            strings = {"Thu, 01 Jan 1970 00:00:00 GMT", "Thu, 01 Jan 1970 00:00:01 GMT", "Tue, 24 Nov 2026 10:00:00 GMT"
            })
    void datesMeanNothingUnderAName(String date) {
        assertThat(served.http().get("/f").header()).doesNotContainKey("last-modified");
        assertThat(status("If-Modified-Since: " + date)).isEqualTo(200);
        assertThat(status("If-Unmodified-Since: " + date)).isEqualTo(200);
        assertThat(status("If-Unmodified-Since: " + date, "If-None-Match: " + TAG))
                .isEqualTo(304);
        assertThat(status("If-Modified-Since: " + date, "If-Match: " + TAG)).isEqualTo(200);
    }

    @Test
    void theFirstConditionThatFailsDecides() {
        assertThat(status("If-Match: \"a\"", "If-None-Match: " + TAG)).isEqualTo(412);
        assertThat(status("If-Match: " + TAG, "If-None-Match: " + TAG, "Range: bytes=0-1"))
                .isEqualTo(304);
        assertThat(status("If-None-Match: \"a\"", "Range: bytes=99-")).isEqualTo(416);
    }
}
