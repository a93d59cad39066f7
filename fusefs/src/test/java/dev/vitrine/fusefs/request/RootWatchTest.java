package dev.vitrine.fusefs.request;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.castore.model.PathComponent;
import dev.vitrine.castore.view.CastoreView;
import dev.vitrine.castore.view.Entry;
import dev.vitrine.fusefs.Sample;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The races that a real mount shows once in a thousand runs. */
class RootWatchTest {
    private static final PathComponent ROOT = Sample.name("root");

    private final Sample sample = new Sample();
    private final CastoreView view = sample.view();
    private final RootWatch watch = new RootWatch(view);
    private final List<String> calls = new ArrayList<>();
    private final RootWatch.Kernel kernel = new RootWatch.Kernel() {
        @Override
        public void forget(PathComponent name) {
            calls.add("forget " + name);
            watch.forgotten(name);
        }

        @Override
        public void invalidate(PathComponent name) {
            calls.add("invalidate " + name);
        }

        @Override
        public void invalidateListing() {}
    };

    private Entry old = new Entry.Top();

    @BeforeEach
    void look() throws Exception {
        sample.root("root", sample.file("old"));
        old = now();
        watch.check(kernel);
    }

    private Entry now() throws Exception {
        return view.child(new Entry.Top(), ROOT).orElseThrow();
    }

    @Test
    void whatDidNotChangeIsLeftAlone() throws Exception {
        assertThat(watch.saw(ROOT, old, true)).isTrue();
        watch.check(kernel);
        sample.root("other", Sample.symlink("anywhere"));
        watch.check(kernel);
        assertThat(calls).isEmpty();
    }

    @Test
    void whatWasNeverToldIsLeftAlone() throws Exception {
        sample.root("root", sample.file("new"));
        watch.check(kernel);
        assertThat(calls).isEmpty();
    }

    @Test
    void aChangeIsForgottenOnceWhenNobodyLookedItUpJustNow() throws Exception {
        watch.saw(ROOT, old, false);
        sample.root("root", sample.file("new"));
        watch.check(kernel);
        watch.check(kernel);
        assertThat(calls).containsExactly("forget root", "invalidate root");
        assertThat(watch.saw(ROOT, now(), false)).isTrue();
    }

    /** A reply may be on its way to the kernel while the name is invalidated. */
    @Test
    void whatWasLookedUpJustNowIsInvalidatedTwice() throws Exception {
        watch.saw(ROOT, old, true);
        sample.root("root", sample.file("new"));
        watch.check(kernel);
        watch.check(kernel);
        watch.check(kernel);
        assertThat(calls).containsExactly("forget root", "invalidate root", "invalidate root");
    }

    /** A request may read the old state, and be noted when the change was already compared. */
    @Test
    void anOldStateThatIsNotedLateIsFound() throws Exception {
        sample.root("root", sample.file("new"));
        watch.check(kernel);
        watch.saw(ROOT, old, false);
        watch.check(kernel);
        assertThat(calls).containsExactly("forget root", "invalidate root");
    }

    /** Until the inode is forgotten, its pages may be of either state. */
    @Test
    void twoStatesUnderOneInodeAreUnsettled() throws Exception {
        watch.saw(ROOT, old, false);
        sample.root("root", sample.file("new"));
        assertThat(watch.saw(ROOT, now(), false)).isFalse();
        assertThat(watch.saw(ROOT, now(), false)).isFalse();
        watch.check(kernel);
        assertThat(calls).containsExactly("forget root", "invalidate root");
        assertThat(watch.saw(ROOT, now(), false)).isTrue();
    }

    @Test
    void thereAndBackBetweenTwoChecksIsFoundToo() throws Exception {
        watch.saw(ROOT, old, false);
        sample.root("root", sample.file("new"));
        watch.saw(ROOT, now(), false);
        sample.root("root", sample.file("old"));
        assertThat(watch.saw(ROOT, now(), false)).isFalse();
        watch.check(kernel);
        assertThat(calls).containsExactly("forget root", "invalidate root");
    }

    @Test
    void aRemovedRootIsForgotten() {
        watch.saw(ROOT, old, false);
        sample.roots.remove(ROOT);
        watch.check(kernel);
        assertThat(calls).containsExactly("forget root", "invalidate root");
    }
}
