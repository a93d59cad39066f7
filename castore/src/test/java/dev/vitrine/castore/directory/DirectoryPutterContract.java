package dev.vitrine.castore.directory;

import static dev.vitrine.castore.Fixtures.DIRECTORY_A;
import static dev.vitrine.castore.Fixtures.DIRECTORY_A_DIGEST;
import static dev.vitrine.castore.Fixtures.DIRECTORY_B;
import static dev.vitrine.castore.Fixtures.DIRECTORY_B_DIGEST;
import static dev.vitrine.castore.Fixtures.DIRECTORY_C;
import static dev.vitrine.castore.Fixtures.DIRECTORY_C_DIGEST;
import static dev.vitrine.castore.Fixtures.directory;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.vitrine.castore.model.Added;
import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.CastoreException.Invalid;
import dev.vitrine.castore.model.Directory;
import dev.vitrine.castore.model.DirectoryNode;
import dev.vitrine.castore.model.Violation;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What every put of a closure obeys. */
public interface DirectoryPutterContract {
    /** The service under test: a new one for each test, without directories. */
    DirectoryService directories();

    private static void assertRefused(Violation violation, ThrowingCallable call) {
        assertThatExceptionOfType(Invalid.class)
                .isThrownBy(call)
                .extracting(Invalid::violation)
                .isEqualTo(violation);
    }

    @Test
    default void putSaysTheDigestOfEach() throws CastoreException {
        try (DirectoryPutter putter = directories().putter()) {
            assertThat(putter.put(DIRECTORY_A)).isEqualTo(DIRECTORY_A_DIGEST);
            assertThat(putter.put(DIRECTORY_B)).isEqualTo(DIRECTORY_B_DIGEST);
        }
    }

    @Test
    default void finishSaysTheRoot() throws CastoreException {
        try (DirectoryPutter putter = directories().putter()) {
            putter.put(DIRECTORY_A);
            putter.put(DIRECTORY_C);
            assertThat(putter.finish()).isEqualTo(DIRECTORY_C_DIGEST);
        }
    }

    @Test
    default void aDirectoryMayBePutTwice() throws CastoreException {
        try (DirectoryPutter putter = directories().putter()) {
            putter.put(DIRECTORY_A);
            assertThat(putter.put(DIRECTORY_A)).isEqualTo(DIRECTORY_A_DIGEST);
            putter.put(DIRECTORY_C);
            assertThat(putter.finish()).isEqualTo(DIRECTORY_C_DIGEST);
        }
    }

    @Test
    default void aPutterSaysWhatTheStoreDidNotHave() throws CastoreException {
        directories().put(DIRECTORY_A);
        DirectoryPutter putter = directories().putter();
        try (putter) {
            putter.put(DIRECTORY_A);
            assertThat(putter.added()).isEqualTo(Added.NOTHING);
            putter.put(DIRECTORY_B);
            putter.put(DIRECTORY_B);
            putter.finish();
        }
        assertThat(putter.added()).isEqualTo(new Added(1, DIRECTORY_B.encoding().remaining()));
    }

    /** S5: A put of directories is refused unless one root holds all of them. */
    @Test
    default void twoRootsAreRefused() throws CastoreException {
        try (DirectoryPutter putter = directories().putter()) {
            putter.put(DIRECTORY_A);
            putter.put(DIRECTORY_C);
            putter.put(DIRECTORY_B);
            assertRefused(Violation.NO_SINGLE_ROOT, putter::finish);
        }
    }

    @Test
    default void nothingIsRefused() throws CastoreException {
        try (DirectoryPutter putter = directories().putter()) {
            assertRefused(Violation.NO_SINGLE_ROOT, putter::finish);
        }
    }

    @Test
    default void aParentBeforeItsChildIsRefused() throws CastoreException {
        try (DirectoryPutter putter = directories().putter()) {
            assertRefused(Violation.UNKNOWN_CHILD, () -> putter.put(DIRECTORY_B));
        }
    }

    /** S6: A put of directories is refused unless each comes after all that it refers to, in the same put. */
    @Test
    default void itDoesNotHelpThatTheChildIsInTheStore() throws CastoreException {
        directories().put(DIRECTORY_A);
        try (DirectoryPutter putter = directories().putter()) {
            assertRefused(Violation.UNKNOWN_CHILD, () -> putter.put(DIRECTORY_B));
        }
    }

    /** S7: A put of directories is refused if one refers to another with a size that the other does not have. */
    @Test
    default void aWrongSizeIsRefused() throws CastoreException {
        Directory liar = directory("a", new DirectoryNode(DIRECTORY_A_DIGEST, 42));
        try (DirectoryPutter putter = directories().putter()) {
            putter.put(DIRECTORY_A);
            assertRefused(Violation.WRONG_SIZE, () -> putter.put(liar));
        }
    }

    @Test
    default void aRefusedDirectoryLeavesThePutterAsItWas() throws CastoreException {
        Directory liar = directory("a", new DirectoryNode(DIRECTORY_A_DIGEST, 42));
        try (DirectoryPutter putter = directories().putter()) {
            putter.put(DIRECTORY_A);
            assertRefused(Violation.WRONG_SIZE, () -> putter.put(liar));
            putter.put(DIRECTORY_B);
            assertThat(putter.finish()).isEqualTo(DIRECTORY_B_DIGEST);
        }
        assertThat(directories().get(DIRECTORY_B_DIGEST)).contains(DIRECTORY_B);
    }

    @Test
    default void putAfterFinishIsAMistake() throws CastoreException {
        try (DirectoryPutter putter = directories().putter()) {
            putter.put(DIRECTORY_A);
            putter.finish();
            assertThatIllegalStateException().isThrownBy(() -> putter.put(DIRECTORY_A));
        }
    }

    @Test
    default void finishingTwiceIsAMistake() throws CastoreException {
        try (DirectoryPutter putter = directories().putter()) {
            putter.put(DIRECTORY_A);
            putter.finish();
            assertThatIllegalStateException().isThrownBy(putter::finish);
        }
    }

    @Test
    default void aPutterThatIsClosedUnusedIsHarmless() throws CastoreException {
        DirectoryPutter putter = directories().putter();
        putter.close();
        putter.close();
        assertThat(directories().get(DIRECTORY_A_DIGEST)).isEmpty();
    }

    @Test
    default void closingAfterFinishKeepsWhatWasPut() throws CastoreException {
        DirectoryPutter putter = directories().putter();
        putter.put(DIRECTORY_A);
        putter.finish();
        putter.close();
        assertThat(directories().get(DIRECTORY_A_DIGEST)).contains(DIRECTORY_A);
    }

    @Test
    default void twoPuttersDoNotMix() throws CastoreException {
        try (DirectoryPutter one = directories().putter();
                DirectoryPutter other = directories().putter()) {
            one.put(DIRECTORY_A);
            assertRefused(Violation.UNKNOWN_CHILD, () -> other.put(DIRECTORY_B));
            one.put(DIRECTORY_B);
            assertThat(one.finish()).isEqualTo(DIRECTORY_B_DIGEST);
        }
    }
}
