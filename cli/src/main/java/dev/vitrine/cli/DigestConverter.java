package dev.vitrine.cli;

import dev.vitrine.castore.model.CastoreException.Invalid;
import dev.vitrine.castore.model.Digest;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a digest in any of its forms. */
final class DigestConverter implements ITypeConverter<Digest> {
    @Override
    public Digest convert(String text) {
        try {
            return Digest.parse(text);
        } catch (Invalid e) {
            throw new TypeConversionException(e.getMessage());
        }
    }
}
