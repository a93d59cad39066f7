package dev.vitrine.fusefs.kernel;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;

/**
 * The kernel's side of a connection, over a pair of sockets that keep the bounds of messages as /dev/fuse does. It says what a test has
 * it say, and nothing by itself. For one thread.
 */
final class FakeKernel implements MountCall, AutoCloseable {
    private static final int AF_UNIX = 1;
    private static final int SOCK_SEQPACKET = 5;
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int IN_HEADER = 40;
    private static final int OUT_HEADER = 16;
    private static final int LONGEST_ANSWER = 1 << 21;

    private final int kernel;
    private final int server;
    private long unique;
    private int undone;
    private boolean closed;

    FakeKernel() throws IOException {
        int[] ends = Libc.socketpair(AF_UNIX, SOCK_SEQPACKET | Libc.O_CLOEXEC);
        kernel = ends[0];
        server = ends[1];
    }

    /** One answer: a negated errno, or 0 and a body. */
    record Answer(long unique, int error, ByteBuffer body) {
        long getLong(int offset) {
            return body.getLong(offset);
        }

        int getInt(int offset) {
            return body.getInt(offset);
        }
    }

    @Override
    public Device connect(byte[] mountpoint) {
        return new Device(server);
    }

    @Override
    public void undo(byte[] mountpoint) {
        undone++;
    }

    /** How often a mount was taken away again. */
    int undone() {
        return undone;
    }

    /** Sends a request and returns its number. */
    long send(Opcode opcode, long node, byte[] body) {
        return send(opcode.number(), node, body, IN_HEADER + body.length);
    }

    /** Sends a request that says of itself that it has that many bytes. */
    long send(int opcode, long node, byte[] body, int length) {
        unique += 2;
        ByteBuffer request = Body.of(IN_HEADER + body.length)
                .putInt(length)
                .putInt(opcode)
                .putLong(unique)
                .putLong(node)
                .position(IN_HEADER)
                .put(body);
        sendBytes(Body.bytes(request, request.capacity()));
        return unique;
    }

    /** Sends a message that may be no request. */
    void sendBytes(byte[] message) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment bytes = arena.allocateFrom(ValueLayout.JAVA_BYTE, message);
            Libc.Failure failure = new Libc.Failure(arena);
            if (Libc.write(kernel, bytes, failure) != message.length) {
                throw new AssertionError("not sent: " + Libc.strerror(failure.errno()));
            }
        }
    }

    /** The next answer, whatever it is to; fails if none comes. */
    Answer receive() {
        ByteBuffer message = message();
        if (message.getInt(0) != message.capacity()) {
            throw new AssertionError("an answer of " + message.capacity() + " bytes says it has " + message.getInt(0));
        }
        ByteBuffer body =
                message.slice(OUT_HEADER, message.capacity() - OUT_HEADER).order(ByteOrder.nativeOrder());
        return new Answer(message.getLong(8), message.getInt(4), body);
    }

    private ByteBuffer message() {
        if (!Poll.isReadable(kernel, PATIENCE)) {
            throw new AssertionError("no answer comes");
        }
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment bytes = arena.allocate(LONGEST_ANSWER);
            long length = Libc.read(kernel, bytes, new Libc.Failure(arena));
            if (length < OUT_HEADER) {
                throw new AssertionError("the connection is closed");
            }
            byte[] message = bytes.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE);
            return ByteBuffer.wrap(message).order(ByteOrder.nativeOrder());
        }
    }

    /** Sends a request and receives the answer to it, which must be the next that comes. */
    Answer ask(Opcode opcode, long node, byte[] body) {
        return answerTo(send(opcode, node, body));
    }

    /** The next answer, which must be the one to that request. */
    Answer answerTo(long request) {
        Answer answer = receive();
        if (answer.unique != request) {
            throw new AssertionError("the answer is to " + answer.unique + " and not to " + request);
        }
        return answer;
    }

    /** Whether nothing comes for a while. */
    boolean isSilent() {
        return !Poll.isReadable(kernel, Duration.ofMillis(300));
    }

    /** Whether the other side has closed its end. */
    boolean isCutOff() {
        try (Arena arena = Arena.ofConfined()) {
            return Poll.isReadable(kernel, PATIENCE)
                    && Libc.read(kernel, arena.allocate(LONGEST_ANSWER), new Libc.Failure(arena)) == 0;
        }
    }

    /** Ends the connection, as unmounting does. */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            Libc.close(kernel);
        }
    }
}
