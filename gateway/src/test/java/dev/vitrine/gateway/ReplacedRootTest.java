package dev.vitrine.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs that ask whether what they have is still current, after a root was replaced by a file of the same length. */
class ReplacedRootTest {
    private Served served;

    @TempDir
    private Path dir;

    @BeforeEach
    void serve() throws Exception {
        served = Served.start();
        served.root("f", served.file("before"));
    }

    @AfterEach
    void close() {
        served.close();
    }

    private void run(String... command) throws Exception {
        List<String> bounded = new ArrayList<>(List.of("timeout", "-k", "5", "30"));
        bounded.addAll(List.of(command));
        bounded.add(served.gateway().address() + "f");
        Path log = dir.resolve("log");
        int status = new ProcessBuilder(bounded)
                .directory(dir.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start()
                .waitFor();
        assertThat(status).describedAs(Files.readString(log, UTF_8)).isZero();
    }

    private String replacedBetween(String... command) throws Exception {
        run(command);
        served.root("f", served.file("behind"));
        run(command);
        return Files.readString(dir.resolve("f"), UTF_8);
    }

    /** H41: Programs that ask by date alone, like wget -N and curl -z, get a replaced root. */
    @Test
    void wgetGetsIt() throws Exception {
        assertThat(replacedBetween("wget", "-N")).isEqualTo("behind");
    }

    @Test
    void curlGetsItByDate() throws Exception {
        assertThat(replacedBetween("curl", "-sS", "-R", "-z", "f", "-o", "f")).isEqualTo("behind");
    }

    @Test
    void curlGetsItByTag() throws Exception {
        assertThat(replacedBetween("curl", "-sS", "--etag-save", "tag", "--etag-compare", "tag", "-o", "f"))
                .isEqualTo("behind");
    }
}
