package dev.vitrine.castore.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.castore.Command;
import dev.vitrine.castore.DiskImage;
import dev.vitrine.castore.Fixtures;
import dev.vitrine.castore.importer.ImportListener;
import dev.vitrine.castore.importer.ImportOptions;
import dev.vitrine.castore.importer.Importer;
import dev.vitrine.castore.model.FileNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SharedBlocksTest {
    private static final long DISK = 400L << 20;

    @TempDir
    private Path temp;

    private static FileNode imported(LocalStore store, Path file) throws IOException {
        return (FileNode) new Importer(store.blobs(), store.directories(), ImportOptions.defaults())
                .importTree(file, ImportListener.NONE);
    }

    private static Path blob(Path store, FileNode node) {
        String hex = node.digest().hex();
        return store.resolve("blobs")
                .resolve(hex.substring(0, 2))
                .resolve(hex.substring(2, 4))
                .resolve(hex);
    }

    /** I30: Where the file system can share blocks, a file longer than 64 KiB is not copied: its blob shares its blocks. */
    @ParameterizedTest
    @ValueSource(strings = {"mkfs.xfs", "mkfs.btrfs"})
    void aLongFileIsNotCopied(String mkfs) throws IOException {
        try (DiskImage disk = DiskImage.of(temp, DISK, mkfs, "-q");
                LocalStore store = LocalStore.create(disk.path().resolve("store"))) {
            Path file = Files.write(disk.path().resolve("file"), Fixtures.BLOB_5M.toByteArray());
            FileNode node = imported(store, file);
            assertThat(node.digest()).isEqualTo(Fixtures.BLOB_5M.digest());
            Path blob = blob(disk.path().resolve("store"), node);
            assertThat(blob).hasBinaryContent(Fixtures.BLOB_5M.toByteArray());
            assertThat(Files.getPosixFilePermissions(blob)).isEqualTo(PosixFilePermissions.fromString("r--r--r--"));
            assertThat(Command.run("filefrag", "-v", blob.toString())).contains("shared");
            Files.writeString(file, "changed afterwards");
            assertThat(blob).hasBinaryContent(Fixtures.BLOB_5M.toByteArray());
        }
    }

    @Test
    void onAnotherFileSystemItIsCopied() throws IOException {
        try (DiskImage disk = DiskImage.of(temp, DISK, "mkfs.xfs", "-q");
                LocalStore store = LocalStore.create(disk.path().resolve("store"))) {
            Path file = Files.write(temp.resolve("file"), Fixtures.BLOB_5M.toByteArray());
            FileNode node = imported(store, file);
            assertThat(blob(disk.path().resolve("store"), node)).hasBinaryContent(Fixtures.BLOB_5M.toByteArray());
        }
    }
}
