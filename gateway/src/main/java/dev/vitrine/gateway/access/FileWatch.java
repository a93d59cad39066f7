package dev.vitrine.gateway.access;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a few small files every second and says when their bytes are other ones. It compares bytes and not times, and looks up each
 * path anew, so that it does not matter how a file is replaced: in place, by renaming, or by a symlink further up.
 */
public final class FileWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FileWatch.class);
    private static final long PERIOD_MILLIS = 1_000;

    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("file-watch").factory());

    /** Watches what these come from. Close it. */
    public FileWatch(List<Reloaded> watched) {
        for (Reloaded one : watched) {
            Watched state = new Watched(one);
            var _ = clock.scheduleWithFixedDelay(state::look, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }

    private static final class Watched {
        private final Reloaded reloaded;
        private List<byte[]> seen;

        private Watched(Reloaded reloaded) {
            this.reloaded = reloaded;
            this.seen = contents();
        }

        @SuppressWarnings("CatchingUnchecked") // one that escapes would end the watch for good
        private void look() {
            try {
                List<byte[]> now = contents();
                if (!isSame(seen, now)) {
                    seen = now;
                    reloaded.reload();
                }
            } catch (AccessException e) {
                LOG.warn("{}; what was read before stays in use", e.getMessage());
            } catch (RuntimeException e) {
                LOG.error("a file could not be read again", e);
            }
        }

        private List<byte[]> contents() {
            return reloaded.files().stream().map(Watched::contents).toList();
        }

        /** A file that cannot be read is as good as an empty one: it cannot be used. */
        private static byte[] contents(Path file) {
            try {
                return SmallFile.read(file);
            } catch (AccessException e) {
                return new byte[0];
            }
        }

        private static boolean isSame(List<byte[]> one, List<byte[]> other) {
            for (int i = 0; i < one.size(); i++) {
                if (!Arrays.equals(one.get(i), other.get(i))) {
                    return false;
                }
            }
            return true;
        }
    }
}
