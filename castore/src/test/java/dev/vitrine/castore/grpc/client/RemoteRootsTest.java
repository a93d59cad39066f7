package dev.vitrine.castore.grpc.client;

import static dev.vitrine.castore.Fixtures.name;
import static dev.vitrine.castore.Fixtures.symlink;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.castore.grpc.Dialect;
import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.Node;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Roots that change behind a server's back. */
final class RemoteRootsTest extends WithRemoteStore {
    private static final Node LINK = symlink("elsewhere");

    RemoteRootsTest() {
        super(Dialect.TVIX, true);
    }

    /** G37: A root that another process sets in the store of a server shows at its clients within one second. */
    @Test
    void changesOfOthersShow() throws Exception {
        long before = remote().roots().revision();
        stored().roots().put(name("new"), LINK);
        assertThat(remote().roots().get(name("new"))).contains(LINK);
        assertThat(remote().roots().list()).containsOnlyKeys(name("new"));
        long begun = System.nanoTime();
        while (remote().roots().revision() == before) {
            TimeUnit.MILLISECONDS.sleep(5);
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(1));
        }
    }

    @Test
    void whatIsSetHereIsInTheStore() throws CastoreException {
        roots().put(name("new"), LINK);
        assertThat(stored().roots().get(name("new"))).contains(LINK);
        assertThat(roots().remove(name("new"))).isTrue();
        assertThat(stored().roots().get(name("new"))).isEmpty();
    }
}
