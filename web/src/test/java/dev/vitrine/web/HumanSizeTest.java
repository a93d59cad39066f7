package dev.vitrine.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HumanSizeTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0 B",
        "1023, 1023 B",
        "1024, 1.0 KiB",
        "1536, 1.5 KiB",
        "1048576, 1.0 MiB",
        "9223372036854775807, 8.0 EiB",
        "-1, 16.0 EiB",
    })
    void bytesAreShownInTheLargestUnitThatFits(long bytes, String text) {
        assertThat(HumanSize.bytes(bytes)).isEqualTo(text);
    }

    @Test
    void oneEntryIsSingular() {
        assertThat(HumanSize.entries(1)).isEqualTo("1 entry");
        assertThat(HumanSize.entries(0)).isEqualTo("0 entries");
    }
}
