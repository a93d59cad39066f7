package dev.vitrine.castore.checksum;

import static dev.vitrine.castore.Fixtures.BLOB_A;
import static dev.vitrine.castore.Fixtures.HELLOWORLD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.Digest;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every memory of checksums does, as long as it has room. */
public interface ChecksumServiceContract {
    /** Some checksums, whatever of. */
    Checksums SOME = checksums(1);

    Checksums OTHER = checksums(2);

    /** The service under test: a new one for each test, that knows nothing. */
    ChecksumService checksums();

    private static Checksums checksums(int first) {
        byte[] bytes = new byte[Checksums.LENGTH];
        bytes[0] = (byte) first;
        bytes[Checksums.LENGTH - 1] = -1;
        return Checksums.of(bytes);
    }

    @Test
    default void whatWasNeverPutIsNotKnown() throws CastoreException {
        assertThat(checksums().get(HELLOWORLD.digest())).isEmpty();
    }

    @Test
    default void whatIsPutIsKnownAtOnce() throws CastoreException {
        checksums().put(HELLOWORLD.digest(), SOME);
        assertThat(checksums().get(HELLOWORLD.digest())).contains(SOME);
        assertThat(checksums().get(BLOB_A.digest())).isEmpty();
    }

    @Test
    default void eachBlobHasItsOwn() throws CastoreException {
        checksums().put(HELLOWORLD.digest(), SOME);
        checksums().put(BLOB_A.digest(), OTHER);
        assertThat(checksums().get(HELLOWORLD.digest())).contains(SOME);
        assertThat(checksums().get(BLOB_A.digest())).contains(OTHER);
    }

    @Test
    default void aSecondPutChangesNothing() throws CastoreException {
        checksums().put(HELLOWORLD.digest(), SOME);
        checksums().put(HELLOWORLD.digest(), SOME);
        assertThat(checksums().get(HELLOWORLD.digest())).contains(SOME);
    }

    @Test
    default void severalThreadsPutAtOnce() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Boolean>> tasks = IntStream.range(0, 8)
                    .<Callable<Boolean>>mapToObj(thread -> () -> putMany(thread))
                    .toList();
            for (Future<Boolean> task : threads.invokeAll(tasks)) {
                assertThat(task.get()).isTrue();
            }
        }
    }

    private boolean putMany(int thread) throws CastoreException {
        for (int i = 0; i < 50; i++) {
            Digest digest = new Digest(thread, i, 0, 0);
            checksums().put(digest, SOME);
            if (!checksums().get(digest).equals(java.util.Optional.of(SOME))) {
                return false;
            }
        }
        return true;
    }
}
