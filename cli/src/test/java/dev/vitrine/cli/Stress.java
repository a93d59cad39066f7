package dev.vitrine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.cli.Commands.Answer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is done to one store by several processes at once, step by step. Thread-safe.
 *
 * @param trees of which the first is always there as the root {@code still}, and all are imported as roots that come and go
 */
record Stress(List<SourceTree> trees) {
    static final String STILL = "still";
    /** So few names that the importers replace the roots of each other. */
    private static final int NAMES = 4;

    private static final Pattern REMOVED = Pattern.compile("\"removed\":\\{\"directories\":(\\d+),\"blobs\":(\\d+)");

    /** Something that gives the bytes of a file by its path in the view. */
    interface Window {
        byte[] read(String path) throws IOException;
    }

    /** Sets a root, and perhaps removes one. */
    int change(Commands commands, Random random) throws IOException {
        String name = random.nextInt(NAMES) == 0 ? STILL : anyName(random);
        SourceTree tree = name.equals(STILL) ? trees.getFirst() : anyTree(random);
        Answer answer =
                commands.run("import", "--quiet", "--name", name, tree.path().toString());
        assertThat(answer.succeeded().lines()).containsExactly(name + "\t" + tree.digest());
        if (random.nextInt(3) == 0) {
            remove(commands, anyName(random));
        }
        return 1;
    }

    /** Somebody else may have been faster. */
    private static void remove(Commands commands, String name) throws IOException {
        Answer answer = commands.run("remove", name);
        if (answer.exitCode() != 0) {
            assertThat(answer.lines()).containsExactly("vitrine: there is no root '" + name + "'");
        }
    }

    /** Collects garbage at once; says how many directories and blobs it has removed. */
    int collect(Commands commands) throws IOException {
        Answer answer = commands.run("gc", "--grace", "0s", "--json").succeeded();
        Matcher amounts = REMOVED.matcher(answer.lines().getLast());
        assertThat(amounts.find()).as(answer.toString()).isTrue();
        return Integer.parseInt(amounts.group(1)) + Integer.parseInt(amounts.group(2));
    }

    /** What is wrong would be taken away; nothing is. */
    int verify(Commands commands) throws IOException {
        commands.run("verify", "--quarantine").succeeded();
        return 1;
    }

    /** Reads a file that is always there, and one of another root: what is read of that is right, or it fails. */
    int read(Window window, Random random) throws IOException {
        Path file = trees.getFirst().anyFile(random);
        assertThat(window.read(STILL + "/" + file)).isEqualTo(SourceTree.contents(file));
        return 1 + readIfThere(window, anyName(random), anyTree(random).anyFile(random));
    }

    private static int readIfThere(Window window, String root, Path file) {
        byte[] found;
        try {
            found = window.read(root + "/" + file);
        } catch (IOException e) {
            return 0;
        }
        assertThat(found).isEqualTo(SourceTree.contents(file));
        return 1;
    }

    private static String anyName(Random random) {
        return "root" + random.nextInt(NAMES);
    }

    private SourceTree anyTree(Random random) {
        return trees.get(random.nextInt(trees.size()));
    }
}
