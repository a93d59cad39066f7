package dev.vitrine.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.Socket;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Many answers on one connection, each of which is completed on another thread than the one that read the request. */
@Timeout(60)
class ManyAnswersTest {
    private static final int REQUESTS = 20_000;
    private static final int AT_ONCE = 100;

    /**
     * H53: Answers come reliably, thousands of them on one connection, whether they have a body or are nothing but a header.
     *
     * @param ends how many empty lines an answer has: one behind the header, one behind the last chunk
     */
    @ParameterizedTest
    @CsvSource({
        "OPTIONS /d, 1",
        "HEAD /d/, 1",
        "GET /d, 1",
        "HEAD /nothing, 1",
        "GET /nothing, 1",
        "GET /d/f, 1",
        "GET /d/, 2"
    })
    void allAreAnswered(String line, int ends) throws Exception {
        try (Served served = Served.start()) {
            served.root("d", served.directory("f", served.file("x")));
            try (Socket socket = served.http().connect()) {
                byte[] some =
                        (line + " HTTP/1.1\r\nHost: x\r\n\r\n").repeat(AT_ONCE).getBytes(ISO_8859_1);
                int answers = 0;
                for (int sent = 0; sent < REQUESTS; sent += AT_ONCE) {
                    socket.getOutputStream().write(some);
                    answers += emptyLines(socket, AT_ONCE * ends) / ends;
                }
                assertThat(answers).isEqualTo(REQUESTS);
            }
        }
    }

    /** Reads so many empty lines; fewer if the connection ends. */
    private static int emptyLines(Socket socket, int most) throws Exception {
        int found = 0;
        int matched = 0;
        byte[] buffer = new byte[1 << 16];
        while (found < most) {
            int read = socket.getInputStream().read(buffer);
            if (read < 0) {
                return found;
            }
            for (int i = 0; i < read; i++) {
                matched = buffer[i] == "\r\n\r\n".charAt(matched) ? matched + 1 : buffer[i] == '\r' ? 1 : 0;
                if (matched == 4) {
                    found++;
                    matched = 0;
                }
            }
        }
        return found;
    }
}
