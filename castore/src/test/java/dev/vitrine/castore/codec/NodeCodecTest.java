package dev.vitrine.castore.codec;

import static dev.vitrine.castore.model.Violations.assertViolation;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.vitrine.castore.model.CastoreException.Invalid;
import dev.vitrine.castore.model.Digest;
import dev.vitrine.castore.model.DirectoryNode;
import dev.vitrine.castore.model.FileNode;
import dev.vitrine.castore.model.Node;
import dev.vitrine.castore.model.SymlinkNode;
import dev.vitrine.castore.model.SymlinkTarget;
import dev.vitrine.castore.model.Violation;
import dev.vitrine.proto.snix.castore.v1.Entry;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NodeCodecTest {
    private static byte[] base64(String text) {
        return Base64.getUrlDecoder().decode(text);
    }

    private static void assertCoded(Node node, String base64) throws Exception {
        assertThat(NodeCodec.encode(node)).isEqualTo(base64(base64));
        assertThat(NodeCodec.decode(base64(base64))).isEqualTo(node);
    }

    @Test
    void aSymlinkAsNarBridgeNamesIt() throws Exception {
        assertCoded(
                new SymlinkNode(SymlinkTarget.of("/nix/store/somewhereelse")),
                "GhoSGC9uaXgvc3RvcmUvc29tZXdoZXJlZWxzZQ");
    }

    @Test
    void aDirectoryAsNarBridgeNamesIt() throws Exception {
        assertCoded(
                new DirectoryNode(Digest.parse("3f951a15afd586fb3121ef4d13d582e811ce0e5a7f21c0497fd87490e9e2355a"), 4),
                "CiQSID-VGhWv1Yb7MSHvTRPVgugRzg5afyHASX_YdJDp4jVaGAQ");
    }

    @Test
    void aFileAsNarBridgeNamesIt() throws Exception {
        assertCoded(
                new FileNode(
                        Digest.parse("5ca7815adcb484e9a136c11efe69c1d530176d549b5d18d038eb5280b4b3470c"), 12, false),
                "EiQSIFyngVrctITpoTbBHv5pwdUwF21Um10Y0DjrUoC0s0cMGAw");
    }

    /** Encodings are written in hexadecimal, where D stands for a digest field of 32 zeros. */
    @ParameterizedTest
    @CsvSource({
        "no bytes, '', NO_NODE",
        "no node but a field, 2001, NO_NODE",
        "no protobuf, ff, NOT_CANONICAL",
        "a cut message, 0a24 1220, NOT_CANONICAL",
        "no digest, 0a00, DIGEST_LENGTH",
        "a short digest, 1203 120100, DIGEST_LENGTH",
        "an empty target, 1a00, EMPTY",
        "a NUL in a target, 1a03 120100, NUL",
        "a named directory, 0a25 0a0161 D, NAMED_NODE",
        "a named file, 1225 0a0161 D, NAMED_NODE",
        "a named symlink, 1a06 0a0161 120162, NAMED_NODE",
        "a named file of a bad digest, 1206 0a0161 120100, DIGEST_LENGTH",
        "a zero size, 1224 D 1800, NOT_CANONICAL",
        "an unknown field, 1222 D 2001, NOT_CANONICAL",
        "an unknown field inside, 1224 D 2801, NOT_CANONICAL",
        "two nodes, 1a03 120161 1a03 120162, NOT_CANONICAL",
        "a long length, 1a8300 120161, NOT_CANONICAL",
    })
    void otherBytesAreRefused(String what, String encoding, Violation violation) {
        byte[] bytes = HexFormat.of().parseHex(encoding.replace(" ", "").replace("D", "1220" + "00".repeat(32)));
        assertViolation(violation, () -> NodeCodec.decode(bytes));
    }

    @Test
    void randomNodesSurviveAndAreTheSameInBothDialects() throws Exception {
        Random random = new Random(20261123);
        for (int i = 0; i < 5_000; i++) {
            Node node = node(random);
            byte[] bytes = NodeCodec.encode(node);
            assertThat(NodeCodec.decode(bytes)).isEqualTo(node);
            assertThat(dev.vitrine.proto.tvix.castore.v1.Node.parseFrom(bytes).toByteArray())
                    .isEqualTo(bytes);
        }
    }

    @Test
    void damagedBytesAreRefusedUnlessTheyAreANodeStill() throws Exception {
        Random random = new Random(20261124);
        RandomDirectories damage = new RandomDirectories(20261124);
        int accepted = 0;
        for (int i = 0; i < 40_000; i++) {
            byte[] bytes = damage.damaged(NodeCodec.encode(node(random)));
            boolean decoded = isDecoded(bytes);
            assertThat(decoded).as("%s", HexFormat.of().formatHex(bytes)).isEqualTo(isCanonicalNode(bytes));
            accepted += decoded ? 1 : 0;
        }
        assertThat(accepted).isBetween(1_000, 39_000);
    }

    private static boolean isDecoded(byte[] bytes) {
        try {
            return Arrays.equals(NodeCodec.encode(NodeCodec.decode(bytes)), bytes);
        } catch (Invalid e) {
            return false;
        }
    }

    /** The rules over what protobuf-java reads. */
    private static boolean isCanonicalNode(byte[] bytes) {
        try {
            Entry entry = Entry.parseFrom(bytes);
            return Arrays.equals(entry.toByteArray(), bytes)
                    && entry.getUnknownFields().asMap().isEmpty()
                    && switch (entry.getEntryCase()) {
                        case DIRECTORY ->
                            entry.getDirectory().getDigest().size() == 32
                                    && entry.getDirectory().getName().isEmpty()
                                    && entry.getDirectory()
                                            .getUnknownFields()
                                            .asMap()
                                            .isEmpty();
                        case FILE ->
                            entry.getFile().getDigest().size() == 32
                                    && entry.getFile().getName().isEmpty()
                                    && entry.getFile()
                                            .getUnknownFields()
                                            .asMap()
                                            .isEmpty();
                        case SYMLINK ->
                            isTarget(entry.getSymlink().getTarget())
                                    && entry.getSymlink().getName().isEmpty()
                                    && entry.getSymlink()
                                            .getUnknownFields()
                                            .asMap()
                                            .isEmpty();
                        case ENTRY_NOT_SET -> false;
                    };
        } catch (InvalidProtocolBufferException e) {
            return false;
        }
    }

    private static boolean isTarget(ByteString target) {
        return target.toString(ISO_8859_1).matches("(?s)[^\\x00]{1,4095}");
    }

    private static Node node(Random random) throws Invalid {
        Digest digest = new Digest(random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong());
        long size = random.nextLong() >>> random.nextInt(64);
        return switch (random.nextInt(3)) {
            case 0 -> new DirectoryNode(digest, size);
            case 1 -> new FileNode(digest, size, random.nextBoolean());
            default -> new SymlinkNode(SymlinkTarget.of("t".repeat(1 + random.nextInt(300))));
        };
    }
}
