package dev.vitrine.cli;

import dev.vitrine.fusefs.Fuse;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the name of a way to mount, in lower case. */
final class FuseConverter implements ITypeConverter<Fuse> {
    @Override
    public Fuse convert(String text) {
        return switch (text) {
            case "auto" -> Fuse.AUTO;
            case "kernel" -> Fuse.KERNEL;
            case "jnr" -> Fuse.JNR;
            default -> throw new TypeConversionException("a way to mount is auto, kernel or jnr");
        };
    }
}
