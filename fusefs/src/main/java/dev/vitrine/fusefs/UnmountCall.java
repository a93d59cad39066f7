package dev.vitrine.fusefs;

import dev.vitrine.fusefs.kernel.Libc;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Unmounting: for users other than root by the program of libfuse 3, or else that of libfuse 2. */
final class UnmountCall {
    private static final Logger log = LoggerFactory.getLogger(UnmountCall.class);
    private static final List<String> PROGRAMS = List.of("fusermount3", "fusermount");
    private static final long SECONDS = 2;

    private UnmountCall() {}

    /**
     * Takes a mount out of the tree, in use or not: with the rights of root at once, and else by a program that has them.
     *
     * @return whether its connection is cut as well, which takes the rights of root
     */
    static boolean unmount(Path mountpoint, byte[] bytes) {
        boolean cut = Libc.unmount(bytes);
        if (!cut) {
            fusermount(mountpoint);
        }
        return cut;
    }

    /** Takes the mount out of the tree, in use or not. What the program has to say goes to standard error. */
    private static void fusermount(Path mountpoint) {
        for (String program : PROGRAMS) {
            try {
                await(new ProcessBuilder(program, "-u", "-z", "--", mountpoint.toString())
                        .inheritIO()
                        .start());
                return;
            } catch (IOException e) {
                log.debug("cannot run {}: {}", program, e.getMessage());
            }
        }
        log.warn("cannot unmount {}: there is none of {}", mountpoint, PROGRAMS);
    }

    private static void await(Process process) {
        try {
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
