package dev.vitrine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.castore.DiskImage;
import dev.vitrine.cli.Commands.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Commands that change a store on a disk until its power fails, and what is left. What they acknowledged is remembered outside of the
 * disk. Not thread-safe.
 */
final class PowerLoss {
    private static final int MILLISECONDS = 3_000;
    private static final int TREES = 8;
    private static final int FILES = 60;
    /** So few names that imports replace roots. */
    private static final int NAMES = 4;

    private final DiskImage disk;
    private final Path store;
    private final Random random;
    private final Acknowledged acknowledged = new Acknowledged();
    private final List<SourceTree> trees = new ArrayList<>();
    private int done;
    private volatile boolean isFailing;

    /** @param directory outside of the disk */
    PowerLoss(DiskImage disk, Path directory, Random random) throws IOException {
        this.disk = disk;
        this.store = disk.path().resolve("store");
        this.random = random;
        for (int i = 0; i < TREES; i++) {
            trees.add(SourceTree.make(directory.resolve("tree" + i), random, FILES));
        }
    }

    /** Lets the power fail at a random moment, and come back. The commands run below the program of the wrapper, if one is given. */
    void happen(String... wrapper) throws IOException {
        try (Commands commands = Commands.start(store, wrapper)) {
            assertThat(importTree(commands)).isTrue();
            CompletableFuture<Void> failure = CompletableFuture.runAsync(
                    this::losePower,
                    CompletableFuture.delayedExecutor(random.nextInt(MILLISECONDS), TimeUnit.MILLISECONDS));
            while (step(commands)) {
                done++;
            }
            failure.join();
        }
        disk.unmount();
        disk.mount();
        isFailing = false;
    }

    private void losePower() {
        isFailing = true;
        try {
            disk.losePower();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs a command; says whether it succeeded. */
    private boolean step(Commands commands) throws IOException {
        return switch (random.nextInt(6)) {
            case 0 -> remove(commands);
            case 1 -> succeeds(commands, "gc", "--grace", "0s");
            default -> importTree(commands);
        };
    }

    private boolean importTree(Commands commands) throws IOException {
        String name = "root" + random.nextInt(NAMES);
        SourceTree tree = trees.get(random.nextInt(TREES));
        acknowledged.begins(name, tree.digest());
        return succeeds(
                commands, "import", "--quiet", "--name", name, tree.path().toString());
    }

    private boolean remove(Commands commands) throws IOException {
        Optional<String> name = acknowledged.any(random);
        name.ifPresent(acknowledged::begins);
        return name.isEmpty() || succeeds(commands, "remove", name.get());
    }

    /** Only a disk that fails is a reason not to succeed. */
    private boolean succeeds(Commands commands, String... command) throws IOException {
        Optional<Answer> answer = commands.ask(command);
        if (answer.isPresent() && answer.get().exitCode() == 0) {
            acknowledged.done();
            return true;
        }
        assertThat(isFailing)
                .as("the disk fails, and so does %s: %s", List.of(command), answer)
                .isTrue();
        answer.ifPresent(failure ->
                assertThat(failure.lines()).singleElement().asString().startsWith("vitrine: "));
        return false;
    }

    /** How many commands were acknowledged before the power failed, not counting the first. */
    int done() {
        return done;
    }

    /** Whether all that was acknowledged is there, and every root is whole. The index may be so broken that LMDB ends its process. */
    boolean isAllThere() throws IOException {
        try (Commands commands = Commands.start(store)) {
            Optional<Answer> roots = commands.ask("roots");
            return roots.isPresent()
                    && roots.get().exitCode() == 0
                    && acknowledged.isWhatIs(roots.get().lines())
                    && commands.ask("verify").map(Answer::exitCode).equals(Optional.of(0));
        }
    }

    /** Checks the same, and that the next import works. */
    void check() throws IOException {
        try (Commands commands = Commands.start(store)) {
            checkStore(commands);
            importTree(commands);
            checkStore(commands);
        }
    }

    private void checkStore(Commands commands) throws IOException {
        commands.run("verify").succeeded();
        acknowledged.check(commands.run("roots").succeeded().lines());
    }
}
