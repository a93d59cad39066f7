package dev.vitrine.castore.nix;

import static dev.vitrine.castore.Fixtures.name;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class StorePathNameTest {
    private static final String HASH = "00bgd045z0d4icpbc2yyz4gx48ak44la";

    @Test
    void theTwoPartsAreRead() {
        StorePathName path =
                StorePathName.parse(HASH + "-net-tools-1.60_p2017?=+Z").orElseThrow();
        assertThat(path.name()).isEqualTo("net-tools-1.60_p2017?=+Z");
        assertThat(path.hash().octets()).hasToString("8a12321522fd91efbd60ebb2481af88580f61600");
        assertThat(path).hasToString(HASH + "-net-tools-1.60_p2017?=+Z");
        assertThat(path.rootName()).isEqualTo(name(path.toString()));
        assertThat(StorePathName.of(path.rootName())).contains(path);
    }

    /** N2: A store path name is 32 characters of nixbase32, a dash, and 1 to 211 of the characters `0-9 a-z A-Z + - _ ? = .`; no other name is one. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                HASH,
                HASH + "-",
                HASH + "+x",
                HASH + "-a b",
                HASH + "-a/b",
                HASH + "-a\u00e9",
                HASH + "-a~",
                HASH + "x",
                "u0bgd045z0d4icpbc2yyz4gx48ak44la-x",
                "0bgd045z0d4icpbc2yyz4gx48ak44la-xy",
                "/nix/store/" + HASH + "-x",
            })
    void anyOtherNameIsNone(String text) {
        assertThat(StorePathName.parse(text)).isEmpty();
    }

    @Test
    void theLongestNameHas211Characters() {
        assertThat(StorePathName.parse(HASH + "-" + "x".repeat(211))).isPresent();
        assertThat(StorePathName.parse(HASH + "-" + "x".repeat(212))).isEmpty();
    }

    @Test
    void bytesThatAreNoTextAreNone() {
        byte[] bytes = (HASH + "-x").getBytes(US_ASCII);
        bytes[33] = (byte) 0xff;
        assertThat(StorePathName.of(name(bytes))).isEmpty();
    }

    @Test
    void theyAreInTheOrderOfTheirText() {
        Optional<StorePathName> a = StorePathName.parse("0".repeat(31) + "1-z");
        Optional<StorePathName> b = StorePathName.parse("1" + "0".repeat(31) + "-a");
        assertThat(a.orElseThrow()).isLessThan(b.orElseThrow());
    }
}
