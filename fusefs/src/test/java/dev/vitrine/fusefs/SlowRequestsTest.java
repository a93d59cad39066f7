package dev.vitrine.fusefs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.castore.blob.BlobReader;
import dev.vitrine.castore.checksum.Checksums;
import dev.vitrine.castore.checksum.Effort;
import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.CastorePath;
import dev.vitrine.castore.model.Digest;
import dev.vitrine.castore.model.PathComponent;
import dev.vitrine.castore.view.CastoreView;
import dev.vitrine.castore.view.Entry;
import dev.vitrine.castore.view.Listing;
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

class SlowRequestsTest {
    private static final int SLOW = 10;

    @RegisterExtension
    final Mounted mounted = new Mounted();

    private final CountDownLatch answer = new CountDownLatch(1);
    private final CountDownLatch asked = new CountDownLatch(SLOW);
    private final List<Conversation> programs = new ArrayList<>();

    /** A view whose files take as long to open as the test wants. */
    private record Slow(CastoreView view, CountDownLatch asked, CountDownLatch answer) implements CastoreView {
        @Override
        public Entry lookup(CastorePath path) throws CastoreException {
            return view.lookup(path);
        }

        @Override
        public Optional<Entry> child(Entry.Listable parent, PathComponent name) throws CastoreException {
            return view.child(parent, name);
        }

        @Override
        public Listing list(Entry.Listable parent) throws CastoreException {
            return view.list(parent);
        }

        @Override
        public Optional<Entry.File> blob(Digest digest) throws CastoreException {
            return view.blob(digest);
        }

        @Override
        public Optional<Entry.Directory> directory(Digest digest) throws CastoreException {
            return view.directory(digest);
        }

        @Override
        public BlobReader open(Entry.File file) throws CastoreException {
            asked.countDown();
            try {
                answer.await();
            } catch (InterruptedException e) {
                throw CastoreException.Unavailable.because("interrupted", e);
            }
            return view.open(file);
        }

        @Override
        public Optional<Checksums> checksums(Entry.File file, Effort effort) throws CastoreException {
            return view.checksums(file, effort);
        }

        @Override
        public long rootsRevision() throws CastoreException {
            return view.rootsRevision();
        }
    }

    @AfterEach
    void end() {
        answer.countDown();
        programs.forEach(Conversation::close);
    }

    private Mount withSlowReaders() throws Exception {
        Sample sample = new Sample();
        for (int i = 0; i < SLOW; i++) {
            sample.root("slow" + i, sample.file("slow" + i));
        }
        sample.root("directory", sample.directory("a", sample.file("a")));
        Mount mount = mounted.open(new Slow(sample.view(), asked, answer), MountOptions.defaults());
        for (int i = 0; i < SLOW; i++) {
            programs.add(Conversation.with(
                    "bash", "-c", "cat \"$1\"; echo", "bash", mount.mountpoint().resolve("slow" + i)));
        }
        asked.await();
        return mount;
    }

    /** F33: Ten requests that wait for the store delay no other one. */
    @Test
    void slowRequestsDelayNoOther() throws Exception {
        Path top = withSlowReaders().mountpoint();
        assertThat(Files.isDirectory(top.resolve("directory"))).isTrue();
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
}
