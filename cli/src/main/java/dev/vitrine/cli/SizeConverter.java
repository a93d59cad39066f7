package dev.vitrine.cli;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a number of bytes, 1 or more, as {@code 4096}, {@code 64KiB}, {@code 100MiB} or {@code 2GiB}. */
final class SizeConverter implements ITypeConverter<Long> {
    private static final Pattern FORM = Pattern.compile("([0-9]{1,12})(|KiB|MiB|GiB)");

    @Override
    public Long convert(String text) {
        Matcher form = FORM.matcher(text);
        long bytes = form.matches() ? Long.parseLong(form.group(1)) * factor(form.group(2)) : 0;
        if (bytes < 1) {
            throw new TypeConversionException("'" + text + "' is no number of bytes like 4096, 64KiB, 100MiB or 2GiB");
        }
        return bytes;
    }

    private static long factor(String unit) {
        return switch (unit) {
            case "KiB" -> 1L << 10;
            case "MiB" -> 1L << 20;
            case "GiB" -> 1L << 30;
            default -> 1;
        };
    }
}
