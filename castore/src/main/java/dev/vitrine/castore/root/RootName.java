package dev.vitrine.castore.root;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.vitrine.castore.model.CastoreException.Invalid;
import dev.vitrine.castore.model.PathBytes;
import dev.vitrine.castore.model.PathComponent;
import dev.vitrine.castore.model.Violation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/** The names that a root may have: any name but those that Vitrine keeps for itself. */
public final class RootName {
    /** Stands at the top of HTTP addresses by content. */
    private static final byte[] RESERVED = ".castore".getBytes(UTF_8);

    private RootName() {}

    /** The root name of these bytes; {@link Violation#RESERVED_NAME}, or the rule of {@link PathComponent} that they break. */
    public static PathComponent of(byte[] bytes) throws Invalid {
        if (Arrays.equals(bytes, RESERVED)) {
            throw new Invalid(
                    Violation.RESERVED_NAME,
                    "the root name '.castore' is kept for Vitrine itself; give another one with --name");
        }
        return PathComponent.of(bytes);
    }

    /** The root name that is the UTF-8 form of this text. */
    public static PathComponent of(String text) throws Invalid {
        return of(text.getBytes(UTF_8));
    }

    /**
     * The name that an import of this path has by default: the last name in it, or, where that is {@code .}, {@code ..} or nothing,
     * the name of the real directory.
     *
     * @throws Invalid if that is reserved, or if there is none because the path is {@code /}
     * @throws IOException if the real directory cannot be found out
     */
    public static PathComponent defaultFor(Path path) throws IOException {
        byte[] last = lastName(path);
        return of(isPlain(last) ? last : lastName(path.toRealPath()));
    }

    private static byte[] lastName(Path path) throws Invalid {
        Path last = path.getFileName();
        if (last == null) {
            throw new Invalid(Violation.EMPTY, "the path '/' has no name of its own; give the root one with --name");
        }
        return PathBytes.of(last);
    }

    private static boolean isPlain(byte[] name) {
        return switch (name.length) {
            case 0 -> false;
            case 1 -> name[0] != '.';
            case 2 -> name[0] != '.' || name[1] != '.';
            default -> true;
        };
    }
}
