package dev.vitrine.castore.importer;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.vitrine.castore.Command;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;

/** A FUSE mount whose server never says a word, so that who asks it for anything waits until it is closed. Needs root. */
final class HungMount implements AutoCloseable {
    private static final int O_RDWR = 2;
    private static final MethodHandle MOUNT = mount();

    private final Descriptor server;
    private final Path mountpoint;

    HungMount(Path mountpoint) throws IOException {
        this.mountpoint = mountpoint;
        try (Arena arena = Arena.ofConfined()) {
            var device = arena.allocateFrom("/dev/fuse");
            server = new Descriptor(LinuxCalls.openat(LinuxCalls.state(arena), -100, device, O_RDWR));
            String options = "fd=" + server.number() + ",rootmode=40000,user_id=0,group_id=0";
            int result = (int) MOUNT.invokeExact(
                    arena.allocateFrom("hung"),
                    arena.allocateFrom(mountpoint.toString()),
                    arena.allocateFrom("fuse"),
                    0L,
                    arena.allocateFrom(options));
            if (result != 0) {
                server.close();
                throw new IOException("mount failed with " + result);
            }
        } catch (IOException e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    @SuppressWarnings("restricted")
    private static MethodHandle mount() {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(
                linker.defaultLookup().find("mount").orElseThrow(),
                FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, ADDRESS, JAVA_LONG, ADDRESS));
    }

    /** Without a server the kernel answers by itself, and the mount can go. */
    @Override
    public void close() throws IOException {
        server.close();
        Command.run("umount", mountpoint.toString());
    }
}
