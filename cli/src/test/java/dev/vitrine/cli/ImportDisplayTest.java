package dev.vitrine.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class ImportDisplayTest {
    private static final Duration SOON = Duration.ofMillis(5);

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream err = new PrintStream(bytes, true, UTF_8);

    private String shown() {
        return bytes.toString(UTF_8);
    }

    @Test
    void aTextIsWrittenOverTheOneBefore() {
        SteadyLine line = new SteadyLine(err, () -> 80);
        line.show("long text");
        line.show("short");
        line.show("short");
        line.clear();
        line.clear();
        assertThat(shown()).isEqualTo("\rlong text\rshort    \r     \r");
    }

    @Test
    void aTextIsCutToTheWidthLessOne() {
        SteadyLine line = new SteadyLine(err, () -> 10);
        line.show("0123456789abc");
        line.show("\u5149\u5149\u5149\u5149\u5149\u5149");
        assertThat(shown()).isEqualTo("\r012345678\r\u5149\u5149\u5149\u5149 ");
    }

    @Test
    void aTerminalShowsTheFirstTextAtOnceAndIsLeftEmpty() throws Exception {
        CountDownLatch asked = new CountDownLatch(3);
        AtomicInteger number = new AtomicInteger();
        ImportDisplay display = ImportDisplay.onTerminal(
                () -> {
                    asked.countDown();
                    return "text " + number.incrementAndGet();
                },
                err,
                () -> 80,
                SOON);
        try (display) {
            assertThat(asked.await(30, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(shown()).startsWith("\rtext 1\rtext 2\rtext 3").matches("(\rtext \\d+)+\r +\r");
    }

    /** C47: Where stderr is no terminal, `import` prints a line on it every ten seconds. */
    @Test
    void aPipeGetsWholeLines() throws Exception {
        CountDownLatch asked = new CountDownLatch(3);
        ImportDisplay display = ImportDisplay.onPipe(
                () -> {
                    asked.countDown();
                    return "text";
                },
                err,
                SOON);
        try (display) {
            assertThat(asked.await(30, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(shown()).matches("(vitrine: text\\R){3,}");
    }

    @Test
    void aShortImportPrintsNoLineOnAPipe() {
        ImportDisplay.onPipe(() -> "text", err, Duration.ofSeconds(10)).close();
        assertThat(shown()).isEmpty();
    }
}
