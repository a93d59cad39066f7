package dev.vitrine.fusefs.jnr;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;

/**
 * Memory that belongs to libfuse, by address, for as long as a callback runs. Nothing is checked here: an address that libfuse did not
 * hand out crashes the process.
 */
public final class Native {
    /** All that can be addressed; one segment, so that an access makes no garbage. */
    @SuppressWarnings("restricted")
    static final MemorySegment MEMORY = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);

    private Native() {}

    /** The bytes from the address on, up to a NUL that is left out. */
    public static byte[] string(long address) {
        int length = 0;
        while (MEMORY.get(JAVA_BYTE, address + length) != 0) {
            length++;
        }
        byte[] bytes = new byte[length];
        MemorySegment.copy(MEMORY, JAVA_BYTE, address, bytes, 0, length);
        return bytes;
    }

    /** Whether these bytes and then a NUL stand at the address. */
    public static boolean isString(long address, byte[] expected) {
        for (int i = 0; i < expected.length; i++) {
            if (MEMORY.get(JAVA_BYTE, address + i) != expected[i]) {
                return false;
            }
        }
        return MEMORY.get(JAVA_BYTE, address + expected.length) == 0;
    }

    /** Copies the bytes to the address, without a NUL. */
    public static void put(long address, byte[] bytes, int length) {
        MemorySegment.copy(bytes, 0, MEMORY, JAVA_BYTE, address, length);
    }

    /** Copies the bytes and then a NUL to the address. */
    public static void putString(long address, byte[] bytes, int length) {
        put(address, bytes, length);
        MEMORY.set(JAVA_BYTE, address + length, (byte) 0);
    }

    /** That piece of memory as a buffer. */
    public static ByteBuffer buffer(long address, int length) {
        return MEMORY.asSlice(address, length).asByteBuffer();
    }
}
