package dev.vitrine.castore.grpc.client;

import static dev.vitrine.castore.Fixtures.BLOB_A;
import static dev.vitrine.castore.Fixtures.DIRECTORY_COMPLICATED;
import static dev.vitrine.castore.Fixtures.DIRECTORY_COMPLICATED_DIGEST;
import static dev.vitrine.castore.Fixtures.DIRECTORY_WITH_KEEP;
import static dev.vitrine.castore.Fixtures.HELLOWORLD;
import static dev.vitrine.castore.Fixtures.symlink;
import static dev.vitrine.castore.nix.PathInfos.full;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.vitrine.castore.Fixtures;
import dev.vitrine.castore.blob.BlobBatchContract;
import dev.vitrine.castore.blob.BlobReaderContract;
import dev.vitrine.castore.blob.BlobServiceContract;
import dev.vitrine.castore.directory.DirectoryPutter;
import dev.vitrine.castore.directory.DirectoryPutterContract;
import dev.vitrine.castore.directory.DirectoryServiceContract;
import dev.vitrine.castore.grpc.Dialect;
import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.CastoreException.Corrupt;
import dev.vitrine.castore.model.CastoreException.Unavailable;
import dev.vitrine.castore.model.DirectoryNode;
import dev.vitrine.castore.model.Node;
import dev.vitrine.castore.nix.PathInfoService;
import dev.vitrine.castore.nix.PathInfoServiceContract;
import dev.vitrine.castore.root.RootNodesContract;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The services of a remote store, each held to its contract, in both dialects over both kinds of socket. */
final class RemoteServicesTest {
    @Nested
    final class BlobsTvixTcp extends WithRemoteStore
            implements BlobServiceContract, BlobReaderContract, BlobBatchContract {
        BlobsTvixTcp() {
            super(Dialect.TVIX, false);
        }
    }

    @Nested
    final class BlobsByParts extends WithRemoteStore
            implements BlobServiceContract, BlobReaderContract, BlobBatchContract {
        BlobsByParts() {
            super(Dialect.TVIX, true, true);
        }
    }

    @Nested
    final class DirectoriesTvixTcp extends WithRemoteStore
            implements DirectoryServiceContract, DirectoryPutterContract {
        DirectoriesTvixTcp() {
            super(Dialect.TVIX, false);
        }
    }

    @Nested
    final class BlobsTvixUnix extends WithRemoteStore
            implements BlobServiceContract, BlobReaderContract, BlobBatchContract {
        BlobsTvixUnix() {
            super(Dialect.TVIX, true);
        }
    }

    @Nested
    final class DirectoriesTvixUnix extends WithRemoteStore
            implements DirectoryServiceContract, DirectoryPutterContract {
        DirectoriesTvixUnix() {
            super(Dialect.TVIX, true);
        }
    }

    @Nested
    final class BlobsSnixTcp extends WithRemoteStore
            implements BlobServiceContract, BlobReaderContract, BlobBatchContract {
        BlobsSnixTcp() {
            super(Dialect.SNIX, false);
        }
    }

    @Nested
    final class DirectoriesSnixTcp extends WithRemoteStore
            implements DirectoryServiceContract, DirectoryPutterContract {
        DirectoriesSnixTcp() {
            super(Dialect.SNIX, false);
        }
    }

    @Nested
    final class BlobsSnixUnix extends WithRemoteStore
            implements BlobServiceContract, BlobReaderContract, BlobBatchContract {
        BlobsSnixUnix() {
            super(Dialect.SNIX, true);
        }
    }

    @Nested
    final class DirectoriesSnixUnix extends WithRemoteStore
            implements DirectoryServiceContract, DirectoryPutterContract {
        DirectoriesSnixUnix() {
            super(Dialect.SNIX, true);
        }
    }

    /** What roots refer to has to be there. */
    abstract static class WithReferents extends WithRemoteStore implements RootNodesContract {
        WithReferents(boolean isUnix) {
            super(Dialect.TVIX, isUnix);
        }

        @BeforeEach
        void putReferents() throws CastoreException {
            blobs().put(HELLOWORLD.buffer());
            blobs().put(BLOB_A.buffer());
            try (DirectoryPutter putter = directories().putter()) {
                putter.put(DIRECTORY_WITH_KEEP);
                putter.put(DIRECTORY_COMPLICATED);
                putter.finish();
            }
        }

        /** Other sizes than those of what they refer to are refused by the server. */
        @Override
        @Test
        public void sizesAreUnsigned() {
            Node huge = new DirectoryNode(DIRECTORY_COMPLICATED_DIGEST, -1);
            assertThatExceptionOfType(Unavailable.class)
                    .isThrownBy(() -> roots().put(Fixtures.name("huge"), huge))
                    .withMessageContaining("refuses to set the root 'huge'");
        }
    }

    @Nested
    final class RootsTcp extends WithReferents {
        RootsTcp() {
            super(false);
        }
    }

    @Nested
    final class RootsUnix extends WithReferents {
        RootsUnix() {
            super(true);
        }
    }

    /** What is known of store paths. What is not known there is calculated there, within the deadline of an answer. */
    abstract static class WithPathInfos extends WithRemoteStore implements PathInfoServiceContract {
        WithPathInfos(Dialect dialect, boolean isUnix) {
            super(dialect, isUnix);
        }

        @Override
        public final PathInfoService pathInfos() {
            return remote().pathInfoService().orElseThrow();
        }

        /** A root that leads to a hole is refused by the server: it gets one in another way. */
        @Override
        @Test
        public void aRootWhoseBlobIsMissingIsCorrupt() throws CastoreException {
            stored().roots().put(PATH.rootName(), FILE);
            assertThatExceptionOfType(Corrupt.class)
                    .isThrownBy(() -> pathInfos().get(PATH.hash(), () -> false));
            assertThatExceptionOfType(Corrupt.class)
                    .isThrownBy(() -> pathInfos().list(() -> false, _ -> true));
        }

        /** The one who stops is here, and the one who calculates is there: what is stopped here is a list. */
        @Override
        @Test
        public void whoIsStoppedGetsNothingAndKeepsNothing() throws CastoreException {
            pathInfos().put(full(PATH, symlink("x")));
            assertThatExceptionOfType(CancellationException.class)
                    .isThrownBy(() -> pathInfos().list(() -> true, _ -> true));
        }
    }

    @Nested
    final class PathInfosTvixTcp extends WithPathInfos {
        PathInfosTvixTcp() {
            super(Dialect.TVIX, false);
        }
    }

    @Nested
    final class PathInfosSnixUnix extends WithPathInfos {
        PathInfosSnixUnix() {
            super(Dialect.SNIX, true);
        }
    }
}
