package dev.vitrine.cli;

import dev.vitrine.castore.model.CastorePath;
import java.nio.file.Path;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code DIR[=ROOT[/PATH]]}. Names of roots often have an equals sign in them and mountpoints hardly ever, so the first one counts. */
final class MountTargetConverter implements ITypeConverter<MountTarget> {
    private final ViewPath path = new ViewPath();

    @Override
    public MountTarget convert(String text) {
        int equals = text.indexOf('=');
        String directory = equals < 0 ? text : text.substring(0, equals);
        if (directory.isEmpty()) {
            throw new TypeConversionException("a directory to mount at comes first, as in DIR=ROOT/PATH");
        }
        return new MountTarget(
                Path.of(directory), equals < 0 ? CastorePath.TOP : path.convert(text.substring(equals + 1)));
    }
}
