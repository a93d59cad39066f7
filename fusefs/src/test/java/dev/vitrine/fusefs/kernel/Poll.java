package dev.vitrine.fusefs.kernel;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.time.Duration;

/** poll(2), so that no test waits for ever. */
final class Poll {
    private static final short POLLIN = 1;
    private static final MethodHandle POLL = poll();

    private Poll() {}

    @SuppressWarnings("restricted")
    private static MethodHandle poll() {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(
                linker.defaultLookup().findOrThrow("poll"),
                FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT));
    }

    /** Whether there is something to read, or its end, within that time. */
    static boolean isReadable(int fd, Duration time) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment one = arena.allocate(8, 4);
            one.set(JAVA_INT, 0, fd);
            one.set(JAVA_SHORT, 4, POLLIN);
            return (int) POLL.invokeExact(one, 1L, (int) time.toMillis()) > 0;
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }
}
