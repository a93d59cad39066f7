package dev.vitrine.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.gateway.http.Accept;
import java.util.List;
import org.eclipse.jetty.http.HttpFields;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AcceptTest {
    private static String best(HttpFields fields) {
        return Accept.best(fields, List.of("text/html", "application/json", "text/plain"));
    }

    /**
     * A12: Of the three forms the client gets the one of the highest quality by the Accept field; of several, the one that is named most
     * exactly; of several, the first of page, JSON and text.
     */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "application/json | application/json",
                "APPLICATION/Json; charset=utf-8 | application/json",
                "text/plain | text/plain",
                "*/* | text/html",
                "text/* | text/html",
                "application/* | application/json",
                "application/json, text/plain, */* | application/json",
                "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8 | text/html",
                "text/html, text/*;q=0.5, image/*, application/*, x-scheme-handler/* | text/html",
                "text/plain;q=0.5, application/json;q=0.4 | text/plain",
                "text/plain;q=0.5, application/json;q=0.501 | application/json",
                "*/*;q=0.1, application/json;q=0.05, text/html;q=0 | text/plain",
                "text/html;q=0, */* | application/json",
                "text/*;q=0.9, text/html;q=0.1 | text/plain",
                "application/json;q=1.000, text/html;q=0.999 | application/json",
                "application/json;q=0., text/plain;Q=0.1 | text/plain",
                "application/json;indent=4 | application/json",
                "application/json;x=\"a,b;c\", text/html;q=0.2 | application/json",
                "application/json;q=2, text/plain;q=0.1 | text/plain",
                "application/json;q=x, text/plain;q=0.1 | text/plain",
                "json, text/plain;q=0.1 | text/plain",
                ", ,text/plain, | text/plain",
            })
    void theBestFormIsChosen(String accept, String best) {
        assertThat(best(HttpFields.build().put("Accept", accept))).isEqualTo(best);
    }

    /** A13: A client that takes none of them, or does not say what it takes, gets the page. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"image/png", "''", "text/html;q=0", "*/*;q=0", "*/json", "nonsense", "application/json;q=0"})
    void whoTakesNoneGetsThePage(String accept) {
        assertThat(best(HttpFields.build().put("Accept", accept))).isEqualTo("text/html");
        assertThat(best(HttpFields.EMPTY)).isEqualTo("text/html");
    }

    @Test
    void severalFieldsAreOneList() {
        HttpFields fields =
                HttpFields.build().add("Accept", "text/html;q=0.1").add("Accept", "image/png, application/json");
        assertThat(best(fields)).isEqualTo("application/json");
    }
}
