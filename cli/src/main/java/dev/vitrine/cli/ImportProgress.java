package dev.vitrine.cli;

import dev.vitrine.castore.importer.ImportListener;
import dev.vitrine.castore.importer.ImportPlan;
import dev.vitrine.castore.importer.SkipReason;
import dev.vitrine.castore.model.PathComponent;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a person sees of an import: a bar on stderr if that is a terminal; what is left out is logged in any case. Thread-safe. */
final class ImportProgress implements ImportListener, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ImportProgress.class);
    private static final int MEBIBYTE = 1 << 20;
    private static final int INTERVAL_MILLIS = 100;

    private final PathComponent name;
    private final boolean isVisible;
    private final AtomicLong files = new AtomicLong();
    private volatile @Nullable ProgressBar bar;
    private volatile long plannedFiles;

    private ImportProgress(PathComponent name, boolean isVisible) {
        this.name = name;
        this.isVisible = isVisible;
    }

    /** The launcher says whether stderr is a terminal: java itself knows that of stdout only. */
    static ImportProgress of(PathComponent name) {
        return new ImportProgress(name, Boolean.getBoolean("vitrine.stderr.terminal"));
    }

    @Override
    public void planned(ImportPlan plan) {
        plannedFiles = plan.files();
        if (isVisible) {
            bar = new ProgressBarBuilder()
                    .setTaskName(name.toString())
                    .setInitialMax(plan.bytes())
                    .setUnit(" MiB", MEBIBYTE)
                    .setStyle(ProgressBarStyle.ASCII)
                    .setUpdateIntervalMillis(INTERVAL_MILLIS)
                    .showSpeed()
                    .build();
        }
    }

    @Override
    public boolean wantsBytes() {
        return isVisible;
    }

    @Override
    public void unchanged(long size) {
        bytesRead(size);
        fileDone(size);
    }

    @Override
    public void bytesRead(long count) {
        bar().ifPresent(shown -> shown.stepBy(count));
    }

    @Override
    public void fileDone(long size) {
        long done = files.incrementAndGet();
        bar().ifPresent(shown -> shown.setExtraMessage(" " + done + "/" + plannedFiles + " files"));
    }

    @Override
    public void skipped(String path, SkipReason reason) {
        LOG.info("{}: {}", path, words(reason));
    }

    private static String words(SkipReason reason) {
        return switch (reason) {
            case ASKED -> "left out: it is the store or a mount of ours";
            case EXCLUDED -> "left out: a pattern stands for it";
            case OTHER_FILE_SYSTEM -> "imported as an empty directory: it is on another file system";
        };
    }

    private Optional<ProgressBar> bar() {
        return Optional.ofNullable(bar);
    }

    @Override
    public void close() {
        bar().ifPresent(ProgressBar::close);
    }
}
