package dev.vitrine.fusefs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.castore.blob.BlobBatch;
import dev.vitrine.castore.blob.BlobReader;
import dev.vitrine.castore.blob.BlobService;
import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.CastoreException.Unavailable;
import dev.vitrine.castore.model.Digest;
import dev.vitrine.castore.view.Entry;
import dev.vitrine.castore.view.StoreView;
import dev.vitrine.fusefs.request.LateFailures;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A store that takes its time to say that it cannot be read. */
@OnBothTransports
class LateFailuresTest {
    private static final long CACHE_BYTES = 1 << 20;
    private static final long LATE_MILLIS = 500;

    @RegisterExtension
    final Mounted mounted;

    private final Sample sample = new Sample();
    private final AtomicInteger failed = new AtomicInteger();
    private final CountDownLatch back = new CountDownLatch(1);

    LateFailuresTest(Fuse fuse) {
        mounted = new Mounted(fuse);
    }

    /** The blobs of the sample once they are back, and nothing but late failures before. */
    private final class LateBlobs implements BlobService {
        @Override
        public boolean has(Digest digest) throws CastoreException {
            return sample.blobs.has(digest);
        }

        @Override
        public Optional<BlobReader> open(Digest digest) throws CastoreException {
            return sample.blobs.open(digest).map(LateReader::new);
        }

        @Override
        public BlobBatch batch() throws CastoreException {
            return sample.blobs.batch();
        }
    }

    private final class LateReader implements BlobReader {
        private final BlobReader reader;

        private LateReader(BlobReader reader) {
            this.reader = reader;
        }

        @Override
        public long size() {
            return reader.size();
        }

        @Override
        public int read(long position, ByteBuffer target) throws CastoreException {
            awaitReturn();
            return reader.read(position, target);
        }

        private void awaitReturn() throws Unavailable {
            try {
                if (!back.await(LATE_MILLIS, TimeUnit.MILLISECONDS)) {
                    failed.incrementAndGet();
                    throw Unavailable.deadlineExceeded("it is away", new TimeoutException());
                }
            } catch (InterruptedException e) {
                throw Unavailable.because("interrupted", e);
            }
        }

        @Override
        public void close() {
            reader.close();
        }
    }

    /** G75: A program that reads what a store does not give in time waits for one deadline: what the kernel asks again at once fails at once. */
    @Test
    void aProgramWaitsOnce() throws Exception {
        sample.root("file", sample.file("contents"));
        Path file = mounted.mount(new StoreView(new LateBlobs(), sample.directories, sample.roots, CACHE_BYTES))
                .resolve("file");
        assertThat(Program.run("cat", file).output()).endsWith("Input/output error\n");
        assertThat(failed.get()).isEqualTo(1);
        back.countDown();
        Eventually.within(
                Eventually.ONE_SECOND, () -> Program.run("cat", file).output().equals("contents"));
    }

    /** What is here of the same file is read all the same. */
    @Test
    void anotherPartOfTheFileDoesNotFail() throws Exception {
        Entry.File file = (Entry.File) Entry.of(sample.file("contents"));
        LateFailures late = new LateFailures();
        Unavailable away = Unavailable.deadlineExceeded("it is away", new TimeoutException());
        assertThatThrownBy(() -> late.read(file, 4096, 8192, () -> {
                    throw away;
                }))
                .isSameAs(away);
        assertThatThrownBy(() -> late.read(file, 8192, 4096, () -> 1)).isSameAs(away);
        assertThat(late.read(file, 0, 4096, () -> 1)).isEqualTo(1);
        assertThat(late.read(file, 12_288, 4096, () -> 1)).isEqualTo(1);
    }
}
