package dev.vitrine.fusefs;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.vitrine.castore.local.LocalStore;
import dev.vitrine.castore.model.FileNode;
import dev.vitrine.castore.view.StoreView;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** A process of its own that mounts for whoever runs it, and does as it is told. */
final class Tenant {
    private static final long CACHE_BYTES = 1 << 20;

    private Tenant() {}

    /**
     * Says {@code mounted} and its process id, or why it cannot mount; and for {@code close} how many milliseconds that took; for anything else how many requests
     * of that name there were.
     *
     * @param arguments a directory for the store and, as {@code mnt}, the mountpoint; the way to the kernel; how files are read; and
     *     whether others may look
     */
    public static void main(String[] arguments) throws Exception {
        Path directory = Path.of(arguments[0]);
        MountOptions options = MountOptions.defaults()
                .withFuse(Fuse.valueOf(arguments[1]))
                .withFiles(FuseFiles.valueOf(arguments[2]))
                .withAllowOther(Boolean.parseBoolean(arguments[3]));
        try (LocalStore store = LocalStore.create(directory.resolve("store"))) {
            byte[] bytes = Sample.blobB();
            store.roots()
                    .put(
                            Sample.name("file"),
                            new FileNode(store.blobs().put(ByteBuffer.wrap(bytes)), bytes.length, false));
            var view = new StoreView(store.blobs(), store.directories(), store.roots(), CACHE_BYTES);
            try (Mount mount = Mount.open(view, directory.resolve("mnt"), options)) {
                System.out.println("mounted " + ProcessHandle.current().pid());
                obey(mount);
            } catch (MountException e) {
                System.out.println(e.getMessage());
            }
        }
    }

    private static void obey(Mount mount) throws Exception {
        var lines = new BufferedReader(new InputStreamReader(System.in, UTF_8));
        for (String line = lines.readLine(); !line.equals("close"); line = lines.readLine()) {
            System.out.println(mount.requests().getOrDefault(line, 0L));
        }
        long start = System.nanoTime();
        mount.close();
        System.out.println((System.nanoTime() - start) / 1_000_000);
    }
}
