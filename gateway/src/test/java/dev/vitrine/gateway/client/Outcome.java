package dev.vitrine.gateway.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

/**
 * What came of a program.
 *
 * @param command that was run
 * @param exit its exit code; 124 or 137 when its time was over
 * @param stdout what it printed, read as UTF-8
 * @param stderr what it complained of, likewise
 */
record Outcome(String command, int exit, String stdout, String stderr) {
    Outcome succeeded() {
        assertThat(exit).as("exit code of %s", this).isZero();
        return this;
    }

    Outcome failed() {
        assertThat(exit).as("exit code of %s", this).isNotIn(0, 124, 137);
        return this;
    }

    /** Both streams, for programs that complain on either. */
    String said() {
        return stdout + stderr;
    }

    List<String> lines() {
        return stdout.lines().toList();
    }
}
