package dev.vitrine.cli;

import dev.vitrine.fusefs.Fuse;
import dev.vitrine.fusefs.FuseFiles;
import dev.vitrine.fusefs.MountOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Where and how the view is mounted. */
final class MountingOptions {
    private static final int MOST_THREADS = 4096;
    private static final int MOST_SECONDS = 3600;

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli sets it before any option
    private CommandSpec spec;

    @Option(
            names = "--mount",
            paramLabel = "DIR[=ROOT[/PATH]]",
            converter = MountTargetConverter.class,
            description =
                    "Mount the view at DIR, or only the directory ROOT/PATH of it. DIR is made if it is missing and then removed at"
                            + " the end. Can be repeated.")
    List<MountTarget> mounts = new ArrayList<>();

    @Option(names = "--no-xattr", description = "The mount has no extended attributes.")
    private boolean noXattr;

    @Option(
            names = "--allow-other",
            description =
                    "Other users may see the mount. Always so for root; anyone else needs user_allow_other in fuse.conf.")
    private boolean allowOther;

    @Option(
            names = "--fuse",
            paramLabel = "WAY",
            defaultValue = "auto",
            converter = FuseConverter.class,
            description =
                    "How to mount: by the kernel's own protocol (kernel), by jnr-fuse and libfuse 2 (jnr), or by the first of"
                            + " these that can be had (auto, the default).")
    private Fuse fuse = Fuse.AUTO;

    @Option(
            names = "--fuse-files",
            paramLabel = "HOW",
            defaultValue = "cached",
            converter = FuseFilesConverter.class,
            description =
                    "How the kernel's own protocol reads files: without opening them (cached, the default), which suits many"
                            + " small files; or by itself out of the store (passthrough), which suits large files and needs root.")
    private FuseFiles files = FuseFiles.CACHED;

    private MountOptions options = MountOptions.defaults();

    @Option(
            names = "--fuse-threads",
            paramLabel = "N",
            description =
                    "How many requests to a mount may be answered at once (default: 256). More than two threads exist only"
                            + " while requests are slow.")
    void setThreads(int threads) {
        bounded("--fuse-threads", threads, MOST_THREADS);
        options = options.withThreads(threads);
    }

    @Option(
            names = "--fuse-deadline",
            paramLabel = "SECONDS",
            description =
                    "How long a request to a mount may wait for the store before it fails with an input/output error"
                            + " (default: 30).")
    void setDeadline(int seconds) {
        bounded("--fuse-deadline", seconds, MOST_SECONDS);
        options = options.withDeadline(Duration.ofSeconds(seconds));
    }

    @Option(
            names = "--mount-option",
            paramLabel = "OPTION",
            description = "What else to say of a mount: noexec, or fsname=NAME for the mount table. Every mount is"
                    + " ro, nosuid, nodev and noatime. Can be repeated.")
    void setOptions(List<String> words) {
        words.forEach(this::setOption);
    }

    private void setOption(String word) {
        switch (word) {
            case "noexec" -> options = options.withNoExec(true);
            case "ro", "nosuid", "nodev", "noatime" -> {}
            case String name when name.startsWith("fsname=") -> setSource(name.substring("fsname=".length()));
            default ->
                throw new ParameterException(
                        spec.commandLine(), "--mount-option knows noexec and fsname=NAME, not '" + word + "'");
        }
    }

    private void setSource(String name) {
        try {
            options = options.withSource(name);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--mount-option fsname: " + e.getMessage(), e);
        }
    }

    private void bounded(String option, int value, int most) {
        if (value < 1 || value > most) {
            throw new ParameterException(
                    spec.commandLine(), option + " is a number from 1 to " + most + ", not " + value);
        }
    }

    MountOptions mountOptions() {
        return options.withFuse(fuse).withFiles(files).withXattrs(!noXattr).withAllowOther(allowOther || isRoot());
    }

    /** Whether the kernel is to read files by itself in any mount. */
    boolean passesThrough() {
        return files == FuseFiles.PASSTHROUGH && !mounts.isEmpty();
    }

    /** Root may show its mount to others without asking, and usually means to. */
    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    Stream<Path> directories() {
        return mounts.stream().map(MountTarget::directory);
    }
}
