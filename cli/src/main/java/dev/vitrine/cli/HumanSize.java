package dev.vitrine.cli;

import java.util.List;
import java.util.Locale;

/** Numbers of bytes as people read them. */
final class HumanSize {
    private static final List<String> UNITS = List.of("B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB");

    private HumanSize() {}

    /** Up to 1,023 bytes exactly; more of them in the largest binary unit that fits, rounded to one decimal. */
    static String of(long bytes) {
        double amount = bytes;
        int unit = 0;
        while (amount >= 1024) {
            amount /= 1024;
            unit++;
        }
        return String.format(Locale.ROOT, unit == 0 ? "%.0f %s" : "%.1f %s", amount, UNITS.get(unit));
    }
}
