package dev.vitrine.castore.importer;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.invoke.MethodHandle;

/** While it is open, this thread, and no other, has no special rights on files: setfsuid(2). Changes nothing for who had none. */
final class Unprivileged implements AutoCloseable {
    private static final int NOBODY = 65534;
    private static final MethodHandle SETFSUID = setfsuid();

    private final int before;

    Unprivileged() {
        before = set(NOBODY);
    }

    @SuppressWarnings("restricted")
    private static MethodHandle setfsuid() {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(
                linker.defaultLookup().find("setfsuid").orElseThrow(), FunctionDescriptor.of(JAVA_INT, JAVA_INT));
    }

    private static int set(int user) {
        try {
            return (int) SETFSUID.invokeExact(user);
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        set(before);
    }
}
