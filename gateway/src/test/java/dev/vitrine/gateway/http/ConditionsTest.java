package dev.vitrine.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.castore.model.Digest;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.jetty.http.HttpFields;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Conditions on what has a date, which is one second after the epoch, and on what has none. */
class ConditionsTest {
    private static final EntityTag TAG = EntityTag.ofFile(Digest.EMPTY);
    private static final String AT = "Thu, 01 Jan 1970 00:00:01 GMT";
    private static final String BEFORE = "Thu, 01 Jan 1970 00:00:00 GMT";
    private static final String LATER = "Tue, 24 Nov 2026 10:00:00 GMT";

    private static HttpFields fields(String text) {
        HttpFields.Mutable fields = HttpFields.build();
        for (String line : text.split("; ", -1)) {
            String[] field = line.split("=", 2);
            String value = field[1].replace("TAG", TAG.value())
                    .replace("BEFORE", BEFORE)
                    .replace("LATER", LATER)
                    .replaceFirst("^AT$", AT);
            fields.add(field[0], value);
        }
        return fields;
    }

    private static Conditions dated(String text) {
        return Conditions.of(fields(text), Optional.of(TAG), Freshness.FOR_EVER.modified());
    }

    private static Conditions undated(String text) {
        return Conditions.of(fields(text), Optional.of(TAG), Freshness.UNDER_A_NAME.modified());
    }

    /** The order of RFC 9110, 13.2.2: If-Match, else If-Unmodified-Since; then If-None-Match, else If-Modified-Since. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "If-Modified-Since=AT|NOT_MODIFIED",
                "If-Modified-Since=LATER|NOT_MODIFIED",
                "If-Modified-Since=BEFORE|MET",
                "If-Modified-Since=AT; If-None-Match=\"other\"|MET",
                "If-Modified-Since=BEFORE; If-None-Match=TAG|NOT_MODIFIED",
                "If-Unmodified-Since=AT|MET",
                "If-Unmodified-Since=LATER|MET",
                "If-Unmodified-Since=BEFORE|FAILED",
                "If-Unmodified-Since=BEFORE; If-Match=TAG|MET",
                "If-Unmodified-Since=LATER; If-Match=\"other\"|FAILED",
                "If-Unmodified-Since=BEFORE; If-None-Match=TAG|FAILED",
                "If-Unmodified-Since=AT; If-None-Match=TAG|NOT_MODIFIED",
                "If-Match=TAG; If-None-Match=TAG|NOT_MODIFIED",
                "If-Match=\"other\"; If-None-Match=TAG|FAILED",
                "If-Match=*; If-Modified-Since=AT|NOT_MODIFIED",
            })
    void theOrderIsThatOfTheRfc(String request, Conditions outcome) {
        assertThat(dated(request)).isEqualTo(outcome);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Sun, 06 Nov 1994 08:49:37 GMT",
                "Sunday, 06-Nov-94 08:49:37 GMT",
                "Sun Nov  6 08:49:37 1994",
            })
    void aDateHasThreeForms(String date) {
        assertThat(dated("If-Modified-Since=" + date)).isEqualTo(Conditions.NOT_MODIFIED);
        assertThat(dated("If-Unmodified-Since=" + date)).isEqualTo(Conditions.MET);
    }

    @Test
    void whatIsNoDateIsIgnored() {
        assertThat(dated("If-Modified-Since=yesterday")).isEqualTo(Conditions.MET);
        assertThat(dated("If-Unmodified-Since=0")).isEqualTo(Conditions.MET);
        assertThat(dated("If-Modified-Since=AT; If-Modified-Since=AT")).isEqualTo(Conditions.MET);
    }

    @Test
    void withoutADateTheConditionsByDateAreIgnored() {
        assertThat(undated("If-Modified-Since=LATER")).isEqualTo(Conditions.MET);
        assertThat(undated("If-Unmodified-Since=BEFORE")).isEqualTo(Conditions.MET);
        assertThat(undated("If-Modified-Since=LATER; If-None-Match=TAG")).isEqualTo(Conditions.NOT_MODIFIED);
    }

    private static Extent extent(Freshness freshness, String ifRange) {
        return Extent.of(fields("Range=bytes=0-1; If-Range=" + ifRange), TAG, freshness.modified(), 10);
    }

    @Test
    void ifRangeTakesExactlyTheDate() {
        assertThat(extent(Freshness.FOR_EVER, "AT")).isEqualTo(new Extent.Part(0, 1, 10));
        assertThat(extent(Freshness.FOR_EVER, "TAG")).isEqualTo(new Extent.Part(0, 1, 10));
        assertThat(extent(Freshness.FOR_EVER, "LATER")).isEqualTo(new Extent.Whole(10));
        assertThat(extent(Freshness.FOR_EVER, "W/TAG")).isEqualTo(new Extent.Whole(10));
        assertThat(extent(Freshness.UNDER_A_NAME, "AT")).isEqualTo(new Extent.Whole(10));
    }

    @Test
    void theDateIsThatOfEveryEntry() {
        assertThat(Freshness.FOR_EVER.modified()).contains(Instant.ofEpochSecond(1));
    }
}
