package dev.vitrine.gateway.dav;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.vitrine.castore.model.PathComponent;
import dev.vitrine.gateway.http.MediaTypes;
import java.util.Arrays;

/** Media types of the names of one listing, most of which end as the one before did. For one thread. */
final class TypeMemo {
    private byte[] extension = {};
    private byte[] type = {};

    /** The type of a file of that name, of which these are the bytes. All that may matter of it follows its first dot. */
    byte[] of(PathComponent called, byte[] name, int length) {
        int from = 0;
        while (from < length && name[from] != '.') {
            from++;
        }
        if (type.length == 0 || !Arrays.equals(name, from, length, extension, 0, extension.length)) {
            extension = Arrays.copyOfRange(name, from, length);
            type = MediaTypes.of(called).getBytes(ISO_8859_1);
        }
        return type;
    }
}
