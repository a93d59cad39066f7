package dev.vitrine.fusefs.node;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.vitrine.castore.view.DigestAttribute;
import dev.vitrine.castore.view.Entry;
import dev.vitrine.fusefs.kernel.Message;
import dev.vitrine.fusefs.kernel.Payload;
import dev.vitrine.fusefs.kernel.Wire.GetxattrIn;
import dev.vitrine.fusefs.kernel.Wire.GetxattrOut;
import dev.vitrine.fusefs.request.Errno;

/**
 * Digests as extended attributes (xattr(7)): one name for files, one for directories, none for symlinks and the top; the value is the
 * digest's text form without a NUL.
 */
final class Xattrs {
    private static final byte[] BLOB = DigestAttribute.BLOB.xattr().getBytes(US_ASCII);
    private static final byte[] DIRECTORY = DigestAttribute.DIRECTORY.xattr().getBytes(US_ASCII);

    private Xattrs() {}

    /** Whether any entry could have an attribute of that name. Most requests are about other ones, two for each line of ls -l. */
    static boolean mayExist(Message getxattr) {
        return getxattr.isString(GetxattrIn.SIZE, BLOB) || getxattr.isString(GetxattrIn.SIZE, DIRECTORY);
    }

    /** Answers getxattr(2). */
    static int get(Entry entry, Message getxattr, Payload answer) {
        DigestAttribute attribute = DigestAttribute.of(entry).orElse(null);
        if (attribute == null || !getxattr.isString(GetxattrIn.SIZE, name(attribute))) {
            return Errno.ENODATA.answer();
        }
        return give(DigestAttribute.digest(entry).orElseThrow().toString().getBytes(US_ASCII), getxattr, answer);
    }

    /** Answers listxattr(2). */
    static int list(Entry entry, Message listxattr, Payload answer) {
        byte[] names = DigestAttribute.of(entry)
                .map(attribute -> (attribute.xattr() + '\0').getBytes(US_ASCII))
                .orElse(new byte[0]);
        return give(names, listxattr, answer);
    }

    private static byte[] name(DigestAttribute attribute) {
        return switch (attribute) {
            case BLOB -> BLOB;
            case DIRECTORY -> DIRECTORY;
        };
    }

    private static int give(byte[] value, Message request, Payload answer) {
        int size = request.getInt(GetxattrIn.LENGTH);
        if (size == 0) {
            answer.putLong(0, 0);
            answer.putInt(GetxattrOut.LENGTH, value.length);
            return GetxattrOut.SIZE;
        }
        if (Integer.compareUnsigned(size, value.length) < 0) {
            return Errno.ERANGE.answer();
        }
        answer.put(0, value);
        return value.length;
    }
}
