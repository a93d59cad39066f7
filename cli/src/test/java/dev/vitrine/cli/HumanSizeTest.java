package dev.vitrine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class HumanSizeTest {
    @Test
    void sizesAreInTheLargestUnitThatFits() {
        assertThat(HumanSize.of(0)).isEqualTo("0 B");
        assertThat(HumanSize.of(1023)).isEqualTo("1023 B");
        assertThat(HumanSize.of(1024)).isEqualTo("1.0 KiB");
        assertThat(HumanSize.of(1_500_000)).isEqualTo("1.4 MiB");
        assertThat(HumanSize.of(Long.MAX_VALUE)).isEqualTo("8.0 EiB");
    }
}
