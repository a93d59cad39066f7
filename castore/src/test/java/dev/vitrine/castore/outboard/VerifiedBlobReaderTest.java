package dev.vitrine.castore.outboard;

import static dev.vitrine.castore.outboard.VerifiedBlob.GROUP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.vitrine.castore.blob.BlobReader;
import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.CastoreException.Corrupt;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is verified, when, and what of it is remembered. */
final class VerifiedBlobReaderTest {
    private static final int SIZE = 70 * GROUP + 17;

    @TempDir
    Path temporary;

    private VerifiedBlob blob;

    @BeforeEach
    void store() throws IOException {
        blob = new VerifiedBlob(SIZE, temporary);
    }

    @ParameterizedTest
    @EnumSource(ReadCheck.class)
    void randomReadsGiveTheBytesOfTheBlob(ReadCheck check) throws CastoreException {
        for (int seed = 0; seed < 20; seed++) {
            readsRightAtRandom(blob.open(check), new Random(seed));
        }
    }

    private void readsRightAtRandom(BlobReader reader, Random random) throws CastoreException {
        for (int i = 0; i < 50; i++) {
            int length = random.nextInt(4) == 0 ? GROUP * random.nextInt(40) : random.nextInt(3 * GROUP);
            int position = random.nextInt(4) == 0 ? GROUP * random.nextInt(71) : random.nextInt(SIZE + 100);
            assertThat(blob.readsRight(reader, position, length)).isTrue();
        }
    }

    @Test
    void aReadFillsWhatRemainsOfAnyBuffer() throws CastoreException {
        BlobReader reader = blob.open(ReadCheck.ALWAYS);
        ByteBuffer target = ByteBuffer.allocateDirect(5 * GROUP).position(7).limit(4 * GROUP);
        assertThat(reader.read(100, target)).isEqualTo(4 * GROUP - 7);
        assertThat(target.position()).isEqualTo(4 * GROUP);
        assertThat(target.position(7)).isEqualTo(ByteBuffer.wrap(blob.bytes, 100, 4 * GROUP - 7));
    }

    @Test
    void aReadVerifiesTheGroupsThatItTouchesAndNoOthers() throws CastoreException {
        BlobReader reader = blob.open(ReadCheck.FIRST_READ);
        assertThat(blob.readsRight(reader, 3 * GROUP - 1, 2)).isTrue();
        assertThat(blob.stored.read()).isEqualTo(2 * GROUP);
    }

    @Test
    void aGroupIsVerifiedOnceByAllReadersOfAProcess() throws CastoreException {
        VerifiedBlobs memory = new VerifiedBlobs();
        assertThat(blob.readsRight(blob.open(ReadCheck.FIRST_READ, memory), GROUP, GROUP))
                .isTrue();
        blob.stored.flip(GROUP);
        ByteBuffer target = ByteBuffer.allocate(1);
        assertThat(blob.open(ReadCheck.FIRST_READ, memory).read(GROUP, target)).isEqualTo(1);
        assertThat(target.get(0)).isEqualTo((byte) (blob.bytes[GROUP] ^ 1));
        assertThat(blob.stored.read()).isEqualTo(GROUP + 1);
    }

    @Test
    void whereEachReadIsVerifiedALaterFlipIsFound() throws CastoreException {
        VerifiedBlobs memory = new VerifiedBlobs();
        BlobReader reader = blob.open(ReadCheck.ALWAYS, memory);
        assertThat(blob.readsRight(reader, 0, SIZE)).isTrue();
        blob.stored.flip(GROUP);
        assertCorrupt(reader, GROUP);
        assertCorrupt(blob.open(ReadCheck.ALWAYS, memory), GROUP);
    }

    private void assertCorrupt(BlobReader reader, long position) {
        assertThatExceptionOfType(Corrupt.class)
                .isThrownBy(() -> reader.read(position, ByteBuffer.allocate(1)))
                .withMessage("blob " + blob.digest + " has wrong bytes between 16384 and 32768");
    }

    @ParameterizedTest
    @EnumSource(value = ReadCheck.class, names = "OFF", mode = EnumSource.Mode.EXCLUDE)
    void theBytesThatAreHandedOutAreThoseThatWereVerified(ReadCheck check) throws CastoreException {
        BlobReader reader = blob.open(check);
        blob.stored.damageWhatIsRead();
        assertThat(blob.readsRight(reader, 5 * GROUP + 3, 20 * GROUP)).isTrue();
        assertThat(blob.stored.read()).isEqualTo(21 * GROUP);
    }

    @Test
    void unverifiedReadsGiveWhatIsThere() throws CastoreException {
        blob.stored.flip(5);
        ByteBuffer target = ByteBuffer.allocate(1);
        blob.open(ReadCheck.OFF).read(5, target);
        assertThat(target.get(0)).isEqualTo((byte) (blob.bytes[5] ^ 1));
        assertThat(blob.outboard.opened()).isZero();
    }

    @Test
    void theBackingFileIsThereOnceEveryGroupWasVerified() throws CastoreException {
        BlobReader reader = blob.open(ReadCheck.FIRST_READ);
        assertThat(blob.readsRight(reader, 0, SIZE - 17)).isTrue();
        assertThat(reader.backingFile()).isEmpty();
        assertThat(blob.readsRight(reader, SIZE - 1, 1)).isTrue();
        assertThat(reader.backingFile()).hasValue(RecordingReader.FILE);
    }

