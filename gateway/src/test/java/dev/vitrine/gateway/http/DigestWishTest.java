package dev.vitrine.gateway.http;

import static dev.vitrine.gateway.http.DigestAlgorithm.BLAKE3;
import static dev.vitrine.gateway.http.DigestAlgorithm.SHA_256;
import static dev.vitrine.gateway.http.DigestAlgorithm.SHA_512;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.eclipse.jetty.http.HttpFields;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DigestWishTest {
    private static Optional<DigestWish> wish(String... values) {
        HttpFields.Mutable fields = HttpFields.build();
        for (String value : values) {
            fields.add("want-repr-digest", value);
        }
        return DigestWish.of(fields, DigestWish.REPRESENTATION);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sha-256=1|SHA_256",
                "sha-512=3, sha-256=10, unixsum=0|SHA_256, SHA_512",
                "sha-256=1,sha-512=1|SHA_256, SHA_512",
                "blake3=10 , sha-512=9|BLAKE3, SHA_512",
                "sha-256=0, sha-512=2|SHA_512",
                "sha-256=5;note=\"x\", sha-512=4|SHA_256, SHA_512",
                "sha-256=1, sha-512=2, sha-256=3|SHA_256, SHA_512",
            })
    void theMostWantedComesFirst(String value, String wanted) {
        assertThat(wish(value).orElseThrow().wanted()).hasToString("[" + wanted + "]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "md5=10",
                "sha-256=11",
                "sha-256=-1",
                "sha-256=1.5",
                "sha-256",
                "sha-256=?1",
                "sha-256=\"x\"",
                "sha-256=999999999999999999",
                "sha-256=5, sha-256=x"
            })
    void whatIsNoWeightIsPassedBy(String value) {
        assertThat(wish(value).orElseThrow().wanted()).isEmpty();
        assertThat(wish(value).orElseThrow().accepts(SHA_256)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",", "sha-256=1,", "SHA-256=1", "sha 256=1", "=1", "sha-256=1, ,sha-512=1", "\u00e4=1"})
    void whatIsNoDictionaryIsNoWish(String value) {
        assertThat(wish(value)).isEmpty();
    }

    @Test
    void zeroIsNotAcceptable() {
        DigestWish wish = wish("sha-256=0, blake3=0").orElseThrow();
        assertThat(wish.wanted()).isEmpty();
        assertThat(wish.accepts(SHA_256)).isFalse();
        assertThat(wish.accepts(BLAKE3)).isFalse();
        assertThat(wish.accepts(SHA_512)).isTrue();
    }

    @Test
    void severalFieldsAreOneDictionary() {
        assertThat(wish("sha-256=1", "sha-512=2").orElseThrow().wanted()).containsExactly(SHA_512, SHA_256);
        assertThat(wish()).isEmpty();
    }
}
