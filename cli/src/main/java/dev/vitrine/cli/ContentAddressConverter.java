package dev.vitrine.cli;

import dev.vitrine.castore.model.CastoreException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code ROOT[/PATH]}, or a digest and a path below it. */
final class ContentAddressConverter implements ITypeConverter<ContentAddress> {
    @Override
    public ContentAddress convert(String text) {
        try {
            ContentAddress address = ContentAddress.parse(text);
            if (address.isTop()) {
                throw new TypeConversionException("a path starts with the name of a root or a digest");
            }
            return address;
        } catch (CastoreException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }
}
