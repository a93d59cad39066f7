package dev.vitrine.cli;

import dev.vitrine.fusefs.FuseFiles;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the name of a way to read files, in lower case. */
final class FuseFilesConverter implements ITypeConverter<FuseFiles> {
    @Override
    public FuseFiles convert(String text) {
        return switch (text) {
            case "cached" -> FuseFiles.CACHED;
            case "passthrough" -> FuseFiles.PASSTHROUGH;
            default -> throw new TypeConversionException("a way to read files is cached or passthrough");
        };
    }
}
