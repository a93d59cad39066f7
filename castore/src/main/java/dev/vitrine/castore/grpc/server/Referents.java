package dev.vitrine.castore.grpc.server;

import dev.vitrine.castore.blob.BlobReader;
import dev.vitrine.castore.blob.BlobService;
import dev.vitrine.castore.directory.DirectoryService;
import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.CastoreException.Corrupt;
import dev.vitrine.castore.model.CastoreException.Invalid;
import dev.vitrine.castore.model.Digest;
import dev.vitrine.castore.model.Directory;
import dev.vitrine.castore.model.DirectoryNode;
import dev.vitrine.castore.model.FileNode;
import dev.vitrine.castore.model.Node;
import dev.vitrine.castore.model.SymlinkNode;
import dev.vitrine.castore.model.Violation;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.Optional;

/**
 * Whether all is there that a root node would lead to. Blobs and directories came in calls of their own, perhaps long ago, so that some
 * may be missing, or gone since; a root must not lead to a hole. Thread-safe.
 */
final class Referents {
    private final BlobService blobs;
    private final DirectoryService directories;

    Referents(BlobService blobs, DirectoryService directories) {
        this.blobs = blobs;
        this.directories = directories;
    }

    /**
     * Looks each directory below the node up, and each blob.
     *
     * @param goOn asked between any two of them; ends the walk by what it throws
     * @throws StatusRuntimeException FAILED_PRECONDITION, if one is missing
     * @throws Invalid if the node says another size than what it refers to
     */
    void check(Node node, Runnable goOn) throws CastoreException {
        switch (node) {
            case DirectoryNode directory -> check(directory, goOn);
            case FileNode file -> check(file);
            case SymlinkNode _ -> {}
        }
    }

    private void check(FileNode file) throws CastoreException {
        checkThere(file.digest());
        try (BlobReader blob = blobs.open(file.digest()).orElseThrow(() -> missing("blob", file.digest()))) {
            checkSize(file.size(), blob.size());
        }
    }

    private void check(DirectoryNode node, Runnable goOn) throws CastoreException {
        Directory top = directories.get(node.digest()).orElseThrow(() -> missing("directory", node.digest()));
        checkSize(node.size(), top.size());
        try {
            directories.closure(node.digest(), (_, directory) -> checkFiles(directory, goOn));
        } catch (Corrupt e) {
            throw Status.FAILED_PRECONDITION
                    .withDescription(e.getMessage())
                    .withCause(e)
                    .asRuntimeException();
        }
    }

    private void checkFiles(Directory directory, Runnable goOn) throws CastoreException {
        for (int i = 0; i < directory.count(); i++) {
            if (directory.node(i) instanceof FileNode file) {
                goOn.run();
                checkThere(file.digest());
            }
        }
        goOn.run();
    }

    /** What a collection has condemned since it was put counts as there: it stays, because it is kept. */
    private void checkThere(Digest blob) throws CastoreException {
        if (!blobs.has(blob) && !canBeOpened(blob)) {
            throw missing("blob", blob);
        }
    }

    private boolean canBeOpened(Digest blob) throws CastoreException {
        Optional<BlobReader> reader = blobs.open(blob);
        reader.ifPresent(BlobReader::close);
        return reader.isPresent();
    }

    private static void checkSize(long said, long found) throws Invalid {
        if (said != found) {
            throw new Invalid(
                    Violation.WRONG_SIZE,
                    "the node says size " + Long.toUnsignedString(said) + ", and what it refers to has "
                            + Long.toUnsignedString(found));
        }
    }

    private static StatusRuntimeException missing(String kind, Digest digest) {
        return Status.FAILED_PRECONDITION
                .withDescription(kind + " " + digest + " is not there: put it first")
                .asRuntimeException();
    }
}
