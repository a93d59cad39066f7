package dev.vitrine.castore.checksum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class ChecksumsTest {
    private static byte[] filled(int length, int value) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }

    private final Checksums checksums = Checksums.of(filled(32, 1), filled(64, 2));

    @Test
    void theTwoStayApart() {
        assertThat(checksums.sha256()).isEqualTo(filled(32, 1));
        assertThat(checksums.sha512()).isEqualTo(filled(64, 2));
    }

    @Test
    void theEncodingComesBack() {
        assertThat(Checksums.of(checksums.toByteArray())).isEqualTo(checksums).hasSameHashCodeAs(checksums);
        assertThat(Checksums.of(filled(96, 1))).isNotEqualTo(checksums);
    }

    @Test
    void nobodyCanChangeThem() {
        checksums.sha256()[0] = 9;
        checksums.sha512()[0] = 9;
        checksums.toByteArray()[0] = 9;
        assertThat(checksums).isEqualTo(Checksums.of(filled(32, 1), filled(64, 2)));
    }

    @Test
    void otherLengthsAreMistakes() {
        assertThatIllegalArgumentException().isThrownBy(() -> Checksums.of(filled(31, 1), filled(64, 2)));
        assertThatIllegalArgumentException().isThrownBy(() -> Checksums.of(filled(32, 1), filled(65, 2)));
        assertThatIllegalArgumentException().isThrownBy(() -> Checksums.of(filled(95, 1)));
    }
}
