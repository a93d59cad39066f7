package dev.vitrine.cli;

import dev.vitrine.castore.importer.ImportListener;
import dev.vitrine.castore.importer.ImportPlan;
import dev.vitrine.castore.importer.SkipReason;
import dev.vitrine.castore.model.Added;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts what an import does, for those who show it; what is left out is logged. Thread-safe. */
final class ImportProgress implements ImportListener {
    private static final Logger LOG = LoggerFactory.getLogger(ImportProgress.class);

    private final long start = System.nanoTime();
    private final LongAdder files = new LongAdder();
    private final LongAdder bytes = new LongAdder();
    private final LongAdder read = new LongAdder();
    private final LongAdder unchanged = new LongAdder();
    private final AtomicLong skipped = new AtomicLong();
    private volatile Optional<ImportPlan> plan = Optional.empty();
    private volatile Supplier<Added> blobs = () -> Added.NOTHING;
    private volatile Supplier<Added> directories = () -> Added.NOTHING;

    ImportFigures figures() {
        return new ImportFigures(
                plan,
                files.sum(),
                bytes.sum(),
                read.sum(),
                unchanged.sum(),
                blobs.get(),
                directories.get(),
                skipped.get(),
                Duration.ofNanos(System.nanoTime() - start));
    }

    @Override
    public void planned(ImportPlan counted) {
        plan = Optional.of(counted);
    }

    @Override
    public void writing(Supplier<Added> newBlobs, Supplier<Added> newDirectories) {
        blobs = newBlobs;
        directories = newDirectories;
    }

    /** For the time left, where a person looks at it; elsewhere the number of files will do. */
    @Override
    public boolean wantsBytes() {
        return Terminal.isThere();
    }

    @Override
    public void unchanged(long size) {
        unchanged.increment();
        bytesRead(size);
        fileDone(size);
    }

    @Override
    public void bytesRead(long count) {
        read.add(count);
    }

    @Override
    public void fileDone(long size) {
        bytes.add(size);
        files.increment();
    }

    @Override
    public void skipped(String path, SkipReason reason) {
        skipped.incrementAndGet();
        LOG.info("{}: {}", path, words(reason));
    }

    private static String words(SkipReason reason) {
        return switch (reason) {
            case ASKED -> "left out: it is the store or a mount of ours";
            case EXCLUDED -> "left out: a pattern stands for it";
            case OTHER_FILE_SYSTEM -> "imported as an empty directory: it is on another file system";
        };
    }
}
