package dev.vitrine.castore.importer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.castore.Standstill;
import dev.vitrine.castore.importer.TreeVisitor.Place;
import dev.vitrine.castore.model.PathComponent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class LoaderPoolTest {
    private static PendingFile file(Descriptor directory, int number) throws IOException {
        RawName name = RawName.of(Path.of("f" + number));
        PendingDirectory parent = new PendingDirectory(Optional.empty(), new SeenDirectory(new FileStat.Key(1, 2), 0));
        Place place = new Place(directory, name, Location.of(name));
        return PendingFile.of(place, parent.await(PathComponent.of("f" + number)));
    }

    @Test
    void everyFileIsLoadedOnce() throws IOException {
        AtomicInteger loaded = new AtomicInteger();
        try (LoaderPool pool = new LoaderPool(3, _ -> _ -> loaded.incrementAndGet())) {
            for (int i = 0; i < 5_000; i++) {
                pool.submit(file(Descriptor.WORKING_DIRECTORY, i));
            }
            pool.finish();
            assertThat(loaded).hasValue(5_000);
        }
    }

    @Test
    void fewLongFilesAreSpreadOverAllThreads() throws IOException {
        CountDownLatch allAtOnce = new CountDownLatch(4);
        try (LoaderPool pool = new LoaderPool(4, _ -> _ -> meet(allAtOnce))) {
            for (int i = 0; i < 4; i++) {
                pool.submit(file(Descriptor.WORKING_DIRECTORY, i));
            }
            pool.finish();
        }
        assertThat(allAtOnce.getCount()).isZero();
    }

    private static void meet(CountDownLatch latch) {
        latch.countDown();
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void whatWaitsIsBounded() throws Exception {
        CountDownLatch held = new CountDownLatch(1);
        AtomicInteger submitted = new AtomicInteger();
        try (LoaderPool pool = new LoaderPool(1, _ -> _ -> awaited(held))) {
            CompletableFuture<Void> walk = CompletableFuture.runAsync(() -> submitMany(pool, submitted));
            Standstill.await(submitted);
            assertThat(walk).isNotDone();
            assertThat(submitted).hasValueLessThan(300);
            held.countDown();
            walk.get(20, TimeUnit.SECONDS);
            pool.finish();
        }
    }

    private static void awaited(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void submitMany(LoaderPool pool, AtomicInteger submitted) {
        try {
            for (int i = 0; i < 2_000; i++) {
                pool.submit(file(Descriptor.WORKING_DIRECTORY, i));
                submitted.incrementAndGet();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void theFirstFailureEndsIt() throws IOException {
        IOException failure = new IOException("broken");
        Descriptor directory = new RawFiles().openDirectory(Descriptor.WORKING_DIRECTORY, RawName.of(Path.of("/")));
        try (LoaderPool pool = new LoaderPool(2, _ -> _ -> {
            throw failure;
        })) {
            assertThatThrownBy(() -> {
                        for (int i = 0; i < 10_000; i++) {
                            pool.submit(file(directory, i));
                        }
                        pool.finish();
                    })
                    .isSameAs(failure);
        }
        directory.close();
        assertThatThrownBy(directory::number)
                .as("every file has let go of its directory")
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aThreadThatCannotBeginIsAFailure() throws IOException {
        try (LoaderPool pool = new LoaderPool(2, _ -> {
            throw new IllegalStateException("no loader");
        })) {
            pool.submit(file(Descriptor.WORKING_DIRECTORY, 1));
            assertThatThrownBy(pool::finish).hasMessage("no loader");
        }
    }
}
