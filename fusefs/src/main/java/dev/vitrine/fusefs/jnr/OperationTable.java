package dev.vitrine.fusefs.jnr;

import java.util.ArrayList;
import java.util.List;
import jnr.ffi.BaseStruct;
import jnr.ffi.Memory;
import jnr.ffi.Pointer;
import jnr.ffi.Runtime;
import jnr.ffi.Struct;
import ru.serce.jnrfuse.struct.FuseOperations;

/**
 * {@link Operations} as the {@code struct fuse_operations} that libfuse2 takes. The closures live as long as this object: keep it
 * until no thread can be in a callback any more.
 */
public final class OperationTable {
    /** Bits of the word after {@code bmap}: no path is wanted for what is open, be it still there or not (fuse.h). */
    private static final int NULLPATH_OK_AND_NOPATH = 0b11;

    private final FuseOperations layout = new FuseOperations(Runtime.getSystemRuntime());
    private final Pointer memory = Memory.allocateDirect(Runtime.getSystemRuntime(), Struct.size(layout), true);
    /** jnr-ffi holds the callbacks weakly. */
    private final List<Object> callbacks = new ArrayList<>();

    /**
     * A table for these operations.
     *
     * @param xattrs whether to have extended attributes at all; without them libfuse tells the kernel so once and for ever
     */
    public OperationTable(Operations operations, boolean xattrs) {
        readers(operations);
        refusers(operations);
        if (xattrs) {
            put(layout.getxattr, Calls.Of4.class, operations::getxattr);
            put(layout.listxattr, Calls.Of3.class, operations::listxattr);
        }
        memory.putInt(layout.bmap.offset() + Long.BYTES, NULLPATH_OK_AND_NOPATH);
    }

    private void readers(Operations to) {
        put(layout.getattr, Calls.Of2.class, to::getattr);
        put(layout.fgetattr, Calls.Of3.class, (path, stat, info) -> to.fgetattr(stat, info));
        put(layout.readlink, Calls.Of3.class, to::readlink);
        put(layout.open, Calls.Of2.class, to::open);
        put(layout.read, Calls.Of5.class, (path, buffer, size, offset, info) -> to.read(buffer, size, offset, info));
        put(layout.release, Calls.Of2.class, (path, info) -> to.release(info));
        put(layout.opendir, Calls.Of2.class, to::opendir);
        put(
                layout.readdir,
                Calls.Of5.class,
                (path, buffer, filler, offset, info) -> to.readdir(buffer, filler, offset, info));
        put(layout.releasedir, Calls.Of2.class, (path, info) -> to.releasedir(info));
        put(layout.statfs, Calls.Of2.class, to::statfs);
        put(layout.access, Calls.Of2.class, (path, mask) -> to.access(path, (int) mask));
    }

    private void refusers(Operations to) {
        put(layout.rmdir, Calls.Of1.class, to::rmdir);
        Pointer refusal = closure(Calls.Of0.class, to::refuse);
        for (BaseStruct.Func<?> mutator : mutators()) {
            memory.putPointer(mutator.offset(), refusal);
        }
    }

    /** utime is deprecated in favour of utimens; both are refused. */
    @SuppressWarnings("deprecation")
    private List<BaseStruct.Func<?>> mutators() {
        return List.of(
                layout.mknod,
                layout.mkdir,
                layout.unlink,
                layout.symlink,
                layout.rename,
                layout.link,
                layout.chmod,
                layout.chown,
                layout.truncate,
                layout.utime,
                layout.write,
                layout.setxattr,
                layout.removexattr,
                layout.create,
                layout.ftruncate,
                layout.utimens,
                layout.write_buf,
                layout.fallocate);
    }

    private <T> void put(BaseStruct.Func<?> field, Class<T> shape, T callback) {
        memory.putPointer(field.offset(), closure(shape, callback));
    }

    private <T> Pointer closure(Class<T> shape, T callback) {
        callbacks.add(callback);
        return Runtime.getSystemRuntime().getClosureManager().getClosurePointer(shape, callback);
    }

    /** Where the struct stands. */
    public long address() {
        return memory.address();
    }

    /** How many bytes the struct has. */
    public long size() {
        return Struct.size(layout);
    }
}
