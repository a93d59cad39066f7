package dev.vitrine.castore.codec;

import static dev.vitrine.castore.Fixtures.DIRECTORY_COMPLICATED_DIGEST;
import static dev.vitrine.castore.Fixtures.HELLOWORLD;
import static dev.vitrine.castore.Fixtures.symlink;
import static dev.vitrine.castore.nix.PathInfos.full;
import static dev.vitrine.castore.nix.PathInfos.path;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.protobuf.ByteString;
import dev.vitrine.castore.model.CastoreException.Invalid;
import dev.vitrine.castore.model.DirectoryNode;
import dev.vitrine.castore.model.FileNode;
import dev.vitrine.castore.model.Node;
import dev.vitrine.castore.model.Violation;
import dev.vitrine.castore.nix.ContentHash;
import dev.vitrine.castore.nix.NarHash;
import dev.vitrine.castore.nix.PathInfos;
import dev.vitrine.castore.nix.StorePathName;
import dev.vitrine.proto.tvix.store.v1.NARInfo.CA;
import dev.vitrine.proto.tvix.store.v1.PathInfo;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

final class PathInfoCodecTest {
    private static final StorePathName PATH = path('0', "test");
    private static final List<Node> NODES = List.of(
            new DirectoryNode(DIRECTORY_COMPLICATED_DIGEST, 4),
            new FileNode(HELLOWORLD.digest(), 12, true),
            symlink("/nix/store/somewhereelse"));

    /** What {@link PathInfos#full} makes of the symlink, from an encoder written by hand in another language. */
    private static final String BYTES =
            "0a431a410a2530303030303030303030303030303030303030303030303030303030303030302d7465737412182f6e69782f"
                    + "73746f72652f736f6d657768657265656c736512140000000000000000000000000000000000000000121429a594524a29a5"
                    + "94524a29a594524a29a594524a1aec0208d20912200707070707070707070707070707070707070707070707070707070707"
                    + "0707071a4b0a0763616368652d31124008080808080808080808080808080808080808080808080808080808080808080808"
                    + "0808080808080808080808080808080808080808080808080808080808081a42124009090909090909090909090909090909"
                    + "0909090909090909090909090909090909090909090909090909090909090909090909090909090909090909090909092225"
                    + "30303030303030303030303030303030303030303030303030303030303030302d7465737422263939393939393939393939"
                    + "3939393939393939393939393939393939393939392d6f746865722a1f0a076d6164652d6974121408218410420821841042"
                    + "082184104208218410423244080812400a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a"
                    + "0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a";

    private static Invalid refused(Consumer<PathInfo.Builder> change) {
        PathInfo.Builder message = PathInfoCodec.message(full(PATH, NODES.getFirst())).toBuilder();
        change.accept(message);
        return assertThatExceptionOfType(Invalid.class)
                .isThrownBy(() -> PathInfoCodec.decode(message.build()))
                .actual();
    }

    @Test
    void everythingComesBack() throws Invalid {
        for (Node node : NODES) {
            byte[] bytes = PathInfoCodec.encode(full(PATH, node));
            assertThat(PathInfoCodec.decode(bytes)).isEqualTo(full(PATH, node));
        }
    }

    @Test
    void theBytesAreThoseOfTheWire() throws Invalid {
        assertThat(HexFormat.of().formatHex(PathInfoCodec.encode(full(PATH, NODES.getLast()))))
                .isEqualTo(BYTES);
        assertThat(PathInfoCodec.decode(HexFormat.of().parseHex(BYTES))).isEqualTo(full(PATH, NODES.getLast()));
    }

    @Test
    void ofATreeAloneItIsSmall() throws Invalid {
        NarHash nar = new NarHash(-1, PathInfos.octets(32, 7));
        dev.vitrine.castore.nix.PathInfo info = dev.vitrine.castore.nix.PathInfo.of(PATH, NODES.getFirst(), nar);
        assertThat(PathInfoCodec.decode(PathInfoCodec.encode(info))).isEqualTo(info);
    }

