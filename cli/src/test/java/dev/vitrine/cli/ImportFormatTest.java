package dev.vitrine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.castore.importer.ImportPlan;
import dev.vitrine.castore.importer.ImportedRoot;
import dev.vitrine.castore.model.Added;
import dev.vitrine.castore.model.Digest;
import dev.vitrine.castore.model.DirectoryNode;
import dev.vitrine.castore.model.PathComponent;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ImportFormatTest {
    private static final ImportPlan PLAN = new ImportPlan(1000, 20, 3, 10L << 20);

    private static ImportFigures figures(Optional<ImportPlan> plan, long files, long bytes, long seconds) {
        return new ImportFigures(
                plan,
                files,
                bytes,
                bytes,
                5,
                new Added(files / 4, bytes / 4),
                new Added(2, 100),
                1,
                Duration.ofSeconds(seconds));
    }

    @Test
    void whileFilesAreCountedThereIsNoMoreToSay() {
        assertThat(ImportFormat.line(figures(Optional.empty(), 0, 0, 5))).isEqualTo("counting files");
    }

    @Test
    void theLineSaysFilesBytesRateWhatIsSharedAndTheTimeLeft() {
        assertThat(ImportFormat.line(figures(Optional.of(PLAN), 40, 1 << 20, 2)))
                .isEqualTo("  40/1000 files    1.0 MiB/10.0 MiB  512.0 KiB/s  75% shared 0:18 left");
        assertThat(ImportFormat.line(figures(Optional.of(PLAN), 1000, 10 << 20, 20)))
                .isEqualTo("1000/1000 files   10.0 MiB/10.0 MiB  512.0 KiB/s  75% shared 0:00 left");
    }

    @Test
    void whereBytesWereNotCountedTheFilesTellHowFarItIs() {
        Optional<ImportPlan> plan = Optional.of(new ImportPlan(1000, 20, 3, 0));
        assertThat(ImportFormat.line(figures(plan, 250, 1 << 20, 2)))
                .isEqualTo(" 250/1000 files    1.0 MiB  512.0 KiB/s  75% shared 0:06 left");
    }

    @Test
    void hoursAreShownWhereThereAreAny() {
        assertThat(ImportFormat.line(figures(Optional.of(PLAN), 1, 1 << 10, 1))).endsWith(" 2:50:39 left");
    }

    @Test
    void atTheStartTheTimeLeftIsNotKnown() {
        assertThat(ImportFormat.line(figures(Optional.of(PLAN), 0, 0, 0))).endsWith("  0% shared -:-- left");
    }

    @Test
    void theSummarySaysWhatWasNewAndWhatWasShared() {
        assertThat(ImportFormat.summary(figures(Optional.of(PLAN), 1000, 10 << 20, 20)))
                .isEqualTo("new: 250 files, 2 directories, 2.5 MiB; shared: 750 files, 18 directories, 7.5 MiB;"
                        + " symlinks: 3; left out: 1; 20.0 s, 512.0 KiB/s");
    }

    @Test
    void theSameAsJson() throws Exception {
        ImportedRoot root =
                new ImportedRoot(PathComponent.of(new byte[] {(byte) 0xe9}), new DirectoryNode(Digest.EMPTY, 0));
        assertThat(ImportFormat.json(root, figures(Optional.of(PLAN), 1000, 10 << 20, 20)))
                .isEqualTo("{\"name\":\"\\\\xe9\",\"name_base64\":\"6Q==\","
                        + "\"digest\":\"b3:rxNJufX5oaagQE3qNtzJSZvLJcmtwRK3zJqTyuQfMmI=\",\"kind\":\"directory\","
                        + "\"files\":1000,\"directories\":20,\"symlinks\":3,\"bytes\":10485760,"
                        + "\"new_blobs\":250,\"new_bytes\":2621440,\"new_directories\":2,"
                        + "\"shared_blobs\":750,\"shared_bytes\":7864320,\"shared_directories\":18,"
                        + "\"unchanged\":5,\"skipped\":1,\"seconds\":20.0}");
    }
}
