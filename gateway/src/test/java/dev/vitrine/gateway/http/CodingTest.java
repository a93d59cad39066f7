package dev.vitrine.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CodingTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gzip|GZIP",
                "GZIP|GZIP",
                "x-gzip|GZIP",
                "gzip, deflate, br|GZIP",
                "br;q=1.0, gzip;q=0.8, *;q=0.1|GZIP",
                "gzip ; q=0.001|GZIP",
                "*|GZIP",
                "*;q=0.5|GZIP",
                "identity;q=0|IDENTITY",
                "identity;q=0, *|GZIP",
                "gzip;q=0|IDENTITY",
                "gzip;q=0, *|IDENTITY",
                "gzip;q=0.5, identity|IDENTITY",
                "gzip;q=0.5, identity;q=0.5|GZIP",
                "*;q=0|IDENTITY",
                "deflate, br|IDENTITY",
                "gzip;q=x|IDENTITY",
                "gzip;q=1.5|IDENTITY",
                "gzipped|IDENTITY",
                ",|IDENTITY",
                "''|IDENTITY",
            })
    void theBestCodingIsChosen(String value, Coding coding) {
        assertThat(Coding.of(HttpFields.build().add(HttpHeader.ACCEPT_ENCODING, value)))
                .isEqualTo(coding);
    }

    @Test
    void whoSaysNothingGetsPlainText() {
        assertThat(Coding.of(HttpFields.EMPTY)).isEqualTo(Coding.IDENTITY);
    }
}
