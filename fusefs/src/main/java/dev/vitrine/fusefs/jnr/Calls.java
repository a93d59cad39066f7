package dev.vitrine.fusefs.jnr;

import jnr.ffi.annotations.Delegate;

/**
 * The shapes of callbacks by their number of arguments, each a machine word: addresses, sizes and offsets whole, an {@code int} in the
 * low half with the high half undefined. A callback may take fewer arguments than its caller passes, on every ABI of Linux.
 *
 * <p>These are public because jnr-ffi generates their callers in a class loader of its own.
 */
public final class Calls {
    private Calls() {}

    /** A callback that looks at none of its arguments. */
    public interface Of0 {
        @Delegate
        int call();
    }

    /** A callback of one argument. */
    public interface Of1 {
        @Delegate
        int call(long first);
    }

    /** A callback of two arguments. */
    public interface Of2 {
        @Delegate
        int call(long first, long second);
    }

    /** A callback of three arguments. */
    public interface Of3 {
        @Delegate
        int call(long first, long second, long third);
    }

    /** A callback of four arguments. */
    public interface Of4 {
        @Delegate
        int call(long first, long second, long third, long fourth);
    }

    /** A callback of five arguments. */
    public interface Of5 {
        @Delegate
        int call(long first, long second, long third, long fourth, long fifth);
    }
}
