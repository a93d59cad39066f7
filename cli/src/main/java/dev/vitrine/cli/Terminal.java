package dev.vitrine.cli;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/** The terminal that stderr is, if it is one; and whether stdout is one. */
final class Terminal {
    private static final int STDOUT = 1;
    private static final int STDERR = 2;

    /** From asm-generic/ioctls.h, as x86-64 and aarch64 have it. The answer is {@code struct winsize}: rows, columns and two more. */
    private static final long TIOCGWINSZ = 0x5413;

    private static final int USUAL_WIDTH = 80;

    private Terminal() {}

    /** The launcher says whether stderr is a terminal: java itself knows that of stdout only. */
    static boolean isThere() {
        return Boolean.getBoolean("vitrine.stderr.terminal");
    }

    /** Whether what goes to stdout is for the eyes of a person. */
    static boolean isStdout() {
        try (Arena arena = Arena.ofConfined()) {
            return Calls.ioctl(STDOUT, TIOCGWINSZ, arena.allocate(8, 8)) == 0;
        }
    }

    /** How many columns it has now; 80 where it does not say. */
    static int width() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment size = arena.allocate(8, 8);
            int columns = Calls.ioctl(STDERR, TIOCGWINSZ, size) == 0 ? Short.toUnsignedInt(size.get(JAVA_SHORT, 2)) : 0;
            return columns > 0 ? columns : USUAL_WIDTH;
        }
    }

    /** Looked up only where there is a terminal to ask. */
    @SuppressWarnings("restricted") // deploy/jvm.options grants native access
    private static final class Calls {
        private static final MethodHandle IOCTL = Linker.nativeLinker()
                .downcallHandle(
                        Linker.nativeLinker().defaultLookup().findOrThrow("ioctl"),
                        FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, ADDRESS),
                        Linker.Option.firstVariadicArg(2));

        private static int ioctl(int descriptor, long request, MemorySegment out) {
            try {
                return (int) IOCTL.invokeExact(descriptor, request, out);
            } catch (Throwable e) {
                throw new AssertionError(e);
            }
        }
    }
}
