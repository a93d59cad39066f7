package dev.vitrine.castore.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.castore.model.CastoreException.Corrupt;
import dev.vitrine.castore.model.CastoreException.NotFound;
import org.junit.jupiter.api.Test;

class CastoreExceptionTest {
    /** Programs look for names that are not there all the time. */
    @Test
    void whatIsNotFoundCostsNoStackTrace() {
        assertThat(new NotFound("nothing is there").getStackTrace()).isEmpty();
        assertThat(new NotFound("nothing is there")).hasMessage("nothing is there");
        assertThat(new Corrupt("lost").getStackTrace()).isNotEmpty();
    }
}
