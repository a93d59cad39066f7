package dev.vitrine.cli;

import dev.vitrine.castore.outboard.ReadCheck;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads when to verify reads, in lower case. */
final class ReadCheckConverter implements ITypeConverter<ReadCheck> {
    @Override
    public ReadCheck convert(String text) {
        return switch (text) {
            case "off" -> ReadCheck.OFF;
            case "first-read" -> ReadCheck.FIRST_READ;
            case "always" -> ReadCheck.ALWAYS;
            default -> throw new TypeConversionException("what is read is verified off, first-read or always");
        };
    }
}
