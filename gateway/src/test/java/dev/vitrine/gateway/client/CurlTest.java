package dev.vitrine.gateway.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CurlTest {
    @TempDir
    private static Path shared;

    private static ServedTrees served;
    private static Path tree;

    @TempDir
    private Path home;

    @BeforeAll
    static void serve() throws IOException {
        tree = SampleTree.create(shared.resolve("tree"));
        served = ServedTrees.start(shared.resolve("store")).show("t", tree);
    }

    @AfterAll
    static void close() {
        served.close();
    }

    /** What curl prints, and after a space the status. */
    private String curl(String path, Object... options) throws Exception {
        List<Object> command = new ArrayList<>(List.of("curl", "-sS", "-w", " %{http_code}"));
        command.addAll(List.of(options));
        command.add(served.at(path));
        return Client.of(home, command.toArray()).run().succeeded().stdout();
    }

    /** K1: curl gets ranges, resumes downloads, follows the redirect to a directory, and does not fetch again what has not changed. */
    @Test
    void rangesAreExact() throws Exception {
        assertThat(curl("t/plain.txt", "-r", "0-3")).isEqualTo("0123 206");
        assertThat(curl("t/plain.txt", "-r", "7-")).isEqualTo("789 206");
        assertThat(curl("t/plain.txt", "-r", "-2")).isEqualTo("89 206");
        assertThat(curl("t/plain.txt", "-r", "999999999999-")).endsWith(" 416");
    }

    @Test
    void aDownloadIsResumed() throws Exception {
        Path part = home.resolve("part");
        Files.write(part, Arrays.copyOf(Files.readAllBytes(tree.resolve("big")), 123_457));
        assertThat(curl("t/big", "-C", "-", "-o", part)).isEqualTo(" 206");
        assertThat(part).hasSameBinaryContentAs(tree.resolve("big"));
    }

    @Test
    void theRedirectToADirectoryIsFollowed() throws Exception {
        assertThat(curl("t/sub%20dir")).endsWith(" 301");
        assertThat(curl("t/sub%20dir", "-L")).contains("deep").endsWith(" 200");
    }

    @Test
    void theHeaderAloneSaysWhatComes() throws Exception {
        assertThat(curl("t/plain.txt", "-I"))
                .contains("HTTP/1.1 200")
                .contains("Content-Length: 10")
                .contains("Accept-Ranges: bytes")
                .endsWith(" 200");
    }

    @Test
    void whatIsServedIsNotCompressed() throws Exception {
        Path got = home.resolve("got");
        assertThat(curl("t/big", "--compressed", "-o", got, "-D", home.resolve("header")))
                .isEqualTo(" 200");
        assertThat(got).hasSameBinaryContentAs(tree.resolve("big"));
        assertThat(home.resolve("header")).content().doesNotContainIgnoringCase("content-encoding");
    }

    @Test
    void whatHasNotChangedIsNotSentAgain() throws Exception {
        assertThat(curl("t/plain.txt", "--etag-save", "etag")).isEqualTo("0123456789 200");
        assertThat(curl("t/plain.txt", "--etag-compare", "etag")).isEqualTo(" 304");
        assertThat(curl("t/empty", "--etag-compare", "etag")).isEqualTo(" 200");
    }

    @Test
    void aWriteIsRefused() throws Exception {
        assertThat(curl("t/new", "-T", tree.resolve("plain.txt"))).endsWith(" 405");
        assertThat(curl("t/plain.txt", "-X", "DELETE")).endsWith(" 405");
    }
}
