package dev.vitrine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.castore.DiskImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store on a disk whose power fails: what was not synced is gone. */
final class PowerLossIT {
    private static final long DISK = 300L << 20;
    /** What syncs says that all is well, and does nothing. */
    private static final String WITHOUT_SYNCS = "strace -f --seccomp-bpf -qq -o /dev/null"
            + " -e trace=fsync,fdatasync,syncfs,sync,msync -e inject=fsync,fdatasync,syncfs,sync,msync:retval=0";

    @TempDir
    private Path temp;

    private final Random random = CrashOptions.random("PowerLossIT");

    /**
     * S38: After a power failure at any moment of imports, removals and collections of garbage every listed root is whole, nothing
     * acknowledged is lost, and the next import works.
     */
    @Test
    void nothingAcknowledgedIsLost() throws Exception {
        int done = 0;
        for (int round = 0; round < CrashOptions.losses(); round++) {
            try (DiskImage disk = disk(round)) {
                PowerLoss loss = new PowerLoss(disk, directory(round), random);
                loss.happen();
                loss.check();
                done += loss.done();
            }
        }
        System.out.printf(
                "PowerLossIT: lost the power %d times, after %d commands in all%n", CrashOptions.losses(), done);
        assertThat(done).isGreaterThan(CrashOptions.losses());
    }

    /** Without its syncs the store loses what it acknowledged, or breaks: so a sync that is missing would be seen above. */
    @Test
    void withoutSyncsAcknowledgedRootsAreLost() throws Exception {
        for (int round = 0; round < CrashOptions.controls(); round++) {
            try (DiskImage disk = disk(round)) {
                PowerLoss loss = new PowerLoss(disk, directory(round), random);
                loss.happen(WITHOUT_SYNCS.split(" "));
                assertThat(loss.isAllThere()).as("round %d", round).isFalse();
            }
        }
    }

    private Path directory(int round) throws IOException {
        return Files.createDirectories(temp.resolve("round" + round));
    }

    private DiskImage disk(int round) throws IOException {
        return DiskImage.of(directory(round), DISK, "mkfs.ext4", "-q");
    }
}
