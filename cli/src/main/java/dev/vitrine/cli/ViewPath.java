package dev.vitrine.cli;

import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.CastorePath;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code ROOT[/PATH]}; one slash at the end does no harm. */
final class ViewPath implements ITypeConverter<CastorePath> {
    @Override
    public CastorePath convert(String text) {
        try {
            CastorePath path = CastorePath.parse(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
            if (path.isTop()) {
                throw new TypeConversionException("a path starts with the name of a root");
            }
            return path;
        } catch (CastoreException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }
}
