package dev.vitrine.fusefs;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Lets a test run programs as the user nobody, ours among them; only root can do that. The device is theirs meanwhile. */
final class Nobody implements BeforeEachCallback, AfterEachCallback {
    private static final String DEVICE = "/dev/fuse";
    private Path directory = Path.of("");
    private String deviceMode = "";

    @Override
    public void beforeEach(ExtensionContext context) throws Exception {
        deviceMode = Program.shell("stat -c %a " + DEVICE).strip();
        Program.shell("chmod o+rw " + DEVICE);
        directory = Files.createTempDirectory("vitrine-nobody-");
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx--x--x"));
    }

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        Program.shell("chmod \"$1\" " + DEVICE, deviceMode);
        Program.run("umount", "-l", directory.resolve("home/mnt")); // which a test that failed may have left
        Program.shell("rm -rf --one-file-system \"$1\"", directory);
    }

    /** A directory of nobody's. */
    Path directory(String name) throws Exception {
        Path made = Files.createDirectory(directory.resolve(name));
        Program.shell("chown nobody \"$1\"", made);
        return made;
    }

    /** The command that runs another as that user. */
    static List<Object> as(String user, Object... command) {
        List<Object> words = new ArrayList<>(List.of("setpriv", "--reuid=" + user, "--regid=65534", "--clear-groups"));
        words.addAll(List.of(command));
        return words;
    }

    /** Runs a program as nobody. */
    static Program.Result run(Object... command) throws IOException, InterruptedException {
        return Program.run(as("nobody", command).toArray());
    }

    /** Starts {@link Tenant} as nobody. */
    Conversation tenant(Object... arguments) throws Exception {
        return Conversation.with(java(arguments).toArray());
    }

    /**
     * The same on a machine that differs.
     *
     * @param difference a shell script; what it mounts is there for that process alone
     */
    Conversation tenantWhere(String difference, Object... arguments) throws Exception {
        List<Object> words = new ArrayList<>(
                List.of("unshare", "-m", "bash", "-c", "set -e\n" + difference + "\nexec \"$@\"", "bash"));
        words.addAll(java(arguments));
        return Conversation.with(words.toArray());
    }

    private List<Object> java(Object... arguments) throws Exception {
        List<Object> words = as(
                "nobody",
                Path.of(System.getProperty("java.home"), "bin", "java"),
                "@" + readable(List.of(Path.of(System.getProperty("vitrine.root"), "deploy", "jvm.options"))),
                "-Xmx256m",
                "-cp",
                readable(classPath()),
                Tenant.class.getName());
        words.addAll(List.of(arguments));
        return words;
    }

    private static List<Path> classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .map(Path::of)
                .filter(Files::exists)
                .toList();
    }

    /** Copies, with colons between, of what may lie where nobody cannot look. */
    private String readable(List<Path> originals) throws Exception {
        Path copies = Files.createTempDirectory(directory, "copies-");
        String script = """
                cd "$1"
                shift
                for original; do
                    mkdir $#
                    cp -rL "$original" $#/
                    echo "$PWD/$#/${original##*/}"
                    shift
                done
                chmod -R go+rX .
                """;
        List<Object> arguments = new ArrayList<>(List.of(copies));
        arguments.addAll(originals);
        return Program.shell(script, arguments.toArray()).strip().replace('\n', File.pathSeparatorChar);
    }
}
