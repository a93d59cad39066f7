package dev.vitrine.fusefs.kernel;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** What follows the header of a request, as the kernel writes it. */
final class Body {
    static final byte[] EMPTY = {};

    private Body() {}

    static ByteBuffer of(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.nativeOrder());
    }

    /** The first bytes of a buffer. */
    static byte[] bytes(ByteBuffer buffer, int size) {
        byte[] bytes = new byte[size];
        buffer.get(0, bytes);
        return bytes;
    }

    static byte[] name(String name) {
        return (name + '\0').getBytes(ISO_8859_1);
    }

    /** {@code struct fuse_init_in}: its second half came with minor version 36. */
    static byte[] init(int size, int major, int minor, long features) {
        ByteBuffer whole = of(64).putInt(major)
                .putInt(minor)
                .putInt(131_072)
                .putInt((int) features)
                .putInt((int) (features >>> 32));
        return bytes(whole, size);
    }

    static byte[] open(int flags) {
        return of(8).putInt(flags).array();
    }

    static byte[] read(long handle, long offset, int size) {
        return of(40).putLong(handle).putLong(offset).putInt(size).array();
    }

    static byte[] release(long handle) {
        return of(24).putLong(handle).array();
    }

    static byte[] getxattr(int size, String name) {
        byte[] string = name(name);
        return of(8 + string.length).putInt(size).putInt(0).put(string).array();
    }

    static byte[] number(long number) {
        return of(8).putLong(number).array();
    }

    /** BATCH_FORGET of nodes and how often the kernel was told of each, in turn. */
    static byte[] batch(long... nodesAndTimes) {
        ByteBuffer body = of(8 + 8 * nodesAndTimes.length)
                .putInt(nodesAndTimes.length / 2)
                .putInt(0);
        for (long number : nodesAndTimes) {
            body.putLong(number);
        }
        return bytes(body, body.capacity());
    }
}
