package dev.vitrine.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.castore.model.Directory;
import dev.vitrine.castore.model.FileNode;
import dev.vitrine.castore.model.PathComponent;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.Socket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class BigDirectoryTest {
    private static final int ENTRIES = 100_000;

    /** P9: A directory of 100,000 entries is shown whole, and written while it is rendered. */
    @Test
    void aBigDirectoryIsStreamed() throws Exception {
        try (Served served = Served.start()) {
            served.root("big", served.directory(entries(served.file("x"))));
            try (Socket socket = served.http().connect()) {
                socket.getOutputStream().write("GET /big/ HTTP/1.0\r\n\r\n".getBytes(ISO_8859_1));
                BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream(), ISO_8859_1));
                assertThat(in.lines()
                                .filter(line -> line.startsWith("<a href=\"entry-"))
                                .count())
                        .isEqualTo(ENTRIES);
            }
        }
    }

    private static Directory.Builder entries(FileNode file) throws Exception {
        Directory.Builder entries = Directory.builder();
        for (int i = 0; i < ENTRIES; i++) {
            entries.add(PathComponent.of("entry-" + i), file);
        }
        return entries;
    }
}
