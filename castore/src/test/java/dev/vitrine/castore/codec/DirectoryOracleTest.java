package dev.vitrine.castore.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.vitrine.castore.model.CastoreException.Invalid;
import dev.vitrine.castore.model.Digest;
import dev.vitrine.castore.model.Directory;
import dev.vitrine.castore.model.DirectoryNode;
import dev.vitrine.castore.model.FileNode;
import dev.vitrine.castore.model.Node;
import dev.vitrine.castore.model.PathComponent;
import dev.vitrine.castore.model.SymlinkNode;
import dev.vitrine.castore.model.SymlinkTarget;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The directory of the model beside what protobuf-java makes of the same bytes. */
final class DirectoryOracleTest {
    private static final long SEED = 20261123;

    /** M13: The tvix and the snix dialect encode a directory, and a root node, to the same bytes. */
    @Test
    void randomDirectoriesAreEncodedAsProtobufEncodesThemInBothDialects() throws Exception {
        RandomDirectories random = new RandomDirectories(SEED);
        for (int i = 0; i < 2_000; i++) {
            var tvix = random.valid();
            byte[] bytes = tvix.toByteArray();
            Directory directory = build(tvix, new Random(i));
            assertThat(directory.toByteArray()).isEqualTo(bytes);
            assertThat(dev.vitrine.proto.snix.castore.v1.Directory.parseFrom(bytes)
                            .toByteArray())
                    .isEqualTo(bytes);
            assertThat(Directory.parse(bytes)).isEqualTo(directory);
            assertSameEntries(Directory.parse(bytes), directory);
        }
    }

    /** Builds it with its entries in any order. */
    private static Directory build(dev.vitrine.proto.tvix.castore.v1.Directory message, Random random)
            throws Exception {
        List<Map.Entry<ByteString, Node>> entries = new ArrayList<>();
        for (var entry : message.getDirectoriesList()) {
            entries.add(Map.entry(entry.getName(), new DirectoryNode(digest(entry.getDigest()), entry.getSize())));
        }
        for (var entry : message.getFilesList()) {
            entries.add(Map.entry(
                    entry.getName(), new FileNode(digest(entry.getDigest()), entry.getSize(), entry.getExecutable())));
        }
        for (var entry : message.getSymlinksList()) {
            SymlinkTarget target = SymlinkTarget.of(entry.getTarget().toByteArray());
            entries.add(Map.entry(entry.getName(), new SymlinkNode(target)));
        }
        Collections.shuffle(entries, random);
        Directory.Builder directory = Directory.builder();
        for (var entry : entries) {
            directory.add(PathComponent.of(entry.getKey().toByteArray()), entry.getValue());
        }
        return directory.build();
    }

    private static Digest digest(ByteString bytes) throws Invalid {
        return Digest.of(bytes.toByteArray());
    }

    private static void assertSameEntries(Directory parsed, Directory built) {
        assertThat(parsed.size()).isEqualTo(built.size());
        for (int i = 0; i < built.count(); i++) {
            assertThat(parsed.name(i)).isEqualTo(built.name(i));
            assertThat(parsed.node(i)).isEqualTo(built.node(i));
            assertThat(parsed.get(built.name(i))).contains(built.node(i));
        }
    }

    @Test
    void messagesThatBreakARuleAreRefusedAndOthersAreNot() {
        RandomDirectories random = new RandomDirectories(SEED + 1);
        int accepted = 0;
        for (int i = 0; i < 10_000; i++) {
            accepted += agree(random.doubtful().toByteArray());
        }
        assertThat(accepted).isBetween(3_000, 7_000);
    }

    @Test
    void damagedBytesAreRefusedUnlessTheyAreADirectoryStill() {
        RandomDirectories random = new RandomDirectories(SEED + 2);
        int accepted = 0;
        for (int i = 0; i < 20_000; i++) {
            accepted += agree(random.damaged(random.valid().toByteArray()));
        }
        assertThat(accepted).isBetween(2_000, 18_000);
    }

    @Test
    void garbageIsRefusedUnlessItIsADirectory() {
        RandomDirectories random = new RandomDirectories(SEED + 3);
        int accepted = 0;
        for (int i = 0; i < 200_000; i++) {
            accepted += agree(random.garbage());
        }
        assertThat(accepted).isBetween(10_000, 30_000);
    }

    /** Asserts that the parser accepts what the rules accept, and says 1 if they do. */
    private static int agree(byte[] bytes) {
        Optional<Directory> parsed = parse(bytes);
        if (parsed.isPresent() != DirectoryRules.accept(bytes)) {
            throw new AssertionError(
                    "parser and rules disagree about " + HexFormat.of().formatHex(bytes));
        }
        parsed.ifPresent(
                directory -> assertThat(rebuilt(directory).toByteArray()).isEqualTo(bytes));
        return parsed.isPresent() ? 1 : 0;
    }

    private static Optional<Directory> parse(byte[] bytes) {
        try {
            return Optional.of(Directory.parse(bytes));
        } catch (Invalid e) {
            return Optional.empty();
        }
    }

    private static Directory rebuilt(Directory directory) {
        try {
            Directory.Builder builder = Directory.builder();
            for (int i = 0; i < directory.count(); i++) {
                builder.add(directory.name(i), directory.node(i));
            }
            return builder.build();
        } catch (Invalid e) {
            throw new AssertionError(e);
        }
    }
}
