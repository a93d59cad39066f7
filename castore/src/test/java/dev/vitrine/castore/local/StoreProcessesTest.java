package dev.vitrine.castore.local;

import static dev.vitrine.castore.Fixtures.BLOB_A;
import static dev.vitrine.castore.Fixtures.name;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.Digest;
import dev.vitrine.castore.model.DirectoryNode;
import dev.vitrine.castore.model.FileNode;
import dev.vitrine.castore.model.Node;
import dev.vitrine.castore.model.PathComponent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store in several processes: one after the other, at the same time, and killed. */
final class StoreProcessesTest {
    @TempDir
    Path temporary;

    private Path path;

    @BeforeEach
    void makeStore() throws CastoreException {
        path = temporary.resolve("store");
        LocalStore.create(path).close();
    }

    private static Digest digest(String text) throws CastoreException {
        return Digest.parse(text);
    }

    /** S19: What was acknowledged is there for every later process. */
    @Test
    void aNewProcessSeesWhatThisOneWrote() throws Exception {
        FileNode node = new FileNode(BLOB_A.digest(), 2, true);
        try (LocalStore store = LocalStore.open(path)) {
            store.blobs().put(BLOB_A.buffer());
            store.roots().put(name("here"), node);
        }
        try (JavaProcess process = JavaProcess.start(StoreProgram.class, path)) {
            assertThat(process.ask("get here")).isEqualTo(node.toString());
        }
    }

    @Test
    void thisProcessSeesWhatAnEarlierOneWrote() throws Exception {
        Digest root;
        try (JavaProcess process = JavaProcess.start(StoreProgram.class, path)) {
            root = digest(process.ask("put there"));
        }
        try (LocalStore store = LocalStore.open(path)) {
            assertThat(WholeRoots.check(store)).containsExactly(Map.entry(name("there"), new DirectoryNode(root, 5)));
        }
    }

    /** S20: Several processes use one store at once, and each sees at once what another has put or removed. */
    @Test
    void changesOfAnotherProcessAreSeenAtOnce() throws Exception {
        try (LocalStore store = LocalStore.open(path);
                JavaProcess process = JavaProcess.start(StoreProgram.class, path)) {
            long before = store.roots().revision();
            Digest root = digest(process.ask("put there"));
            assertThat(store.roots().revision()).isNotEqualTo(before);
            assertThat(WholeRoots.check(store)).containsExactly(Map.entry(name("there"), new DirectoryNode(root, 5)));

            before = store.roots().revision();
            assertThat(process.ask("remove there")).isEqualTo("true");
            assertThat(store.roots().revision()).isNotEqualTo(before);
            assertThat(store.roots().get(name("there"))).isEmpty();

            store.roots().put(name("here"), new FileNode(BLOB_A.digest(), 2, true));
            assertThat(process.ask("count")).isEqualTo("1");
        }
    }

    @Test
    void twoProcessesWriteAtOnce() throws Exception {
        Map<PathComponent, Node> acknowledged = new HashMap<>();
        try (JavaProcess one = JavaProcess.start(StoreProgram.class, path);
                JavaProcess other = JavaProcess.start(StoreProgram.class, path)) {
            one.tell("loop 1");
            other.tell("loop 2");
            for (int i = 0; i < 20; i++) {
                remember(one.next(), acknowledged);
                remember(other.next(), acknowledged);
            }
        }
        try (LocalStore store = LocalStore.open(path)) {
            assertThat(WholeRoots.check(store)).containsAllEntriesOf(acknowledged);
        }
    }

    /** S21: After a process was killed, all that it acknowledged is there, and every root that is listed is whole. */
    @Test
    void nothingAcknowledgedIsLostWhenTheProcessIsKilled() throws Exception {
        Random random = new Random(20_261_122);
        Map<PathComponent, Node> acknowledged = new HashMap<>();
        for (int round = 0; round < 6; round++) {
            writeAndKill(round, random, acknowledged);
            try (LocalStore store = LocalStore.open(path)) {
                assertThat(WholeRoots.check(store)).containsAllEntriesOf(acknowledged);
            }
        }
        assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(6);
    }

    private void writeAndKill(int seed, Random random, Map<PathComponent, Node> acknowledged) throws Exception {
        try (JavaProcess process = JavaProcess.start(StoreProgram.class, path)) {
            process.tell("loop " + seed);
            for (int i = random.nextInt(30); i >= 0; i--) {
                remember(process.next(), acknowledged);
            }
            assertThat(process.endsWithin(Duration.ofMillis(random.nextInt(20))))
                    .isFalse();
            process.kill();
            for (Optional<String> line = process.next(); line.isPresent(); line = process.next()) {
                remember(line, acknowledged);
            }
        }
    }

    /** A line that was cut off acknowledges nothing. */
    private static void remember(Optional<String> line, Map<PathComponent, Node> acknowledged) throws CastoreException {
        String[] words = line.orElseThrow().split("\t", 2);
        if (words.length == 2 && words[1].length() == 47) {
            acknowledged.put(name(words[0]), new DirectoryNode(digest(words[1]), 5));
        }
    }

    /** S22: What a process that was killed had not finished is deleted when the store is opened next. */
    @Test
    void leftoversOfTheDeadAreSwept() throws Exception {
        try (JavaProcess process = JavaProcess.start(StoreProgram.class, path)) {
            process.ask("count");
            assertThat(unfinished()).hasSize(1);
        }
        assertThat(unfinished()).hasSize(1);
        Files.writeString(unfinished().getFirst().resolve("0"), "half a blob");
        Files.createDirectory(path.resolve("tmp/without-owner"));
        try (LocalStore store = LocalStore.open(path)) {
            assertThat(store.roots().list()).isEmpty();
            assertThat(unfinished()).hasSize(1);
        }
        assertThat(unfinished()).isEmpty();
    }

    @Test
    void leftoversOfTheLivingAreKept() throws Exception {
        try (JavaProcess process = JavaProcess.start(StoreProgram.class, path)) {
            process.ask("count");
            Path theirs = unfinished().getFirst();
            LocalStore.open(path).close();
            assertThat(theirs).exists();
            assertThat(process.ask("put there")).startsWith("b3:");
        }
    }

    private List<Path> unfinished() throws IOException {
        try (Stream<Path> found = Files.list(path.resolve("tmp"))) {
            return found.toList();
        }
    }
}
