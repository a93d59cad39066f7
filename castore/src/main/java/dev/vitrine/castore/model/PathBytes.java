package dev.vitrine.castore.model;

import java.io.ByteArrayOutputStream;
import java.nio.file.Path;

/**
 * The exact bytes of a {@link Path}. Its text is a decoding by the locale and loses what it cannot show; its URI escapes each byte
 * on its own. On the way back, {@code Path.of(URI)} makes a path of any bytes.
 */
public final class PathBytes {
    /** Nothing lies below a device, so that the look at the disk which {@link Path#toUri} takes ends here at once. */
    private static final Path NOWHERE = Path.of("/dev/null");

    private PathBytes() {}

    /** The bytes of a path of the default file system. The disk is not asked about the path; no bytes for the empty path. */
    public static byte[] of(Path path) {
        if (path.toString().isEmpty()) {
            return new byte[0];
        }
        if (!path.isAbsolute()) {
            return relative(path);
        }
        byte[] names = path.getNameCount() == 0 ? new byte[0] : relative(path.subpath(0, path.getNameCount()));
        byte[] absolute = new byte[names.length + 1];
        absolute[0] = '/';
        System.arraycopy(names, 0, absolute, 1, names.length);
        return absolute;
    }

    private static byte[] relative(Path path) {
        String escaped = NOWHERE.resolve(path).toUri().getRawPath();
        return unescape(escaped.substring(NOWHERE.toString().length() + 1));
    }

    private static byte[] unescape(String escaped) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(escaped.length());
        for (int i = 0; i < escaped.length(); i++) {
            char c = escaped.charAt(i);
            if (c == '%') {
                out.write(Integer.parseInt(escaped, i + 1, i + 3, 16));
                i += 2;
            } else {
                out.write(c);
            }
        }
        return out.toByteArray();
    }
}
