package dev.vitrine.castore.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.castore.model.CastoreException.Invalid;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Asserts which rule of the data model some code breaks. */
public final class Violations {
    private Violations() {}

    public static void assertViolation(Violation expected, ThrowingCallable code) {
        assertThatThrownBy(code)
                .isInstanceOfSatisfying(
                        Invalid.class, e -> assertThat(e.violation()).isEqualTo(expected));
    }
}
