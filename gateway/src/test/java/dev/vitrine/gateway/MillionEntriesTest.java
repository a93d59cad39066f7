package dev.vitrine.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class MillionEntriesTest {
    private static final byte[] RESPONSE = "<D:response>".getBytes(ISO_8859_1);

    /** W31: A directory of 1,000,000 entries is listed whole by a server that has a heap of 256 MiB. */
    @Test
    void aMillionEntriesNeedNoMemory() throws Exception {
        Process server = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        MillionEntries.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            String address = server.inputReader(ISO_8859_1).readLine();
            assertThat(address).isNotNull();
            assertThat(responses(URI.create(address))).isEqualTo(MillionEntries.COUNT + 1);
            assertThat(server.isAlive()).isTrue();
        } finally {
            server.destroyForcibly().waitFor();
        }
    }

    private static int responses(URI address) throws IOException {
        try (Socket socket = new RawHttp(address).connect()) {
            socket.getOutputStream()
                    .write("PROPFIND /many/ HTTP/1.1\r\nHost: x\r\nDepth: 1\r\nConnection: close\r\n\r\n"
                            .getBytes(ISO_8859_1));
            return count(socket.getInputStream());
        }
    }

    /** How often a response begins. No chunk ends within such a start, because the writer puts it into its buffer whole. */
    private static int count(InputStream in) throws IOException {
        int count = 0;
        int matched = 0;
        byte[] buffer = new byte[1 << 16];
        for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
            for (int i = 0; i < length; i++) {
                matched = buffer[i] == RESPONSE[matched] ? matched + 1 : buffer[i] == RESPONSE[0] ? 1 : 0;
                if (matched == RESPONSE.length) {
                    count++;
                    matched = 0;
                }
            }
        }
        return count;
    }
}
