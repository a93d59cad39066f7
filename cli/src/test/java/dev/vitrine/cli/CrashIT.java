package dev.vitrine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is left of an import, a removal and a collection of garbage that are killed. */
final class CrashIT {
    private static final int FILES = 300;
    /** So few names that imports replace roots. */
    private static final int NAMES = 4;

    @TempDir
    private Path temp;

    private final Random random = CrashOptions.random("CrashIT");
    private final Acknowledged acknowledged = new Acknowledged();
    private final List<SourceTree> trees = new ArrayList<>();
    private Path store = Path.of("");
    private Killing killing = new Killing(store, store, random);

    /**
     * C28: After kill -9 during an import every listed root verifies, and the next import succeeds.
     *
     * <p>C58: After kill -9 at any moment of an import, a removal or a collection of garbage every listed root verifies, nothing
     * acknowledged is lost, and the next import works.
     */
    @Test
    void killedCommandsLeaveAGoodStore() throws Exception {
        store = temp.resolve("store");
        killing = new Killing(store, temp.resolve("output"), random);
        measure();
        try (Commands commands = Commands.start(store)) {
            for (int round = 0; round < CrashOptions.rounds(); round++) {
                killImport(commands);
                killRemoval(commands);
                killCollection(commands);
            }
        }
        System.out.printf("CrashIT: killed %d commands, %d of them at work%n", killing.killed(), killing.atWork());
        assertThat(killing.atWork()).isGreaterThan(CrashOptions.rounds() / 2);
    }

    /** Makes the store, and sees how long each command takes. */
    private void measure() throws Exception {
        killing.measureStart();
        for (int i = 0; i < NAMES; i++) {
            SourceTree tree = newTree();
            acknowledged.begins("root" + i, tree.digest());
            killing.measure("import", "--name", "root" + i, tree.path().toString());
            acknowledged.done();
        }
        acknowledged.begins("root0");
        killing.measure("remove", "root0");
        acknowledged.done();
        killing.measure("gc", "--grace", "0s");
    }

    /** What was under way is as it was before or as it should become, and the next import works. */
    private void killImport(Commands commands) throws Exception {
        String name = anyName();
        SourceTree tree = newTree();
        acknowledged.begins(name, tree.digest());
        if (!killing.kill("import", "--name", name, tree.path().toString())
                .lines()
                .isEmpty()) {
            acknowledged.done();
        }
        check(commands);
        importWhole(commands, name, tree);
    }

    private void killRemoval(Commands commands) throws Exception {
        String name = acknowledged.any(random).orElseThrow();
        acknowledged.begins(name);
        if (killing.kill("remove", name).hasEnded()) {
            acknowledged.done();
        }
        check(commands);
    }

    /** The next import is of an old tree, of which parts may have been removed, and others may be about to be. */
    private void killCollection(Commands commands) throws Exception {
        killing.kill("gc", "--grace", "0s");
        check(commands);
        importWhole(commands, anyName(), trees.get(random.nextInt(trees.size())));
        check(commands);
    }

    private void importWhole(Commands commands, String name, SourceTree tree) throws IOException {
        acknowledged.begins(name, tree.digest());
        commands.run("import", "--name", name, tree.path().toString()).succeeded();
        acknowledged.done();
    }

    private void check(Commands commands) throws IOException {
        commands.run("verify").succeeded();
        acknowledged.check(commands.run("roots").succeeded().lines());
    }

    private String anyName() {
        return "root" + random.nextInt(NAMES);
    }

    private SourceTree newTree() throws IOException {
        SourceTree tree = SourceTree.make(temp.resolve("tree" + trees.size()), random, FILES);
        trees.add(tree);
        return tree;
    }
}
