package dev.vitrine.fusefs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.castore.blob.BlobBatch;
import dev.vitrine.castore.blob.BlobReader;
import dev.vitrine.castore.blob.BlobService;
import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.Digest;
import dev.vitrine.castore.view.CastoreView;
import dev.vitrine.castore.view.StoreView;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@OnBothTransports
class SlowRequestsTest {
    private static final int SLOW = 10;
    private static final long CACHE_BYTES = 1 << 20;

    @RegisterExtension
    final Mounted mounted;

    SlowRequestsTest(Fuse fuse) {
        mounted = new Mounted(fuse);
    }

    private final CountDownLatch answer = new CountDownLatch(1);
    private final CountDownLatch asked = new CountDownLatch(SLOW);
    private final List<Conversation> programs = new ArrayList<>();

    /** Blobs that, but for those of one byte, take as long to read as the test wants. */
    private record SlowBlobs(BlobService blobs, CountDownLatch asked, CountDownLatch answer) implements BlobService {
        @Override
        public boolean has(Digest digest) throws CastoreException {
            return blobs.has(digest);
        }

        @Override
        public Optional<BlobReader> open(Digest digest) throws CastoreException {
            return blobs.open(digest)
                    .map(reader -> reader.size() == 1 ? reader : new SlowReader(reader, asked, answer));
        }

        @Override
        public BlobBatch batch() throws CastoreException {
            return blobs.batch();
        }
    }

    private record SlowReader(BlobReader reader, CountDownLatch asked, CountDownLatch answer) implements BlobReader {
        @Override
        public long size() {
            return reader.size();
        }

        @Override
        public int read(long position, ByteBuffer target) throws CastoreException {
            asked.countDown();
            try {
                answer.await();
            } catch (InterruptedException e) {
                throw CastoreException.Unavailable.because("interrupted", e);
            }
            return reader.read(position, target);
        }

        @Override
        public void close() {
            reader.close();
        }
    }

    @AfterEach
    void end() {
        answer.countDown();
        programs.forEach(Conversation::close);
    }

    private Mount withSlowReaders() throws Exception {
        return withSlowReaders(MountOptions.defaults());
    }

    private Mount withSlowReaders(MountOptions options) throws Exception {
        Mount mount = startSlowReaders(options);
        asked.await();
        return mount;
    }

    private Mount startSlowReaders(MountOptions options) throws Exception {
        Sample sample = new Sample();
        for (int i = 0; i < SLOW; i++) {
            sample.root("slow" + i, sample.file("slow" + i));
        }
        sample.root("directory", sample.directory("a", sample.file("a")));
        CastoreView view = new StoreView(
                new SlowBlobs(sample.blobs, asked, answer), sample.directories, sample.roots, CACHE_BYTES);
        Mount mount = mounted.open(view, options);
        for (int i = 0; i < SLOW; i++) {
            programs.add(Conversation.with(
                    "bash",
                    "-c",
                    "cat \"$1\" 2>&1; echo",
                    "bash",
                    mount.mountpoint().resolve("slow" + i)));
        }
        return mount;
    }

    /** F33: Ten requests that wait for the store delay no other one. */
    @Test
    void slowRequestsDelayNoOther() throws Exception {
        Path top = withSlowReaders().mountpoint();
        assertThat(Files.isDirectory(top.resolve("directory"))).isTrue();
        assertThat(Program.shell("cat \"$1\"", top.resolve("directory/a"))).isEqualTo("a");
        assertThat(Program.shell("ls \"$1\"", top.resolve("directory"))).isEqualTo("a\n");
        answer.countDown();
        for (int i = 0; i < SLOW; i++) {
            assertThat(programs.get(i).hear()).isEqualTo("slow" + i);
        }
        assertThat(Program.shell("ls \"$1\"", top.resolve("directory"))).isEqualTo("a\n");
    }

    /** F34: Closing takes less than three seconds also while requests wait for the store. */
    @Test
    void closingDoesNotWaitForTheStore() throws Exception {
        Mount mount = withSlowReaders();
        long start = System.nanoTime();
        mount.close();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
        assertThat(MountTable.at(mount.mountpoint().toString().getBytes(UTF_8))).isEmpty();
    }

    /** F43: A request that waits for the store longer than its deadline fails with EIO and a line in the log; meanwhile it delays no other, and afterwards nothing is left of it. */
    @Test
    void whatTakesTooLongFails() throws Exception {
        Mount mount = withSlowReaders(MountOptions.defaults().withDeadline(Duration.ofSeconds(1)));
        Path top = mount.mountpoint();
        assertThat(Program.shell("cat \"$1\"", top.resolve("directory/a"))).isEqualTo("a");
        for (int i = 0; i < SLOW; i++) {
            assertThat(programs.get(i).hear()).endsWith("slow" + i + ": Input/output error");
        }
        assertThat(mount.deadlinesMissed()).isGreaterThanOrEqualTo(SLOW);
        answer.countDown();
        for (int i = 0; i < SLOW; i++) {
            Path file = top.resolve("slow" + i);
            String contents = "slow" + i;
            Eventually.within(
                    Eventually.ONE_SECOND,
                    () -> Program.run("cat", file).output().equals(contents));
        }
        assertThat(mount.openHandles()).isZero();
    }

    /** F44: Requests that were given up do not use up the threads of a mount, and when far too many of them get no answer from the store, new ones fail at once. */
    @Test
    void aStoreThatNeverAnswersLeavesTheMountAnswering() throws Exception {
        Mount mount = startSlowReaders(MountOptions.defaults().withThreads(2).withDeadline(Duration.ofMillis(100)));
        for (int i = 0; i < SLOW; i++) {
            assertThat(programs.get(i).hear()).endsWith("slow" + i + ": Input/output error");
        }
        Path file = mount.mountpoint().resolve("directory/a");
        assertThat(Program.run("cat", file).output()).endsWith("Input/output error\n");
        answer.countDown();
        Eventually.within(
                Eventually.ONE_SECOND, () -> Program.run("cat", file).output().equals("a"));
    }

    /** F45: A program that waits for the store can be interrupted and killed: after a second its request is given up. */
    @ParameterizedTest
    @ValueSource(strings = {"INT", "TERM", "KILL"})
    void whoWaitsCanBeStopped(String signal) throws Exception {
        Mount mount = withSlowReaders();
        Path file = mount.mountpoint().resolve("slow0");
        long start = System.nanoTime();
        String status = Program.python("""
                import signal, subprocess, sys, time
                cat = subprocess.Popen(['cat', sys.argv[1]], stderr=subprocess.DEVNULL)
                time.sleep(0.2)
                cat.send_signal(getattr(signal, 'SIG' + sys.argv[2]))
                print(cat.wait() == -getattr(signal, 'SIG' + sys.argv[2]))
                """, file, signal);
        assertThat(status).isEqualTo("True\n");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(4));
        assertThat(mount.deadlinesMissed()).isZero();
    }
}
