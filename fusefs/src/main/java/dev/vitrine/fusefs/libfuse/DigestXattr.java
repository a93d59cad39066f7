package dev.vitrine.fusefs.libfuse;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.vitrine.castore.view.DigestAttribute;
import dev.vitrine.castore.view.Entry;
import dev.vitrine.fusefs.jnr.Native;
import dev.vitrine.fusefs.request.Errno;

/**
 * Digests as extended attributes (xattr(7)): one name for files, one for directories, none for symlinks and the top; the value is the
 * digest's text form without a NUL.
 */
final class DigestXattr {
    private DigestXattr() {}

    private static final byte[] BLOB = DigestAttribute.BLOB.xattr().getBytes(US_ASCII);
    private static final byte[] DIRECTORY = DigestAttribute.DIRECTORY.xattr().getBytes(US_ASCII);

    /** Whether any entry could have an attribute of that name. Most requests are about other ones, two for each line of ls -l. */
    static boolean mayExist(long name) {
        return Native.isString(name, BLOB) || Native.isString(name, DIRECTORY);
    }

    /** Answers getxattr(2). */
    static int get(Entry entry, long name, long buffer, long size) {
        DigestAttribute attribute = DigestAttribute.of(entry).orElse(null);
        if (attribute == null || !Native.isString(name, bytes(attribute))) {
            return Errno.ENODATA.answer();
        }
        return give(DigestAttribute.digest(entry).orElseThrow().toString().getBytes(US_ASCII), buffer, size);
    }

    /** Answers listxattr(2). */
    static int list(Entry entry, long buffer, long size) {
        return DigestAttribute.of(entry)
                .map(attribute -> give((attribute.xattr() + '\0').getBytes(US_ASCII), buffer, size))
                .orElse(0);
    }

    private static byte[] bytes(DigestAttribute attribute) {
        return switch (attribute) {
            case BLOB -> BLOB;
            case DIRECTORY -> DIRECTORY;
        };
    }

    private static int give(byte[] value, long buffer, long size) {
        if (size == 0) {
            return value.length;
        }
        if (size < value.length) {
            return Errno.ERANGE.answer();
        }
        Native.put(buffer, value, value.length);
        return value.length;
    }
}
