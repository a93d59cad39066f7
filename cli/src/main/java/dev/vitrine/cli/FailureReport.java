package dev.vitrine.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileSystemException;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** The edge of the command: one sentence on stderr for what went wrong, and the exit code that the command has for it, which is 1 for most. */
final class FailureReport implements IExecutionExceptionHandler {
    private final PrintWriter err;

    FailureReport(PrintWriter err) {
        this.err = err;
    }

    @Override
    public int handleExecutionException(Exception e, CommandLine command, ParseResult arguments) {
        LoggerFactory.getLogger(FailureReport.class).debug("the command failed", e);
        if (!(e instanceof ClosedOutput)) {
            err.println("vitrine: " + sentence(e));
        }
        return command.getCommandSpec().exitCodeOnExecutionException();
    }

    private static String sentence(Exception e) {
        return switch (e) {
            case FileSystemException fs -> fs.getFile() + ": " + reason(fs);
            case IOException io when io.getMessage() != null -> io.getMessage();
            default -> "unexpected failure: " + e + " (VITRINE_LOG=debug says more)";
        };
    }

    private static String reason(FileSystemException e) {
        String reason = e.getReason();
        return reason != null ? reason : e.getClass().getSimpleName();
    }
}
