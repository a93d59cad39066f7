package dev.vitrine.fusefs.request;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.CastoreException.Corrupt;
import dev.vitrine.castore.model.CastoreException.Invalid;
import dev.vitrine.castore.model.CastoreException.ListingDisabled;
import dev.vitrine.castore.model.CastoreException.NotADirectory;
import dev.vitrine.castore.model.CastoreException.NotFound;
import dev.vitrine.castore.model.CastoreException.Unavailable;
import dev.vitrine.castore.model.Violation;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ErrnoTest {
    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(new NotFound("x"), -2),
                Arguments.of(new NotADirectory("x"), -20),
                Arguments.of(new ListingDisabled(), -1),
                Arguments.of(new Invalid(Violation.TOO_LONG, "x"), -36),
                Arguments.of(new Invalid(Violation.NUL, "x"), -22),
                Arguments.of(new Corrupt("x"), -5),
                Arguments.of(Unavailable.because("x", new IOException()), -5),
                Arguments.of(Unavailable.deadlineExceeded("x", new IOException()), -5));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void eachFailureHasItsNumber(CastoreException failure, int answer) {
        assertThat(Errno.of(failure).answer()).isEqualTo(answer);
    }
}
