package dev.vitrine.cli;

import dev.vitrine.castore.local.LocalStoreOptions;
import dev.vitrine.castore.outboard.ReadCheck;
import picocli.CommandLine.Option;

/** How blobs are read. */
final class ReadingOptions {
    @Option(
            names = "--verify",
            paramLabel = "WHEN",
            defaultValue = "first-read",
            converter = ReadCheckConverter.class,
            description =
                    "When the bytes of a file are compared with its digest: never (off), each part when it is first read"
                            + " (first-read, the default), or at every read (always).")
    private ReadCheck check = ReadCheck.FIRST_READ;

    LocalStoreOptions storeOptions() {
        return LocalStoreOptions.DEFAULTS.withReadCheck(check);
    }

    /** What this means for files that the kernel reads by itself, as one line for the log. */
    String passthrough() {
        return switch (check) {
            case OFF -> "the kernel reads files by itself, and nobody verifies them";
            case FIRST_READ ->
                "the kernel reads a file by itself once all of it was verified in this process: one of up to 256 MiB when it is"
                        + " opened, a longer one after it was read whole";
            case ALWAYS -> "the kernel reads no file by itself, because every read is to be verified";
        };
    }
}
