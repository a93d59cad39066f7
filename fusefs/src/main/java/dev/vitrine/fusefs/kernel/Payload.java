package dev.vitrine.fusefs.kernel;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;

/** What follows the header of an answer, in the memory of its seat. Nothing is cleared between two answers. */
public final class Payload {
    private final MemorySegment memory;

    Payload(MemorySegment memory) {
        this.memory = memory;
    }

    /** How many bytes there is room for. */
    public int capacity() {
        return (int) memory.byteSize();
    }

    /** Makes that many bytes zero. */
    public void clear(int offset, int length) {
        memory.asSlice(offset, length).fill((byte) 0);
    }

    /** Sets a field of 32 bits. */
    public void putInt(int offset, int value) {
        memory.set(JAVA_INT, offset, value);
    }

    /** Sets a field of 64 bits. */
    public void putLong(int offset, long value) {
        memory.set(JAVA_LONG, offset, value);
    }

    /** A field of 64 bits as it was set. */
    public long getLong(int offset) {
        return memory.get(JAVA_LONG, offset);
    }

    /** A field of 32 bits as it was set. */
    public int getInt(int offset) {
        return memory.get(JAVA_INT, offset);
    }

    /** Copies bytes there. */
    public void put(int offset, byte[] bytes) {
        MemorySegment.copy(bytes, 0, memory, JAVA_BYTE, offset, bytes.length);
    }

    /** The first bytes as a buffer. */
    public ByteBuffer buffer(int length) {
        return memory.asSlice(0, length).asByteBuffer();
    }
}
