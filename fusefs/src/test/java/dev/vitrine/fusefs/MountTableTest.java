package dev.vitrine.fusefs;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MountTableTest {
    private static final List<String> LINES = List.of(
            "22 1 0:20 / /sys rw,nosuid shared:7 master:2 - sysfs sysfs rw",
            "31 1 0:40 / /mnt/a\\040b\\134 ro - fuse.vitrine vitrine ro",
            "32 1 0:41 / /mnt/twice ro - ext4 /dev/sda rw",
            "33 1 0:42 / /mnt/twice ro - fuse.bindfs /x rw");

    private static MountTable.Line at(String place) {
        return MountTable.find(LINES, place.getBytes(ISO_8859_1)).orElseThrow();
    }

    @Test
    void optionalFieldsAreSkipped() {
        assertThat(at("/sys")).isEqualTo(new MountTable.Line("0:20", "sysfs"));
    }

    @Test
    void escapesAreUndone() {
        assertThat(at("/mnt/a b\\")).isEqualTo(new MountTable.Line("0:40", "fuse.vitrine"));
        assertThat(at("/mnt/a b\\").connection()).isEqualTo("40");
    }

    @Test
    void theTopmostCounts() {
        assertThat(at("/mnt/twice").type()).isEqualTo("fuse.bindfs");
    }

    @Test
    void elsewhereNothingIsMounted() {
        assertThat(MountTable.find(LINES, "/mnt".getBytes(ISO_8859_1))).isEmpty();
    }
}
