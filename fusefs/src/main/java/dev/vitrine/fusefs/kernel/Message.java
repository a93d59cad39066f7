package dev.vitrine.fusefs.kernel;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.vitrine.fusefs.kernel.Wire.InHeader;
import java.lang.foreign.MemorySegment;
import java.util.Optional;

/**
 * A request, in the memory of its seat until that receives the next. What is read past its end is a mistake of ours, or a kernel that
 * speaks something else: {@link IndexOutOfBoundsException}.
 */
public final class Message {
    private final MemorySegment memory;
    private MemorySegment body = MemorySegment.NULL;

    Message(MemorySegment memory) {
        this.memory = memory;
    }

    /** Another request of that many bytes is in the memory now, at least as many as a header has. */
    void received(int length) {
        body = memory.asSlice(InHeader.SIZE, length - InHeader.SIZE);
    }

    /**
     * Checks that the request is as long as it says.
     *
     * @throws IndexOutOfBoundsException if not
     */
    public void checkLength() {
        int length = InHeader.SIZE + length();
        if (memory.get(JAVA_INT, InHeader.LEN) != length) {
            throw new IndexOutOfBoundsException(
                    "a request of " + length + " bytes says that it has " + memory.get(JAVA_INT, InHeader.LEN));
        }
    }

    /** What is asked; empty if this does not know it. */
    public Optional<Opcode> opcode() {
        return Opcode.of(memory.get(JAVA_INT, InHeader.OPCODE));
    }

    /** The number that the answer must have. */
    long unique() {
        return memory.get(JAVA_LONG, InHeader.UNIQUE);
    }

    /** The node that it is about. */
    public long node() {
        return memory.get(JAVA_LONG, InHeader.NODEID);
    }

    /** How many bytes follow the header. */
    public int length() {
        return (int) body.byteSize();
    }

    /** A field of 32 bits. */
    public int getInt(int offset) {
        return body.get(JAVA_INT, offset);
    }

    /** A field of 64 bits. */
    public long getLong(int offset) {
        return body.get(JAVA_LONG, offset);
    }

    /** The bytes from there to a NUL. */
    public byte[] string(int offset) {
        int end = offset;
        while (body.get(JAVA_BYTE, end) != 0) {
            end++;
        }
        return body.asSlice(offset, end - offset).toArray(JAVA_BYTE);
    }

    /** Whether these bytes and then a NUL stand there. */
    public boolean isString(int offset, byte[] expected) {
        if (body.byteSize() <= offset + expected.length) {
            return false;
        }
        for (int i = 0; i < expected.length; i++) {
            if (body.get(JAVA_BYTE, offset + i) != expected[i]) {
                return false;
            }
        }
        return body.get(JAVA_BYTE, offset + expected.length) == 0;
    }
}
