package dev.vitrine.castore.hash;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class WithoutVectorsTest {
    /** That of a MiB of zeros, by b3sum. */
    private static final String DIGEST = "488de202f73bd976de4e7048f4e1f39a776d86d582b7348ff53bf432b987fca8";

    /** M17: Where Java has no module for vectors, or does not let it load, hashing goes on without. */
    @Test
    void withoutTheFlagThatLetsTheModuleLoadPlainJavaHashes() throws Exception {
        assertThat(run()).endsWith(DIGEST + " false\n");
    }

    @Test
    void withItThereAreVectors() throws Exception {
        assertThat(run("--add-exports", "java.base/jdk.internal.module=ALL-UNNAMED"))
                .endsWith(DIGEST + " true\n");
    }

    private static String run(String... flags) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString());
        builder.command().addAll(List.of(flags));
        builder.command().addAll(List.of("-cp", System.getProperty("java.class.path"), HashProgram.class.getName()));
        Process process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
        String out = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return out;
    }
}
