package dev.vitrine.cli;

import dev.vitrine.castore.local.LocalStore;
import dev.vitrine.castore.verify.Finding;
import dev.vitrine.castore.verify.Verification;
import dev.vitrine.castore.verify.Verifier;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "verify",
        description = "Re-hashes everything that the roots reach, prints what is wrong, and fails if anything is.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class VerifyCommand implements Callable<Integer> {
    @Mixin
    private StoreOption store = new StoreOption();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        try (LocalStore open = store.open();
                Output out = new Output()) {
            Verifier verifier = new Verifier(
                    open.storedBlobs(),
                    open.directories(),
                    open.roots(),
                    Runtime.getRuntime().availableProcessors());
            Verification verification = verifier.verify(finding -> print(finding, out));
            spec.commandLine().getErr().println("vitrine: " + summary(verification));
            return verification.isClean() ? ExitCode.OK : ExitCode.SOFTWARE;
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static void print(Finding finding, Output out) {
        try {
            out.line(finding.toString());
        } catch (ClosedOutput e) {
            throw new UncheckedIOException(e);
        }
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
