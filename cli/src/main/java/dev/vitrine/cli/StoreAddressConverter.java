package dev.vitrine.cli;

import dev.vitrine.castore.address.StoreAddress;
import dev.vitrine.castore.model.CastoreException.Invalid;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a {@link StoreAddress}. */
final class StoreAddressConverter implements ITypeConverter<StoreAddress> {
    @Override
    public StoreAddress convert(String text) {
        try {
            return StoreAddress.parse(text);
        } catch (Invalid e) {
            throw new TypeConversionException(e.getMessage());
        }
    }
}
