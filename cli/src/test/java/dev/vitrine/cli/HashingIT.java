package dev.vitrine.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.vitrine.castore.model.Digest;
import dev.vitrine.cli.Program.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code VITRINE_BLAKE3} is for. */
final class HashingIT {
    @TempDir
    private Path temp;

    /**
     * M14: A digest is the one that `b3sum` gives, by whichever way of hashing it was made.
     *
     * <p>M15: `VITRINE_BLAKE3` chooses the way of hashing (scalar, lanes, vector128, vector256, vector512); when it is not set, or is auto, the fastest
     * that works is found out.
     */
    @ParameterizedTest
    @ValueSource(strings = {"auto", "scalar", "lanes", "vector128", "vector256", "vector512"})
    void everyWayOfHashingGivesTheDigestOfB3sum(String way) throws Exception {
        byte[] bytes = new byte[3_000_017];
        new Random(5).nextBytes(bytes);
        Path file = Files.write(temp.resolve("file"), bytes);
        Result result = imported(file, way);
        assumeFalse(result.stderr().contains("cannot run"), "this machine has no such vectors");
        String b3sum = Program.shell("b3sum --no-names \"$1\"", file)
                .succeeded()
                .text()
                .strip();
        assertThat(result.succeeded().lines()).containsExactly("file\t" + Digest.parse(b3sum));
        assertThat(result.stderr()).isEmpty();
    }

    /** M16: A way of hashing that is unknown, or that the machine does not have, is wrong usage: one sentence on stderr, and exit code 2. */
    @Test
    void anUnknownWayOfHashingIsWrongUsage() throws Exception {
        Result result = imported(Files.createFile(temp.resolve("file")), "fast").failedWith(2);
        assertThat(result.stderr())
                .isEqualTo("vitrine: VITRINE_BLAKE3 names no way to hash: 'fast'"
                        + " (expected auto, scalar, lanes, vector128, vector256, vector512)\n");
    }

    private Result imported(Path file, String way) throws Exception {
        ProcessBuilder command = Program.vitrineCommand(temp.resolve("store"), "import", "--quiet", file.toString());
        command.environment().put("VITRINE_BLAKE3", way);
        return Program.run(command);
    }
}
