package dev.vitrine.gateway.path;

import dev.vitrine.castore.model.CastoreException.Invalid;
import dev.vitrine.castore.model.CastorePath;
import dev.vitrine.castore.model.PathComponent;
import dev.vitrine.castore.model.Violation;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * The path of a request target, decoded from percent-encoding to bytes and never to text. It is not normalised: what is no plain list
 * of names is refused.
 *
 * @param path the names
 * @param slash whether a slash ends it, which asks for a directory
 */
public record RequestPath(CastorePath path, boolean slash) {
    private static final char FIRST_PRINTABLE = 0x21;
    private static final char LAST_PRINTABLE = 0x7e;
    private static final int HEX = 16;

    /**
     * Reads the raw path of a request, as it came.
     *
     * @throws Invalid for a path without a slash at its start, an empty segment, {@code .}, {@code ..}, NUL, an encoded slash, a name of
     *     more than 255 bytes, a percent sign without two hexadecimal digits, and characters that a path cannot have
     */
    public static RequestPath parse(String raw) throws Invalid {
        if (!raw.startsWith("/")) {
            throw new Invalid(Violation.PATH, "the path of a request starts with a slash");
        }
        if (raw.length() == 1) {
            return new RequestPath(CastorePath.TOP, true);
        }
        boolean slash = raw.endsWith("/");
        List<PathComponent> names = new ArrayList<>();
        for (String segment : raw.substring(1, raw.length() - (slash ? 1 : 0)).split("/", -1)) {
            names.add(name(segment));
        }
        return new RequestPath(new CastorePath(names), slash);
    }

    /**
     * Reads one percent-encoded name.
     *
     * @throws Invalid for what {@link #parse} refuses in a segment
     */
    public static PathComponent name(String encoded) throws Invalid {
        return PathComponent.of(decode(encoded));
    }

    private static byte[] decode(String segment) throws Invalid {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(segment.length());
        for (int i = 0; i < segment.length(); i++) {
            char c = segment.charAt(i);
            if (c < FIRST_PRINTABLE || c > LAST_PRINTABLE) {
                throw new Invalid(Violation.PATH, "a path has characters that must be percent-encoded");
            }
            if (c != '%') {
                bytes.write(c);
                continue;
            }
            bytes.write(hexDigit(segment, i + 1) * HEX + hexDigit(segment, i + 2));
            i += 2;
        }
        return bytes.toByteArray();
    }

    private static int hexDigit(String segment, int at) throws Invalid {
        int digit = at < segment.length() ? Character.digit(segment.charAt(at), HEX) : -1;
        if (digit < 0) {
            throw new Invalid(Violation.PATH, "a percent sign in a path has two hexadecimal digits after it");
        }
        return digit;
    }
}
