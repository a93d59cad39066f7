package dev.vitrine.web;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;

/** Sizes as people read them. */
final class HumanSize {
    private static final List<String> UNITS = List.of("B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB");
    private static final BigDecimal STEP = BigDecimal.valueOf(1024);

    private HumanSize() {}

    /** Up to 1,023 bytes exactly; more of them in the largest binary unit that fits, rounded to one decimal. */
    static String bytes(long unsigned) {
        BigDecimal amount = new BigDecimal(new BigInteger(Long.toUnsignedString(unsigned)));
        int unit = 0;
        while (amount.compareTo(STEP) >= 0) {
            amount = amount.divide(STEP);
            unit++;
        }
        return amount.setScale(unit == 0 ? 0 : 1, RoundingMode.HALF_UP) + " " + UNITS.get(unit);
    }

    static String entries(long unsigned) {
        return Long.toUnsignedString(unsigned) + (unsigned == 1 ? " entry" : " entries");
    }
}
