package dev.vitrine.castore.near;

import dev.vitrine.castore.blob.BlobBatchContract;
import dev.vitrine.castore.blob.BlobReaderContract;
import dev.vitrine.castore.blob.BlobServiceContract;
import dev.vitrine.castore.directory.DirectoryPutterContract;
import dev.vitrine.castore.directory.DirectoryServiceContract;
import java.time.Duration;
import org.junit.jupiter.api.Nested;

/** The services of a near store, each held to its contract. That something is not there is asked for each time, since the tests write. */
final class NearServicesTest {
    private static final NearOptions OPTIONS = NearOptions.DEFAULTS.withAbsence(Duration.ZERO);

    @Nested
    final class Blobs extends WithNearStore implements BlobServiceContract, BlobReaderContract, BlobBatchContract {
        Blobs() {
            super(OPTIONS);
        }
    }

    @Nested
    final class Directories extends WithNearStore implements DirectoryServiceContract, DirectoryPutterContract {
        Directories() {
            super(OPTIONS);
        }
    }
}
