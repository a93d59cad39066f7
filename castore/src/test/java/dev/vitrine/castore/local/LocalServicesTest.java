package dev.vitrine.castore.local;

import dev.vitrine.castore.blob.BlobBatchContract;
import dev.vitrine.castore.blob.BlobReaderContract;
import dev.vitrine.castore.blob.BlobServiceContract;
import dev.vitrine.castore.directory.DirectoryPutterContract;
import dev.vitrine.castore.directory.DirectoryServiceContract;
import dev.vitrine.castore.outboard.ReadCheck;
import dev.vitrine.castore.root.RootNodesContract;
import org.junit.jupiter.api.Nested;

/** The three services of a local store, each held to its contract: with the default options, and with others that change the way. */
final class LocalServicesTest {
    @Nested
    final class Blobs extends WithLocalStore implements BlobServiceContract, BlobReaderContract, BlobBatchContract {
        Blobs() {
            super(LocalStoreOptions.DEFAULTS);
        }
    }

    @Nested
    final class BlobsThatAreAllFiles extends WithLocalStore
            implements BlobServiceContract, BlobReaderContract, BlobBatchContract {
        BlobsThatAreAllFiles() {
            super(LocalStoreOptions.DEFAULTS.withFileThreshold(0));
        }
    }

    @Nested
    final class BlobsThatAreVerifiedAtEachRead extends WithLocalStore
            implements BlobServiceContract, BlobReaderContract, BlobBatchContract {
        BlobsThatAreVerifiedAtEachRead() {
            super(LocalStoreOptions.DEFAULTS.withFileThreshold(0).withReadCheck(ReadCheck.ALWAYS));
        }
    }

    @Nested
    final class BlobsThatAreNotVerified extends WithLocalStore
            implements BlobServiceContract, BlobReaderContract, BlobBatchContract {
        BlobsThatAreNotVerified() {
            super(LocalStoreOptions.DEFAULTS.withReadCheck(ReadCheck.OFF));
        }
    }

    @Nested
    final class BlobsThatAreWrittenOneByOne extends WithLocalStore
            implements BlobServiceContract, BlobReaderContract, BlobBatchContract {
        BlobsThatAreWrittenOneByOne() {
            super(LocalStoreOptions.DEFAULTS.withBatchBytes(1));
        }
    }

    @Nested
    final class Directories extends WithLocalStore implements DirectoryServiceContract, DirectoryPutterContract {
        Directories() {
            super(LocalStoreOptions.DEFAULTS);
        }
    }

    @Nested
    final class DirectoriesThatAreWrittenInPieces extends WithLocalStore
            implements DirectoryServiceContract, DirectoryPutterContract {
        DirectoriesThatAreWrittenInPieces() {
            super(LocalStoreOptions.DEFAULTS.withBatchBytes(1_000));
        }
    }

    @Nested
    final class Roots extends WithLocalStore implements RootNodesContract {
        Roots() {
            super(LocalStoreOptions.DEFAULTS);
        }
    }
}