    /**
     * N3: A PathInfo is refused without narinfo, without a node or with one that is no node or has no store path name; with references, names for them, a
     * deriver, signatures or hashes of another form, length or number than they have; and with a content hash of an unknown kind.
     */
    @Test
    void whatIsNotValidIsRefused() {
        assertThat(refused(message -> message.clearNarinfo())).hasMessage("a PathInfo without narinfo");
        assertThat(refused(message -> message.clearNode()).violation()).isEqualTo(Violation.NO_NODE);
        assertThat(refused(message -> message.getNodeBuilder()
                                .getDirectoryBuilder()
                                .setDigest(ByteString.copyFromUtf8("short")))
                        .violation())
                .isEqualTo(Violation.DIGEST_LENGTH);
        assertThat(refused(message -> message.getNodeBuilder()
                        .getDirectoryBuilder()
                        .setName(ByteString.copyFromUtf8("no\nstore path"))))
                .hasMessage("a node whose name is not that of a store path: 'no\\nstore path'");
        assertThat(refused(message -> message.addReferences(ByteString.copyFrom(new byte[20]))))
                .hasMessage("a PathInfo of 3 references and 2 names for them");
        assertThat(refused(message -> message.setReferences(0, ByteString.copyFrom(new byte[19]))))
                .hasMessage("the hash of a store path has 20 bytes, not 19");
        assertThat(refused(message -> message.setReferences(1, ByteString.copyFrom(new byte[20]))))
                .hasMessageEndingWith("-other' has another hash, " + "0".repeat(32));
        assertThat(refused(message -> message.getNarinfoBuilder().setReferenceNames(0, "x")))
                .hasMessage("a reference that is no store path: 'x'");
        assertThat(refused(message -> message.getNarinfoBuilder().setNarSha256(ByteString.copyFrom(new byte[31]))))
                .hasMessage("the SHA-256 of a NAR of 31 bytes, where it has 32");
        assertThat(refused(message ->
                        message.getNarinfoBuilder().getSignaturesBuilder(1).setData(ByteString.copyFrom(new byte[65]))))
                .hasMessage("a signature of 65 bytes, where it has 64");
        assertThat(refused(message ->
                        message.getNarinfoBuilder().getDeriverBuilder().setName("")))
                .hasMessage("a deriver that is no store path: ''");
        assertThat(refused(message ->
                        message.getNarinfoBuilder().getDeriverBuilder().clearDigest()))
                .hasMessage("the hash of a store path has 20 bytes, not 0");
    }

    @Test
    void contentHashesHaveTheLengthOfTheirKind() throws Invalid {
        assertThat(refused(message -> message.getNarinfoBuilder().getCaBuilder().setTypeValue(9)))
                .hasMessage("a content hash of the unknown kind 9");
        assertThat(refused(message -> message.getNarinfoBuilder().getCaBuilder().setTypeValue(-1)))
                .hasMessage("a content hash of the unknown kind -1");
        for (ContentHash.Kind kind : ContentHash.Kind.values()) {
            PathInfo.Builder message = PathInfoCodec.message(full(PATH, NODES.getFirst())).toBuilder();
            CA.Builder hash = message.getNarinfoBuilder().getCaBuilder().setType(CA.Hash.valueOf(kind.name()));
            hash.setDigest(ByteString.copyFrom(new byte[kind.length()]));
            assertThat(PathInfoCodec.decode(message.build())
                            .contentHash()
                            .orElseThrow()
                            .kind())
                    .isEqualTo(kind);
            int length = kind.length() + 1;
            assertThat(refused(wrong -> wrong.getNarinfoBuilder()
                            .getCaBuilder()
                            .setType(CA.Hash.valueOf(kind.name()))
                            .setDigest(ByteString.copyFrom(new byte[length]))))
                    .hasMessage("a content hash of " + length + " bytes, where it has " + kind.length());
        }
    }

    @Test
    void whoMindsTheTreeAloneReadsNoMore() throws Invalid {
        PathInfo message = PathInfoCodec.message(full(PATH, NODES.getFirst())).toBuilder()
                .clearNarinfo()
                .build();
        assertThat(PathInfoCodec.path(message)).isEqualTo(PATH);
        assertThat(PathInfoCodec.node(message)).isEqualTo(NODES.getFirst());
    }
}
