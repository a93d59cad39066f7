package dev.vitrine.gateway.path;

import dev.vitrine.castore.model.PathComponent;
import java.nio.ByteBuffer;

/** Names as segments of a URL: every byte that is not unreserved (RFC 3986, 2.3) is percent-encoded. */
public final class Href {
    private static final String UNRESERVED = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
    private static final String HEX = "0123456789ABCDEF";

    private Href() {}

    /** A relative reference to a child of that name. It can be mistaken neither for a scheme nor for a dot segment. */
    public static String of(PathComponent name) {
        StringBuilder out = new StringBuilder(name.length());
        for (ByteBuffer bytes = name.asByteBuffer(); bytes.hasRemaining(); ) {
            append(bytes.get() & 0xff, out);
        }
        return out.toString();
    }

    /** A relative reference to a child directory. */
    public static String ofDirectory(PathComponent name) {
        return of(name) + "/";
    }

    /** A relative reference so many directories up from the page of a directory. */
    public static String up(int levels) {
        return levels == 0 ? "./" : "../".repeat(levels);
    }

    private static void append(int b, StringBuilder out) {
        if (UNRESERVED.indexOf(b) >= 0) {
            out.append((char) b);
        } else {
            out.append('%').append(HEX.charAt(b >> 4)).append(HEX.charAt(b & 0xf));
        }
    }
}
