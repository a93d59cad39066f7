package dev.vitrine.castore.near;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.castore.blob.BlobReader;
import dev.vitrine.castore.directory.DirectoryPutter;
import dev.vitrine.castore.hash.Blake3;
import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.CastoreException.Unavailable;
import dev.vitrine.castore.model.Digest;
import dev.vitrine.castore.model.Directory;
import dev.vitrine.castore.model.DirectoryNode;
import dev.vitrine.castore.model.FileNode;
import dev.vitrine.castore.model.PathComponent;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class FilesAheadTest extends WithNearStore {
    private static final int SMALL = 2_000;

    private final Random random = new Random(1);

    FilesAheadTest() {
        super(NearOptions.DEFAULTS);
    }

    /** Directories of the far store that are looked into, with the digests of their files. */
    private List<List<Digest>> directories(int count, int files, int length) throws CastoreException {
        List<List<Digest>> all = new ArrayList<>();
        Directory.Builder root = Directory.builder();
        try (DirectoryPutter putter = far.directories.putter()) {
            for (int i = 0; i < count; i++) {
                List<Digest> blobs = blobs(files, length);
                Directory child = directory(blobs, length);
                putter.put(child);
                root.add(name(i), new DirectoryNode(Blake3.digest(child), child.size()));
                all.add(blobs);
            }
            putter.put(root.build());
            lookInto(putter.finish());
        }
        return all;
    }

    private List<Digest> blobs(int count, int length) throws CastoreException {
        List<Digest> blobs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            byte[] bytes = new byte[length];
            random.nextBytes(bytes);
            blobs.add(far.blobs.put(ByteBuffer.wrap(bytes)));
        }
        return blobs;
    }

    private static Directory directory(List<Digest> blobs, int length) throws CastoreException {
        Directory.Builder directory = Directory.builder();
        for (int i = 0; i < blobs.size(); i++) {
            directory.add(name(i), new FileNode(blobs.get(i), length, false));
        }
        return directory.build();
    }

    private static PathComponent name(int number) throws CastoreException {
        return PathComponent.of("%06d".formatted(number));
    }

    private void lookInto(Digest root) throws CastoreException {
        Directory directory = directories().get(root).orElseThrow();
        for (int i = 0; i < directory.count(); i++) {
            if (directory.node(i) instanceof DirectoryNode child) {
                lookInto(child.digest());
            }
        }
    }

    private void open(Digest blob) throws CastoreException {
        try (BlobReader reader = blobs().open(blob).orElseThrow()) {
            assertThat(reader.size()).isPositive();
        }
    }

    private void awaitCalls(int count) throws InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (far.blobCalls.get() < count) {
            assertThat(System.nanoTime())
                    .as("time for " + far.blobCalls + " of " + count + " calls")
                    .isLessThan(end);
            Thread.sleep(2);
        }
        assertThat(far.blobCalls).hasValue(count);
    }

    private void awaitAhead(int count) throws InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (near().figures().fetchedAhead() < count) {
            assertThat(System.nanoTime()).as("time to fetch ahead").isLessThan(end);
            Thread.sleep(2);
        }
    }

    /** G80: Who opens the files of a tree one after the other finds the next ones fetched, twice as many as he has opened. */
    @Test
    void theNextFilesAreFetched() throws Exception {
        List<Digest> files = directories(1, 300, SMALL).getFirst();
        open(files.get(0));
        awaitCalls(1);
        open(files.get(1));
        awaitCalls(2 + 4);
        open(files.get(2));
        awaitCalls(3 + 6);
        open(files.get(3));
        awaitCalls(4 + 8);
        awaitAhead(8);
        far.isDown = true;
        for (int i = 4; i < 12; i++) {
            open(files.get(i));
        }
        assertThatThrownBy(() -> open(files.get(50))).isInstanceOf(Unavailable.class);
    }

    @Test
    void readingOnGoesFromOneDirectoryToTheNext() throws Exception {
        List<List<Digest>> all = directories(100, 2, SMALL);
        open(all.get(0).get(0));
        open(all.get(0).get(1));
        awaitCalls(2 + 4);
        open(all.get(1).get(0));
        open(all.get(1).get(1));
        awaitCalls(4 + 8);
        far.isDown = true;
        open(all.get(5).get(1));
    }

    @Test
    void whoReadsAWholeTreeFetchesEachFileOnce() throws Exception {
        List<List<Digest>> all = directories(20, 100, SMALL);
        for (List<Digest> files : all) {
            for (Digest file : files) {
                open(file);
            }
        }
        awaitCalls(2_000);
    }

    /** G81: Whoever opens the files of one directory in another order, as that of inode numbers, finds most of them fetched too. */
    @Test
    void theOrderInADirectoryDoesNotMatter() throws Exception {
        List<Digest> files = directories(1, 200, SMALL).getFirst();
        List<Digest> shuffled = new ArrayList<>(files);
        Collections.shuffle(shuffled, random);
        for (Digest file : shuffled.subList(0, 80)) {
            open(file);
        }
        awaitCalls(200);
        far.isDown = true;
        for (Digest file : files) {
            open(file);
        }
    }

    /** G82: Who opens one file here and one there, or one again and again, has nothing else fetched. */
    @Test
    void oneFileOfADirectoryBringsNoOther() throws Exception {
        List<List<Digest>> all = directories(30, 100, SMALL);
        for (List<Digest> files : all) {
            for (int i = 0; i < 10; i++) {
                open(files.get(70));
            }
        }
        reopen();
        assertThat(far.blobCalls).hasValue(30);
    }

    /** G83: No more than 8 MiB of files that nobody has opened yet are fetched for one reader, and none of more than 1 MiB. */
    @Test
    void whatIsFetchedAheadIsBounded() throws Exception {
        List<Digest> files = directories(1, 60, 1 << 20).getFirst();
        for (int i = 0; i < 20; i++) {
            open(files.get(i));
        }
        awaitCalls(20 + 8);
        List<Digest> large = directories(1, 10, (1 << 20) + 1).getFirst();
        for (Digest file : large.subList(0, 5)) {
            open(file);
        }
        reopen();
        assertThat(far.blobCalls).hasValue(28 + 5);
    }

    /** G84: `--no-read-ahead` fetches what is asked for alone. */
    @Test
    void readingAheadCanBeForbidden() throws Exception {
        assertNothingIsFetchedAhead(NearOptions.DEFAULTS.withReadsAhead(false));
    }

    @Test
    void nothingIsFetchedAheadWithoutRoom() throws Exception {
        assertNothingIsFetchedAhead(NearOptions.DEFAULTS.withMinUsableBytes(1L << 60));
    }

    private void assertNothingIsFetchedAhead(NearOptions options) throws CastoreException {
        reopen(options);
        for (Digest file : directories(1, 300, SMALL).getFirst().subList(0, 50)) {
            open(file);
        }
        reopen();
        assertThat(far.blobCalls).hasValue(50);
    }

    @Test
    void afterTheFarStoreWasAwayTheNextFilesAreFetchedAgain() throws Exception {
        List<Digest> files = directories(1, 100, SMALL).getFirst();
        far.isDown = true;
        for (Digest file : files.subList(0, 10)) {
            assertThatThrownBy(() -> open(file)).isInstanceOf(Unavailable.class);
        }
        far.isDown = false;
        for (Digest file : files.subList(30, 70)) {
            open(file);
        }
        long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (!local().blobs().has(files.get(15))) {
            assertThat(System.nanoTime())
                    .as("time to fetch what could not be fetched before")
                    .isLessThan(end);
            Thread.sleep(10);
        }
    }

    @Test
    void aLargeDirectoryIsReadOnLikeASmallOne() throws Exception {
        List<Digest> files = new ArrayList<>(blobs(10, SMALL));
        Digest same = files.getFirst();
        while (files.size() < 150_000) {
            files.add(same);
        }
        far.directories.put(directory(files, SMALL));
        lookInto(Blake3.digest(directory(files, SMALL)));
        open(files.get(1));
        open(files.get(2));
        awaitCalls(2 + 4);
    }
}