    @Test
    void verifyingAllBringsTheBackingFileAndReadsNoGroupTwice() throws CastoreException {
        VerifiedBlobs memory = new VerifiedBlobs();
        BlobReader reader = blob.open(ReadCheck.FIRST_READ, memory);
        assertThat(blob.readsRight(reader, 0, GROUP)).isTrue();
        reader.verify();
        reader.verify();
        assertThat(blob.stored.read()).isEqualTo(SIZE);
        assertThat(reader.backingFile()).hasValue(RecordingReader.FILE);
        assertThat(blob.open(ReadCheck.FIRST_READ, memory).backingFile()).hasValue(RecordingReader.FILE);
    }

    @Test
    void whereEachReadIsVerifiedThereIsNoBackingFile() throws CastoreException {
        BlobReader reader = blob.open(ReadCheck.ALWAYS);
        reader.verify();
        assertThat(blob.readsRight(reader, 0, SIZE)).isTrue();
        assertThat(reader.backingFile()).isEmpty();
    }

    @Test
    void aBlobWithoutOutboardIsHashedOnceAndGetsOne() throws CastoreException {
        blob.outboard.set(new byte[0]);
        VerifiedBlobs memory = new VerifiedBlobs();
        BlobReader reader = blob.open(ReadCheck.FIRST_READ, memory);
        assertThat(blob.readsRight(reader, 100, 100)).isTrue();
        assertThat(blob.outboard.bytes()).hasValue(blob.nodes);
        assertThat(blob.stored.read()).isEqualTo(GROUP + SIZE);
        assertThat(reader.backingFile()).hasValue(RecordingReader.FILE);
    }

    @Test
    void anOutboardThatCannotBeKeptDoesNotStopReading() throws CastoreException {
        MemoryOutboard nowhere = new MemoryOutboard(temporary.resolve("missing"));
        BlobReader reader = new VerifiedBlobs().verifying(blob.digest, blob.stored, nowhere, ReadCheck.FIRST_READ);
        assertThat(blob.readsRight(reader, 0, SIZE)).isTrue();
        assertThat(nowhere.isMissing()).isTrue();
    }

    @Test
    void nodesAreAskedForOnceForEachRegion() throws CastoreException {
        BlobReader reader = blob.open(ReadCheck.ALWAYS);
        for (int i = 0; i < 10; i++) {
            assertThat(blob.readsRight(reader, 0, SIZE)).isTrue();
        }
        assertThat(blob.outboard.opened()).isEqualTo(1);
    }

    @Test
    void manyThreadsReadOneBlobThatNobodyHasVerified() throws Exception {
        blob.outboard.set(new byte[0]);
        try (BlobReader reader = blob.open(ReadCheck.FIRST_READ);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Boolean>> tasks = IntStream.range(0, 16)
                    .<Callable<Boolean>>mapToObj(seed -> () -> {
                        readsRightAtRandom(reader, new Random(seed));
                        return true;
                    })
                    .toList();
            for (Future<Boolean> task : threads.invokeAll(tasks)) {
                assertThat(task.get()).isTrue();
            }
        }
    }

    @Test
    void aBlobAtHandAsAWholeIsVerifiedOnce() throws CastoreException {
        VerifiedBlobs memory = new VerifiedBlobs();
        ByteBuffer bytes = ByteBuffer.wrap(blob.bytes);
        memory.verify(blob.digest, bytes, ReadCheck.FIRST_READ);
        blob.bytes[3] ^= 1;
        memory.verify(blob.digest, bytes, ReadCheck.FIRST_READ);
        memory.verify(blob.digest, bytes, ReadCheck.OFF);
        assertThatExceptionOfType(Corrupt.class)
                .isThrownBy(() -> memory.verify(blob.digest, bytes, ReadCheck.ALWAYS))
                .withMessageContaining("has wrong bytes");
        assertThatExceptionOfType(Corrupt.class)
                .isThrownBy(() -> new VerifiedBlobs().verify(blob.digest, bytes, ReadCheck.FIRST_READ));
    }

    @Test
    void aDamagedOutboardIsTold() throws CastoreException {
        OutboardCheck.check(blob.digest, SIZE, blob.outboard);
        OutboardCheck.check(blob.digest, SIZE, new MemoryOutboard(temporary));
        for (int length : List.of(0, blob.nodes.length - 1)) {
            blob.outboard.set(Arrays.copyOf(blob.nodes, length));
            assertTold();
        }
        for (int place = 0; place < blob.nodes.length; place += 31) {
            byte[] damaged = blob.nodes.clone();
            damaged[place] ^= 1;
            blob.outboard.set(damaged);
            assertTold();
        }
    }

    private void assertTold() {
        assertThatExceptionOfType(Corrupt.class)
                .isThrownBy(() -> OutboardCheck.check(blob.digest, SIZE, blob.outboard))
                .withMessageContaining("the outboard of blob " + blob.digest + " is damaged");
    }
}
