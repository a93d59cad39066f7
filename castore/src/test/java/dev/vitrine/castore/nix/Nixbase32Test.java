package dev.vitrine.castore.nix;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class Nixbase32Test {
    /**
     * N1: A hash is written as nixbase32: the bytes as a little-endian number to the base of 32, without e, o, t and u, and read only as it would have
     * been written.
     */
    @ParameterizedTest
    @CsvSource({
        "xm35nga2g20mz5sm5l6n8v3bdm86yj83, 03496f506d6b6c640d2d55975f8178423d5b46ed",
        "00bgd045z0d4icpbc2yyz4gx48ak44la, 8a12321522fd91efbd60ebb2481af88580f61600",
        "00000000000000000000000000000000, 0000000000000000000000000000000000000000",
        "0mdqa9w1p6cmli6976v4wi0sw9r4p5prkj7lzfd1877wk11c9c73, e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "0z, 1f",
        "7z, ff",
    })
    void textAndBytesAreOne(String text, String hex) {
        assertThat(Nixbase32.encode(HexFormat.of().parseHex(hex))).isEqualTo(text);
        assertThat(Nixbase32.decode(text)).contains(HexFormat.of().parseHex(hex));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "8z", // a bit past the end
                "zz",
                "0", // no bytes have one character
                "000", // nor three
                "em35nga2g20mz5sm5l6n8v3bdm86yj83",
                "XM35NGA2G20MZ5SM5L6N8V3BDM86YJ83",
                "2mdqa9w1p6cmli6976v4wi0sw9r4p5prkj7lzfd1877wk11c9c73",
            })
    void whatIsNoSuchTextIsEmpty(String text) {
        assertThat(Nixbase32.decode(text)).isEmpty();
    }

    @Test
    void bytesOfAnyLengthComeBack() {
        Random random = new Random(5);
        for (int length = 0; length < 70; length++) {
            byte[] bytes = new byte[length];
            random.nextBytes(bytes);
            String text = Nixbase32.encode(bytes);
            assertThat(text).hasSize(Nixbase32.length(length));
            assertThat(Nixbase32.decode(text)).contains(bytes);
        }
    }
}
