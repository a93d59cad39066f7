package dev.vitrine.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.gateway.RawHttp.Reply;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MultiRangeTest {
    /** More than two buffers of a transfer. */
    private static final int SIZE = 300_000;

    private static final byte[] BYTES = new byte[SIZE];

    private static final Pattern HEAD = Pattern.compile(
            "\\G--([^\r\n]+)\r\nContent-Type: ([^\r\n]+)\r\nContent-Range: bytes (\\d+)-(\\d+)/(\\d+)\r\n\r\n");

    private static Served served;

    @BeforeAll
    static void serve() throws Exception {
        new Random(7).nextBytes(BYTES);
        served = Served.start();
        served.root("f.txt", served.file(BYTES)).root("empty", served.file(""));
    }

    @AfterAll
    static void close() {
        served.close();
    }

    private static Reply get(String ranges) {
        return served.http().get("/f.txt", "Range: bytes=" + ranges);
    }

    /** The parts of a multipart body as {@code FIRST-LAST}, in order, each of which was compared with the bytes of the file. */
    private static List<String> parts(Reply reply) {
        assertThat(reply.status()).isEqualTo(206);
        assertThat(reply.ended()).isTrue();
        String boundary = reply.get("Content-Type").orElseThrow().replace("multipart/byteranges; boundary=", "");
        String body = new String(reply.body(), ISO_8859_1);
        List<String> parts = new ArrayList<>();
        Matcher head = HEAD.matcher(body);
        int at = 0;
        while (head.find(at)) {
            int first = Integer.parseInt(head.group(3));
            int last = Integer.parseInt(head.group(4));
            assertThat(List.of(head.group(1), head.group(2), head.group(5)))
                    .containsExactly(boundary, "text/plain;charset=utf-8", Integer.toString(SIZE));
            at = head.end() + last - first + 1;
            assertThat(body.substring(head.end(), at))
                    .isEqualTo(new String(Arrays.copyOfRange(BYTES, first, last + 1), ISO_8859_1));
            parts.add(first + "-" + last);
            at += body.startsWith("\r\n--" + boundary + "\r\n", at) ? 2 : 0;
        }
        assertThat(body.substring(at)).isEqualTo("\r\n--" + boundary + "--\r\n");
        return parts;
    }

    /**
     * H37: Several ranges are answered with 206 and multipart/byteranges: each part has its own Content-Type and Content-Range, in the
     * order in which they were asked for, and the length of the whole is said before.
     */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0-9,200-209|0-9 200-209",
                "200-209,0-9|200-209 0-9",
                "0-0,-1|0-0 299999-299999",
                "0-149999,150200-|0-149999 150200-299999",
                " 5-6 ,\t1000-1001|5-6 1000-1001",
                ",0-9,,200-209,|0-9 200-209",
                "200000-299999,1000-1999,0-0|200000-299999 1000-1999 0-0",
            })
    void partsComeAsAskedFor(String ranges, String parts) {
        assertThat(parts(get(ranges))).containsExactly(parts.split(" ", -1));
    }

    @Test
    void partsHaveTheFieldsOfTheWhole() {
        Reply whole = served.http().get("/f.txt");
        Reply parts = get("0-9,200-209");
        whole.header().keySet().removeAll(List.of("content-length", "content-type", "date"));
        assertThat(parts.header()).containsAllEntriesOf(whole.header()).doesNotContainKey("content-range");
    }

    /** H38: Ranges that overlap, or lie so near that a part of its own would take more, are sent as one, where the first of them was. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0-9,500-509,5-20|0-20 500-509",
                "500-509,0-9,5-20|500-509 0-20",
                "0-9,500-509,90-99|0-99 500-509",
                "0-9,500-509,91-99|0-9 500-509 91-99",
                "1000-,500-509,1000-,2000-3000|1000-299999 500-509",
                "500-509,0-9,300-400,10-418|500-509 0-418",
            })
    void nearRangesAreOne(String ranges, String parts) {
        assertThat(parts(get(ranges))).containsExactly(parts.split(" ", -1));
    }

    /** H39: Where one range is left of several, the answer is that of one; where none can be satisfied, 416. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"0-9,5-20|0-20", "0-9,300000-|0-9", "400000-,-0,7-7|7-7", "0-,-5|0-299999", "5-,0-4|0-299999"})
    void oneThatIsLeftIsOne(String ranges, String part) {
        Reply reply = get(ranges);
        assertThat(reply.status()).isEqualTo(206);
        assertThat(reply.get("Content-Range")).contains("bytes " + part + "/300000");
        assertThat(reply.get("Content-Type")).contains("text/plain;charset=utf-8");
    }

    @ParameterizedTest
    @ValueSource(strings = {"300000-,400000-", "-0,-0", "-0,999999999999999999999-"})
    void noneIs416(String ranges) {
        assertThat(get(ranges).status()).isEqualTo(416);
        assertThat(get(ranges).get("Content-Range")).contains("bytes */300000");
    }

    private static String ranges(int count, int step) {
        return IntStream.range(0, count)
                .mapToObj(i -> i * step + "-" + i * step)
                .collect(Collectors.joining(","));
    }

    /** H40: More than 16 parts, or more than 256 ranges, are answered with the whole file. */
    @Test
    void tooManyAreTheWhole() {
        assertThat(parts(get(ranges(16, 100)))).hasSize(16);
        assertThat(get(ranges(17, 100)).status()).isEqualTo(200);
        assertThat(get(ranges(256, 1)).get("Content-Range")).contains("bytes 0-255/300000");
        assertThat(get(ranges(257, 1)).status()).isEqualTo(200);
        assertThat(get("0-" + ",0-".repeat(5000)).body()).isEqualTo(BYTES);
    }

    @Test
    void ofAnEmptyFileNothingCanBeSent() {
        RawHttp http = served.http();
        assertThat(http.get("/empty", "Range: bytes=0-,1-").status()).isEqualTo(416);
        assertThat(http.get("/empty", "Range: bytes=0-,-1").status()).isEqualTo(200);
    }

    @Test
    void ifRangeCountsForSeveralToo() {
        RawHttp http = served.http();
        assertThat(http.get("/f.txt", "Range: bytes=0-9,200-209", "If-Range: \"other\"")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void headKnowsNoRanges() {
        Reply head = served.http().head("/f.txt", "Range: bytes=0-9,200-209");
        assertThat(head.status()).isEqualTo(200);
        assertThat(head.get("Content-Length")).contains("300000");
    }
}
