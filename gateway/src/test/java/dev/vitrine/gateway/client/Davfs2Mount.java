package dev.vitrine.gateway.client;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A mount by davfs2 with the settings of the recipe and a cache of its own. It has its own session, or the end of the program that made
 * it would end it, and a fresh mountpoint, because davfs2 remembers those that went wrong. Closing this unmounts it, and kills a daemon
 * that does not heed that.
 */
final class Davfs2Mount implements AutoCloseable {
    private static final String RECIPE = "deploy/davfs2/davfs2.conf";
    private static final String MOUNT = "setsid mount -t davfs -o ro,conf=\"$1\" \"$2\" \"$3\"";

    /** When root mounts, root must own the cache, and davfs2 get at it as a group. */
    private static final String MAKE_CACHE = "chmod 711 . && mkdir -m 770 davfs2 && chgrp davfs2 davfs2";

    private static final String UNMOUNT = """
            timeout -k 5 20 umount "$1" && exit
            pid=/run/mount.davfs/$(tr / - <<<"${1#/}").pid
            if [ -e "$pid" ]; then kill -9 "$(cat "$pid")" || true; rm -f "$pid"; fi
            umount -i -l "$1" || true
            """;

    private final Path home;
    private final Path mountpoint;

    private Davfs2Mount(Path home, Path mountpoint) {
        this.home = home;
        this.mountpoint = mountpoint;
    }

    /** Mounts what is at that address. */
    static Davfs2Mount open(Path home, URI address) throws IOException, InterruptedException {
        Path mountpoint = Files.createTempDirectory(home, "mnt");
        Davfs2Mount mount = new Davfs2Mount(home, mountpoint);
        try {
            mount.mount(address);
            return mount;
        } catch (IOException | InterruptedException | AssertionError e) {
            mount.close();
            throw e;
        }
    }

    private void mount(URI address) throws IOException, InterruptedException {
        Client.shell(home, MAKE_CACHE).run().succeeded();
        Path conf = home.resolve("davfs2.conf");
        String settings = Recipe.text(RECIPE, address) + "\ncache_dir " + home.resolve("davfs2") + "\n";
        Files.writeString(conf, settings);
        Client.shell(home, MOUNT, conf, address, mountpoint).run().succeeded();
    }

    Path place() {
        return mountpoint;
    }

    @Override
    public void close() throws IOException {
        try {
            if (ForegroundMount.isMounted(mountpoint)) {
                Client.shell(home, UNMOUNT, mountpoint).run();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
