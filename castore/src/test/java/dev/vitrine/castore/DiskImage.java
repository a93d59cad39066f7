package dev.vitrine.castore;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;

/** A file system of its own, in a file that is mounted through a loop device. Only root can do that: other users skip the test. */
public final class DiskImage implements AutoCloseable {
    private final Path image;
    private final Path mountpoint;

    private DiskImage(Path image, Path mountpoint) {
        this.image = image;
        this.mountpoint = mountpoint;
    }

    /**
     * Makes and mounts one.
     *
     * @param directory where the image and the mountpoint are made
     * @param bytes of the image, of which few are used at first
     * @param mkfs the command and its options, without the image
     */
    public static DiskImage of(Path directory, long bytes, String... mkfs) throws IOException {
        assumeTrue("root".equals(System.getProperty("user.name")), "only root can mount a disk image");
        Path image = directory.resolve("image");
        try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
            file.setLength(bytes);
        }
        Command.run(
                Stream.concat(Arrays.stream(mkfs), Stream.of(image.toString())).toArray(String[]::new));
        DiskImage disk = new DiskImage(image, Files.createDirectory(directory.resolve("disk")));
        disk.mount();
        return disk;
    }

    /** Mounts it again, after {@link #unmount}. */
    public void mount() throws IOException {
        Command.run("mount", "-o", "loop", image.toString(), mountpoint.toString());
    }

    public void unmount() throws IOException {
        Command.run("umount", mountpoint.toString());
    }

    /**
     * What a power failure does: all that was not synced is lost, and no more can be written; for ext4 and XFS. To see what is left,
     * {@link #unmount} and {@link #mount} it. It is the ioctl EXT4_IOC_SHUTDOWN with the flag NOLOGFLUSH.
     */
    public void losePower() throws IOException {
        String shutdown =
                "import fcntl,os,struct,sys; fcntl.ioctl(os.open(sys.argv[1],os.O_RDONLY),0x8004587D,struct.pack('I',2))";
        Command.run("python3", "-c", shutdown, mountpoint.toString());
    }

    /** Mounts it otherwise, as {@code mount -o remount,OPTIONS} does. */
    public void remount(String options) throws IOException {
        Command.run("mount", "-o", "remount," + options, mountpoint.toString());
    }

    public Path path() {
        return mountpoint;
    }

    @Override
    public void close() throws IOException {
        Command.run("umount", "--lazy", mountpoint.toString());
    }
}
