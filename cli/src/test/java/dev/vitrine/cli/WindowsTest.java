package dev.vitrine.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.castore.local.LocalStore;
import dev.vitrine.castore.model.CastorePath;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What ends the wait of {@code serve}. A process that a signal ends may be gone before it can say anything, so this looks inside. */
final class WindowsTest {
    /** Far more than a wait needs to end once a mount has. */
    private static final long PATIENCE_MILLIS = 1_000;

    @TempDir
    private Path temp;

    @Test
    void closingTheWindowsIsNoFailure() throws Exception {
        whileWaiting((windows, wait) -> {
            windows.close();
            assertThatThrownBy(() -> wait.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS))
                    .isInstanceOf(TimeoutException.class);
        });
    }

    @Test
    void unmountingFromOutsideIsAFailure() throws Exception {
        whileWaiting((windows, wait) -> {
            Program.shell("umount \"$1\"", mountpoint()).succeeded();
            assertThatThrownBy(() -> wait.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS))
                    .hasCauseInstanceOf(IOException.class)
                    .hasMessageContaining("was unmounted from outside");
        });
    }

    private interface Scene {
        void play(Windows windows, Future<?> wait) throws Exception;
    }

    private void whileWaiting(Scene scene) throws Exception {
        WindowOptions options = new WindowOptions();
        options.noHttp = true;
        options.mounting.mounts.add(new MountTarget(mountpoint(), CastorePath.TOP));
        ExecutorService waiting = Executors.newVirtualThreadPerTaskExecutor();
        try (LocalStore store = LocalStore.create(temp.resolve("store"));
                Windows windows = Windows.open(store, options)) {
            Callable<Void> wait = () -> {
                windows.awaitEnd();
                return null;
            };
            scene.play(windows, waiting.submit(wait));
        } finally {
            assertThat(waiting.shutdownNow()).isEmpty();
        }
    }

    private Path mountpoint() {
        return temp.resolve("mnt");
    }
}
