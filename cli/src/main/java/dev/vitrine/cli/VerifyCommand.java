package dev.vitrine.cli;

import dev.vitrine.castore.local.LocalStore;
import dev.vitrine.castore.store.Pin;
import dev.vitrine.castore.store.Store;
import dev.vitrine.castore.verify.Finding;
import dev.vitrine.castore.verify.Verification;
import dev.vitrine.castore.verify.Verifier;
import dev.vitrine.castore.verify.VerifyOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "verify",
        description = "Re-hashes everything that the roots reach, prints what is wrong, and fails if anything is.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class VerifyCommand implements Callable<Integer> {
    @Mixin
    private StoreOption store = new StoreOption();

    @Option(
            names = "--rate",
            paramLabel = "SIZE",
            converter = SizeConverter.class,
            description = "Read SIZE a second at most, like 100MiB (default: as fast as can be).")
    private @Nullable Long rate;

    @Option(names = "--resume", description = "Go on where the last run was stopped, if it was.")
    private boolean isResumed;

    @Option(
            names = "--quarantine",
            description = "Move what has wrong bytes away, so that importing the same content again repairs it.")
    private boolean isQuarantining;

    @Option(
            names = "--json",
            description = "Print each problem, and then the summary, as a JSON object on a line of its own;"
                    + " docs/operations.md says what is in them.")
    private boolean isJson;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    /** The pin keeps gc from removing what is about to be read, should its root go meanwhile. */
    @Override
    public Integer call() throws IOException {
        try (Store open = open();
                Pin _ = open.pin();
                Output out = new Output()) {
            Verifier verifier = new Verifier(open.storedBlobs(), open.directories(), open.roots(), options(open));
            Verification verification = verifier.verify(finding -> print(finding, out));
            if (isJson) {
                out.line(json(verification));
            } else {
                spec.commandLine().getErr().println("vitrine: " + summary(verification));
            }
            return verification.isClean() ? ExitCode.OK : ExitCode.SOFTWARE;
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private Store open() throws IOException {
        if (isResumed) {
            return store.openLocal("verify --resume");
        }
        return isQuarantining ? store.openLocal("verify --quarantine") : store.open();
    }

    private VerifyOptions options(Store open) {
        VerifyOptions options = VerifyOptions.of(Runtime.getRuntime().availableProcessors());
        if (rate != null) {
            options = options.withRate(rate);
        }
        if (open instanceof LocalStore local) {
            options = options.withCheckpoints(local.checkpoints());
            options = isQuarantining ? options.withQuarantine(local.quarantine()) : options;
        }
        return isResumed ? options.resumed() : options;
    }

    private void print(Finding finding, Output out) {
        try {
            out.lineNow(isJson ? json(finding) : finding.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String json(Finding finding) throws IOException {
        return new JsonLine()
                .text("path", finding.path().toString())
                .text("digest", finding.digest().toString())
                .text("problem", finding.problem())
                .flag("quarantined", finding.isQuarantined())
                .end();
    }

    private static String json(Verification verification) throws IOException {
        return new JsonLine()
                .number("roots", verification.roots())
                .number("directories", verification.directories())
                .number("blobs", verification.blobs())
                .number("bytes", verification.bytes())
                .number("findings", verification.findings())
                .end();
    }

    private static String summary(Verification verification) {
        return String.format(
                "verified %d roots, %d directories, %d blobs of %d bytes in all; found %d problems",
                verification.roots(),
                verification.directories(),
                verification.blobs(),
                verification.bytes(),
                verification.findings());
    }
}
