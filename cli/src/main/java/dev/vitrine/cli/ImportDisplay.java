package dev.vitrine.cli;

import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/** Shows on stderr, again and again while an import goes on, how far it is. Closing it ends that, and leaves a terminal's line empty. */
final class ImportDisplay implements AutoCloseable {
    private static final Duration TERMINAL_INTERVAL = Duration.ofMillis(200);
    private static final Duration PIPE_INTERVAL = Duration.ofSeconds(10);

    /** Where there is nothing to show, or nobody to show it to. */
    static final ImportDisplay NONE = new ImportDisplay(() -> {}, () -> {});

    private final Runnable stop;
    private final Runnable end;

    private ImportDisplay(Runnable stop, Runnable end) {
        this.stop = stop;
        this.end = end;
    }

    /** One line that changes in place. */
    static ImportDisplay onTerminal(Supplier<String> text) {
        return onTerminal(text, System.err, Terminal::width, TERMINAL_INTERVAL);
    }

    static ImportDisplay onTerminal(Supplier<String> text, PrintStream err, IntSupplier width, Duration interval) {
        SteadyLine line = new SteadyLine(err, width);
        return new ImportDisplay(each(Duration.ZERO, interval, () -> line.show(text.get())), line::clear);
    }

    /** A line every ten seconds, for logs. */
    static ImportDisplay onPipe(Supplier<String> text) {
        return onPipe(text, System.err, PIPE_INTERVAL);
    }

    static ImportDisplay onPipe(Supplier<String> text, PrintStream err, Duration interval) {
        return new ImportDisplay(each(interval, interval, () -> err.println("vitrine: " + text.get())), () -> {});
    }

    /** Does it at each interval until what this gives is run, which waits for the one that is under way. */
    private static Runnable each(Duration first, Duration interval, Runnable action) {
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("import-display").factory());
        ScheduledFuture<?> _ =
                timer.scheduleAtFixedRate(action, first.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
        return timer::close;
    }

    @Override
    public void close() {
        stop.run();
        end.run();
    }
}
