package dev.vitrine.fusefs;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.vitrine.fusefs.jnr.LibFuse2;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** What a mount needs of the machine, checked before libfuse would fail in its own words. */
final class Requirements {
    private static final Path DEVICE = Path.of("/dev/fuse");
    private static final Path CONFIGURATION = Path.of("/etc/fuse.conf");

    private final Path device;
    private final Path configuration;
    private final boolean root;
    private final Supplier<LibFuse2> library;

    Requirements(Path device, Path configuration, boolean root, Supplier<LibFuse2> library) {
        this.device = device;
        this.configuration = configuration;
        this.root = root;
        this.library = library;
    }

    /** Those of this machine. */
    static Requirements ofThisMachine() {
        return new Requirements(DEVICE, CONFIGURATION, SystemCalls.root(), LibFuse2::load);
    }

    /** The library, if there is nothing to object. */
    LibFuse2 check(MountOptions options) throws MountException {
        LibFuse2 loaded = load();
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
        return loaded;
    }

    /** The error is all that tells that the library is missing. */
    private LibFuse2 load() throws MountException {
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
