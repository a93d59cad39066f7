package dev.vitrine.fusefs.jnr;

import jnr.ffi.LibraryLoader;

/**
 * The functions of libfuse2 that jnr-fuse does not declare; names and meaning are those of fuse.h and fuse_lowlevel.h.
 * Every pointer is an address. Public because jnr-ffi implements it in a class loader of its own.
 */
public interface LibFuse2 {
    /**
     * Loads the library.
     *
     * @throws UnsatisfiedLinkError if it is not installed
     */
    static LibFuse2 load() {
        return LibraryLoader.create(LibFuse2.class).failImmediately().load("libfuse.so.2");
    }

    /**
     * Mounts and makes a session, 0 on failure. {@code fuse_new} would do without the detour over a command line, but cannot be found
     * by name: dlsym(3) gives one of 2004 that libfuse2 keeps without a version.
     */
    long fuse_setup(
            int argc, long argv, long operations, long size, long mountpoint, long multithreaded, long userData);

    void fuse_remove_signal_handlers(long session);

    long fuse_chan_bufsize(long channel);

    int fuse_chan_recv(long channelPointer, long buffer, long size);

    int fuse_chan_send(long channel, long vectors, long count);

    void fuse_exit(long fuse);

    void fuse_destroy(long fuse);

    long fuse_get_session(long fuse);

    long fuse_session_next_chan(long session, long channel);

    void fuse_session_process(long session, long request, long length, long channel);

    int fuse_lowlevel_notify_inval_entry(long channel, long parent, byte[] name, long length);
}
