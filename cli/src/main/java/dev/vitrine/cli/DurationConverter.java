package dev.vitrine.cli;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a time as {@code 90s}, {@code 30m}, {@code 24h} or {@code 7d}, or as ISO 8601 has it, {@code PT24H}. Never negative. */
final class DurationConverter implements ITypeConverter<Duration> {
    private static final Pattern SHORT = Pattern.compile("([0-9]{1,9})(s|m|h|d)");

    @Override
    public Duration convert(String text) {
        Matcher form = SHORT.matcher(text);
        Duration duration = form.matches() ? of(Long.parseLong(form.group(1)), form.group(2)) : iso(text);
        if (duration.isNegative()) {
            throw new TypeConversionException("'" + text + "' is less than no time");
        }
        return duration;
    }

    private static Duration of(long number, String unit) {
        return switch (unit) {
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
        };
    }

    private static Duration iso(String text) {
        try {
            return Duration.parse(text);
        } catch (DateTimeParseException e) {
            throw new TypeConversionException("'" + text + "' is no time like 90s, 30m, 24h or 7d");
        }
    }
}
