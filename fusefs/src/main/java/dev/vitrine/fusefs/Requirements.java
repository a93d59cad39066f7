package dev.vitrine.fusefs;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.vitrine.fusefs.jnr.LibFuse2;
import dev.vitrine.fusefs.kernel.Libc;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** What a mount needs of the machine, checked before something fails in words of its own. */
final class Requirements {
    private static final Path DEVICE = Path.of("/dev/fuse");
    private static final Path CONFIGURATION = Path.of("/etc/fuse.conf");

    private static final List<Path> SEARCHED = List.of(
            Path.of("/usr/local/bin"), Path.of("/usr/bin"), Path.of("/bin"), Path.of("/usr/sbin"), Path.of("/sbin"));

    private final Path device;
    private final Path configuration;
    private final boolean root;
    private final List<Path> programs;
    private final Supplier<LibFuse2> library;

    Requirements(Path device, Path configuration, boolean root, List<Path> programs, Supplier<LibFuse2> library) {
        this.device = device;
        this.configuration = configuration;
        this.root = root;
        this.programs = programs;
        this.library = library;
    }

    /** Those of this machine. */
    static Requirements ofThisMachine() {
        return new Requirements(DEVICE, CONFIGURATION, Libc.euid() == 0, SEARCHED, LibFuse2::load);
    }

    /** What every mount needs. */
    void check(MountOptions options) throws MountException {
        if (!Files.exists(device)) {
            throw new MountException("cannot mount without " + device
                    + ": load the kernel module with 'modprobe fuse', or give the container that device");
        }
        if (!Files.isReadable(device) || !Files.isWritable(device)) {
            throw new MountException("cannot mount: this user may not open " + device);
        }
        if (options.allowOther() && !mayAllowOther()) {
            throw new MountException("cannot mount for other users: only root may, unless " + configuration
                    + " has a line 'user_allow_other'");
        }
    }

    /** What the kernel's own protocol needs of users other than root. */
    void checkFusermount() throws MountException {
        if (!root && programs.stream().noneMatch(folder -> Files.isExecutable(folder.resolve("fusermount3")))) {
            throw new MountException(
                    "cannot mount without fusermount3, which mounts for users other than root: install it "
                            + "(Debian and Ubuntu: apt-get install fuse3)");
        }
    }

    /** What jnr-fuse needs. The error is all that tells that the library is missing. */
    LibFuse2 library() throws MountException {
        try {
            return library.get();
        } catch (LinkageError e) {
            throw new MountException(
                    "cannot mount without libfuse 2: install it (Debian and Ubuntu: apt-get install libfuse2)", e);
        }
    }

    private boolean mayAllowOther() {
        if (root) {
            return true;
        }
        try (Stream<String> lines = Files.lines(configuration, UTF_8)) {
            return lines.anyMatch(line -> line.strip().equals("user_allow_other"));
        } catch (IOException e) {
            return false;
        }
    }
}
