package dev.vitrine.castore.local;

import static dev.vitrine.castore.Fixtures.BLOB_100K;
import static dev.vitrine.castore.Fixtures.BLOB_A;
import static dev.vitrine.castore.Fixtures.DIRECTORY_A_DIGEST;
import static dev.vitrine.castore.Fixtures.DIRECTORY_B;
import static dev.vitrine.castore.Fixtures.DIRECTORY_B_DIGEST;
import static dev.vitrine.castore.Fixtures.HELLOWORLD;
import static dev.vitrine.castore.Fixtures.directory;
import static dev.vitrine.castore.Fixtures.name;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.castore.Fixtures.Blob;
import dev.vitrine.castore.blob.BlobBatch;
import dev.vitrine.castore.blob.BlobReader;
import dev.vitrine.castore.blob.BlobServiceContract;
import dev.vitrine.castore.checksum.Checksums;
import dev.vitrine.castore.directory.DirectoryPutter;
import dev.vitrine.castore.gc.Amount;
import dev.vitrine.castore.gc.GcOptions;
import dev.vitrine.castore.gc.GcReport;
import dev.vitrine.castore.hash.Blake3;
import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.CastoreException.Corrupt;
import dev.vitrine.castore.model.Digest;
import dev.vitrine.castore.model.Directory;
import dev.vitrine.castore.model.DirectoryNode;
import dev.vitrine.castore.model.FileNode;
import dev.vitrine.castore.store.Pin;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class LocalGarbageTest extends WithLocalStore {
    private static final GcOptions AT_ONCE = GcOptions.sparing(Duration.ZERO);
    private static final GcOptions LATER = GcOptions.sparing(GcOptions.DEFAULT_GRACE);
    private static final FileNode FILE_A = new FileNode(BLOB_A.digest(), BLOB_A.size(), false);
    private static final FileNode FILE_100K = new FileNode(BLOB_100K.digest(), BLOB_100K.size(), false);
    private static final Directory TREE = directory("big", FILE_100K, "small", FILE_A);
    private static final DirectoryNode TREE_NODE = new DirectoryNode(Blake3.digest(TREE), TREE.size());
    private static final Amount ALL_OF_TREE = Amount.directory(TREE.encoding().remaining())
            .plus(Amount.blob(BLOB_A.size()))
            .plus(Amount.blob(BLOB_100K.size()));

    LocalGarbageTest() {
        super(LocalStoreOptions.DEFAULTS);
    }

    private GcReport collect(GcOptions options) throws CastoreException {
        return store().collectGarbage(options);
    }

    private void putTree() throws CastoreException {
        blobs().put(BLOB_A.buffer());
        blobs().put(BLOB_100K.buffer());
        directories().put(TREE);
    }

    private Path fileOf100K() {
        return path().resolve("blobs/33/23/33237041d787cb9a533bf9cf6db6d6aa027f7a269aef24557a7cf70ef53ddd65");
    }

    private void assertTreeIsWhole() throws CastoreException {
        assertThat(WholeRoots.check(store())).containsEntry(name("tree"), TREE_NODE);
        assertThat(directories().get(TREE_NODE.digest())).contains(TREE);
        assertThat(read(BLOB_A)).isEqualTo(BLOB_A.toByteArray());
        assertThat(read(BLOB_100K)).isEqualTo(BLOB_100K.toByteArray());
    }

    private void assertTreeIsGone() throws CastoreException {
        assertThat(directories().get(TREE_NODE.digest())).isEmpty();
        assertThat(blobs().open(BLOB_A.digest())).isEmpty();
        assertThat(blobs().open(BLOB_100K.digest())).isEmpty();
        assertThat(fileOf100K()).doesNotExist();
    }

    private byte[] read(Blob blob) throws CastoreException {
        return BlobServiceContract.read(blobs(), blob.digest());
    }

    @Test
    void anEmptyStoreHasNoGarbage() throws CastoreException {
        GcReport report = collect(AT_ONCE);
        assertThat(report.swept()).isEqualTo(Amount.NOTHING);
        assertThat(report.roots()).isZero();
    }

    /** S28: A collection removes what no root reaches once that was condemned for a grace, and nothing that a root reaches. */
    @Test
    void garbageIsCondemnedAndThenSwept() throws CastoreException {
        putTree();
        blobs().put(HELLOWORLD.buffer());
        roots().put(name("hello"), new FileNode(HELLOWORLD.digest(), HELLOWORLD.size(), false));

        GcReport first = collect(LATER);
        assertThat(first.condemned()).isEqualTo(ALL_OF_TREE);
        assertThat(first.waiting()).isEqualTo(ALL_OF_TREE);
        assertThat(first.swept()).isEqualTo(Amount.NOTHING);
        assertThat(read(BLOB_100K)).as("readers find what is condemned").isEqualTo(BLOB_100K.toByteArray());

        assertThat(collect(LATER).condemned()).as("a second time").isEqualTo(Amount.NOTHING);
        GcReport last = collect(AT_ONCE);
        assertThat(last.swept()).isEqualTo(ALL_OF_TREE);
        assertThat(last.waiting()).isEqualTo(Amount.NOTHING);
        assertThat(last.roots()).isEqualTo(1);
        assertThat(last.blobs()).isEqualTo(1);
        assertTreeIsGone();
        assertThat(read(HELLOWORLD)).isEqualTo(HELLOWORLD.toByteArray());
    }

    @Test
    void theGraceBeginsWithTheSentence() {
        Condemned sentence = new Condemned(1, 1_000_000);
        Duration grace = Duration.ofSeconds(2);
        assertThat(sentence.isDue(1_001_999, grace)).isFalse();
        assertThat(sentence.isDue(1_002_000, grace)).isTrue();
        assertThat(sentence.isDue(1_000_000, Duration.ZERO)).isTrue();
    }

    @Test
    void withoutAGraceItIsSweptAtOnce() throws CastoreException {
        putTree();
        GcReport report = collect(AT_ONCE);
        assertThat(report.condemned()).isEqualTo(ALL_OF_TREE);
        assertThat(report.swept()).isEqualTo(ALL_OF_TREE);
        assertTreeIsGone();
    }

    /** Otherwise an import would rely on it, which may be removed before the root is set. */
    @Test
    void aBatchDoesNotHaveWhatIsCondemned() throws CastoreException {
        putTree();
        collect(LATER);
        try (BlobBatch batch = blobs().batch()) {
            assertThat(batch.has(BLOB_A.digest())).isFalse();
            batch.put(BLOB_A.buffer());
            batch.commit();
            assertThat(batch.has(BLOB_A.digest())).isTrue();
        }
    }

    @Test
    void whatRootsReachStays() throws CastoreException {
        putTree();
        roots().put(name("tree"), TREE_NODE);
        GcReport report = collect(AT_ONCE);
        assertThat(report.swept()).isEqualTo(Amount.NOTHING);
        assertThat(report.directories()).isEqualTo(1);
        assertThat(report.blobs()).isEqualTo(2);
        assertTreeIsWhole();
    }

    @Test
    void morePiecesThanOneAreSwept() throws CastoreException {
        putTree();
        roots().put(name("tree"), TREE_NODE);
        try (var batch = blobs().batch()) {
            for (int i = 0; i < 25_000; i++) {
                batch.put(ByteBuffer.allocate(8).putLong(0, i));
            }
            batch.commit();
        }
        assertThat(collect(AT_ONCE).swept()).isEqualTo(new Amount(0, 25_000, 200_000));
        assertTreeIsWhole();
    }

    /** The empty directory has the digest of the empty blob, and a digest may name one of each. */
    @Test
    void aDirectoryIsNotTakenForABlobOfItsDigest() throws CastoreException {
        ByteBuffer encoding = TREE.encoding();
        blobs().put(encoding.duplicate());
        putTree();
        roots().put(name("tree"), TREE_NODE);
        assertThat(collect(AT_ONCE).swept()).isEqualTo(Amount.blob(encoding.remaining()));
        assertThat(blobs().has(TREE_NODE.digest())).isFalse();
        assertTreeIsWhole();
    }

    /** S29: What is condemned is spared when it is written again, or when a root reaches it again. */
    @Test
    void whatIsWrittenAgainIsSpared() throws CastoreException {
        putTree();
        collect(LATER);
        putTree();
        GcReport report = collect(LATER);
        assertThat(report.swept()).isEqualTo(Amount.NOTHING);
        assertThat(report.condemned()).as("since it is as if it were new").isEqualTo(ALL_OF_TREE);
        assertThat(directories().get(TREE_NODE.digest())).contains(TREE);
    }

    @Test
    void whatARootReachesAgainIsPardoned() throws CastoreException {
        putTree();
        collect(LATER);
        assertThat(blobs().has(BLOB_A.digest()))
                .as("nobody shall rely on what is condemned")
                .isFalse();
        roots().put(name("tree"), TREE_NODE);
        GcReport report = collect(AT_ONCE);
        assertThat(report.pardoned()).isEqualTo(ALL_OF_TREE);
        assertThat(report.swept()).isEqualTo(Amount.NOTHING);
        assertTreeIsWhole();
        assertThat(blobs().has(BLOB_A.digest())).isTrue();
    }

    /** S30: What is written, or found to be there, under a pin is not removed before the pin ends; a pin ends with its process at the latest. */
    @Test
    void aPinProtectsWhatWasThereBefore() throws CastoreException {
        putTree();
        Pin pin = store().pin();
        putTree();
        GcReport report = collect(AT_ONCE);
        assertThat(report.pins()).isEqualTo(1);
        assertThat(report.condemned()).isEqualTo(ALL_OF_TREE);
        assertThat(report.waiting()).isEqualTo(ALL_OF_TREE);
        roots().put(name("tree"), TREE_NODE);
        pin.close();
        assertThat(collect(AT_ONCE).pardoned()).isEqualTo(ALL_OF_TREE);
        assertTreeIsWhole();
    }

    @Test
    void aPinDoesNotProtectWhatWasCondemnedBeforeIt() throws CastoreException {
        putTree();
        collect(LATER);
        try (Pin _ = store().pin()) {
            assertThat(collect(AT_ONCE).swept()).isEqualTo(ALL_OF_TREE);
        }
    }

    @Test
    void theOldestOfSeveralPinsCounts() throws CastoreException {
        putTree();
        Pin first = store().pin();
        collect(LATER);
        Pin second = store().pin();
        assertThat(collect(AT_ONCE).swept()).isEqualTo(Amount.NOTHING);
        first.close();
        first.close();
        assertThat(collect(AT_ONCE).swept())
                .as("this process still holds its oldest")
                .isEqualTo(Amount.NOTHING);
        second.close();
        assertThat(collect(AT_ONCE).swept()).isEqualTo(ALL_OF_TREE);
    }

    /** S31: A dry run says what a collection would do, and writes nothing. */
    @Test
    void aDryRunWritesNothing() throws Exception {
        putTree();
        Path index = path().resolve("index/data.mdb");
        byte[] before = Files.readAllBytes(index);
        GcReport at = collect(AT_ONCE.dry());
        GcReport later = collect(LATER.dry());
        assertThat(Files.readAllBytes(index)).isEqualTo(before);
        assertThat(fileOf100K()).exists();
        assertThat(at.condemned()).isEqualTo(ALL_OF_TREE);
        assertThat(later.waiting()).isEqualTo(ALL_OF_TREE);
        assertThat(later.swept()).isEqualTo(Amount.NOTHING);
        assertThat(at).isEqualTo(collect(AT_ONCE));
    }

    @Test
    void aDryRunKnowsOfWhatIsCondemned() throws CastoreException {
        putTree();
        directories().put(Directory.empty());
        collect(LATER);
        roots().put(name("empty"), new DirectoryNode(DIRECTORY_A_DIGEST, 0));
        GcReport report = collect(AT_ONCE.dry());
        assertThat(report).isEqualTo(collect(AT_ONCE));
        assertThat(report.pardoned()).isEqualTo(Amount.directory(0));
        assertThat(report.swept()).isEqualTo(ALL_OF_TREE);
    }

    /** S32: Where a directory below a root is missing or broken a collection removes nothing, and names it. */
    @Test
    void nothingIsRemovedWhereADirectoryIsMissing() throws CastoreException {
        putTree();
        roots().put(name("broken"), new DirectoryNode(DIRECTORY_B_DIGEST, 1));
        assertThatThrownBy(() -> collect(AT_ONCE))
                .isInstanceOf(Corrupt.class)
                .hasMessageContaining("below 'broken'")
                .hasMessageContaining(DIRECTORY_B_DIGEST.toString());
        roots().put(name("tree"), TREE_NODE);
        assertThat(WholeRoots.check(without("broken"))).hasSize(1);
        assertTreeIsWhole();
    }

    private LocalStore without(String root) throws CastoreException {
        roots().remove(name(root));
        return store();
    }

    /** S33: Files among the blobs that the index does not know are removed when they are as old as the grace; what is not ours stays. */
    @Test
    void orphanFilesAreRemoved() throws Exception {
        putTree();
        roots().put(name("tree"), TREE_NODE);
        Path hex = path().resolve("blobs/a8/2c/a82c5154a7a0c262c6fdb929a317585646f8fbcf80326d0a7b8747edaf2d99d2");
        Path outboard = hex.resolveSibling(hex.getFileName() + ".obao4");
        Path ours = fileOf100K().resolveSibling(fileOf100K().getFileName() + ".obao4");
        Path stranger = hex.resolveSibling("README");
        Files.createDirectories(hex.getParent());
        Files.writeString(hex, "five!");
        Files.setPosixFilePermissions(hex, PosixFilePermissions.fromString("r--r--r--"));
        for (Path file : new Path[] {outboard, ours, stranger}) {
            Files.writeString(file, "four");
        }
        assertThat(collect(LATER).orphans()).isEqualTo(GcReport.Files.NONE);
        assertThat(collect(AT_ONCE.dry()).orphans()).isEqualTo(new GcReport.Files(2, 9));
        assertThat(hex).exists();
        GcReport report = collect(AT_ONCE);
        assertThat(report.orphans()).isEqualTo(new GcReport.Files(2, 9));
        assertThat(report.strangers()).isEqualTo(1);
        assertThat(hex).doesNotExist();
        assertThat(outboard).doesNotExist();
        assertThat(stranger).exists();
        assertThat(ours).exists();
        roots().remove(name("tree"));
        assertThat(collect(AT_ONCE).orphans()).isEqualTo(GcReport.Files.NONE);
        assertThat(ours).as("what lies beside a blob goes with it").doesNotExist();
    }

    @Test
    void checksumsGoWithTheirBlob() throws Exception {
        putTree();
        LocalChecksumService checksums = (LocalChecksumService) store().checksums();
        checksums.put(BLOB_A.digest(), Checksums.of(new byte[32], new byte[64]));
        checksums.write();
        assertThat(checksums.get(BLOB_A.digest())).isPresent();
        collect(AT_ONCE);
        assertThat(checksums.get(BLOB_A.digest())).isEmpty();
    }

    /** S34: A blob that is open stays readable when a collection removes it. */
    @Test
    void anOpenBlobStaysReadable() throws CastoreException {
        putTree();
        try (BlobReader reader = blobs().open(BLOB_100K.digest()).orElseThrow()) {
            collect(AT_ONCE);
            ByteBuffer target = ByteBuffer.allocate(BLOB_100K.size());
            assertThat(reader.read(0, target)).isEqualTo(BLOB_100K.size());
            assertThat(target.array()).isEqualTo(BLOB_100K.toByteArray());
        }
        assertTreeIsGone();
    }

    @Test
    void whatWasSweptCanBeWrittenAgain() throws CastoreException {
        putTree();
        collect(AT_ONCE);
        putTree();
        roots().put(name("tree"), TREE_NODE);
        collect(AT_ONCE);
        assertTreeIsWhole();
    }

    @Test
    void aClosureIsPutAgainWhereOnlyItsRootIsCondemned() throws CastoreException {
        putClosureOfB();
        roots().put(name("a"), new DirectoryNode(DIRECTORY_A_DIGEST, 0));
        collect(LATER);
        putClosureOfB();
        collect(AT_ONCE);
        roots().put(name("b"), new DirectoryNode(putClosureOfB(), 1));
        collect(AT_ONCE);
        assertThat(directories().get(DIRECTORY_B_DIGEST)).contains(DIRECTORY_B);
    }

    private Digest putClosureOfB() throws CastoreException {
        try (DirectoryPutter putter = directories().putter()) {
            putter.put(Directory.empty());
            putter.put(DIRECTORY_B);
            return putter.finish();
        }
    }

    @Test
    void anUnreadableStoreIsNoReasonToRemoveAnything() throws IOException {
        putTree();
        close();
        assertThatThrownBy(() -> collect(AT_ONCE)).isInstanceOf(CastoreException.Unavailable.class);
        reopen();
        assertThat(read(BLOB_A)).isEqualTo(BLOB_A.toByteArray());
    }
}
