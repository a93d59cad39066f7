package dev.vitrine.cli;

import dev.vitrine.gateway.admin.LogForm;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the name of a log format, in lower case. */
final class LogFormConverter implements ITypeConverter<LogForm> {
    @Override
    public LogForm convert(String text) {
        return switch (text) {
            case "common" -> LogForm.COMMON;
            case "combined" -> LogForm.COMBINED;
            case "json" -> LogForm.JSON;
            default -> throw new TypeConversionException("a log format is common, combined or json");
        };
    }
}
