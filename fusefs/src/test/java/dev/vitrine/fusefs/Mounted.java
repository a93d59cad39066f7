package dev.vitrine.fusefs;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.vitrine.castore.view.CastoreView;
import dev.vitrine.fusefs.kernel.Libc;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Gives each test a directory to mount in, and unmounts whatever is mounted there when the test is over, failed or not. */
final class Mounted implements BeforeEachCallback, AfterEachCallback {
    private final Fuse fuse;
    private final List<Mount> mounts = new ArrayList<>();
    private Path directory = Path.of("");

    /** By that way to the kernel, unless the options of a mount say otherwise. */
    Mounted(Fuse fuse) {
        this.fuse = fuse;
    }

    @Override
    public void beforeEach(ExtensionContext context) throws IOException {
        directory = Files.createTempDirectory("vitrine-mount-").toRealPath();
    }

    /** A place that is not there yet. */
    Path place(String name) {
        return directory.resolve(name);
    }

    /** Mounts with the default options. */
    Path mount(CastoreView view) throws IOException {
        return open(view, MountOptions.defaults()).mountpoint();
    }

    Mount open(CastoreView view, MountOptions options) throws IOException {
        return open(view, place("mnt" + mounts.size()), options);
    }

    Mount open(CastoreView view, Path mountpoint, MountOptions options) throws IOException {
        Mount mount = Mount.open(view, mountpoint, options.fuse() == Fuse.AUTO ? options.withFuse(fuse) : options);
        mounts.add(mount);
        return mount;
    }

    @Override
    public void afterEach(ExtensionContext context) throws IOException {
        mounts.forEach(Mount::close);
        for (String mountpoint : leftBelow()) {
            Libc.unmount(mountpoint.getBytes(ISO_8859_1));
        }
        try (Stream<Path> all = Files.walk(directory)) {
            all.sorted(Comparator.reverseOrder()).forEach(Mounted::delete);
        }
        for (Mount mount : mounts) {
            if (mount.unexpectedFailures() > 0) {
                throw new AssertionError(mount.unexpectedFailures() + " requests failed unexpectedly: see the log");
            }
        }
    }

    private List<String> leftBelow() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/mountinfo")).stream()
                .map(line -> line.split(" ", -1)[4])
                .filter(place -> place.startsWith(directory + "/"))
                .toList();
    }

    private static void delete(Path path) {
        try {
            Files.delete(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
