package dev.vitrine.castore.root;

import static dev.vitrine.castore.Fixtures.name;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.CastoreException.ListingDisabled;
import org.junit.jupiter.api.Test;

final class UnlistedRootNodesTest {
    private final MutableRootNodes listed = new MemoryRootNodes();
    private final RootNodes roots = new UnlistedRootNodes(listed);

    @Test
    void refusesToBeListed() {
        assertThatExceptionOfType(ListingDisabled.class).isThrownBy(roots::list);
    }

    @Test
    void answersForANameThatIsKnown() throws CastoreException {
        listed.put(name("root"), RootNodesContract.FILE);
        assertThat(roots.get(name("root"))).contains(RootNodesContract.FILE);
    }

    @Test
    void hasTheRevisionOfWhatItWraps() throws CastoreException {
        listed.put(name("root"), RootNodesContract.FILE);
        assertThat(roots.revision()).isEqualTo(listed.revision());
    }
}
