package dev.vitrine.castore.grpc.client;

import static dev.vitrine.castore.Fixtures.DIRECTORY_WITH_KEEP_DIGEST;
import static dev.vitrine.castore.Fixtures.name;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.protobuf.ByteString;
import dev.vitrine.castore.codec.PathInfoCodec;
import dev.vitrine.castore.grpc.Dialect;
import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.CastoreException.ListingDisabled;
import dev.vitrine.castore.model.DirectoryNode;
import dev.vitrine.castore.model.Node;
import dev.vitrine.castore.nix.PathInfoService;
import dev.vitrine.castore.nix.PathInfos;
import dev.vitrine.castore.nix.StorePathName;
import dev.vitrine.proto.tvix.castore.v1.SymlinkNode;
import dev.vitrine.proto.tvix.store.v1.GetPathInfoRequest;
import dev.vitrine.proto.tvix.store.v1.PathInfo;
import io.grpc.Status;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The store paths of a server of tvix or snix, which has no RootService, as roots. */
final class StorePathsTest extends WithScriptedServer {
    private static final String GET = "snix.store.v1.PathInfoService/Get";
    private static final String LIST = "snix.store.v1.PathInfoService/List";
    private static final String PUT = "snix.store.v1.PathInfoService/Put";
    private static final String HASH = "00bgd045z0d4icpbc2yyz4gx48ak44la";
    private static final String PATH = HASH + "-net-tools-1.60_p20170221182432";
    private static final byte[] HASH_BYTES = HexFormat.of().parseHex("8a12321522fd91efbd60ebb2481af88580f61600");
    private static final Node DIRECTORY = new DirectoryNode(DIRECTORY_WITH_KEEP_DIGEST, 1);

    @BeforeEach
    void hasOne() {
        server().on(GET, (question, answer) -> {
            byte[] hash = GetPathInfoRequest.parseFrom(question.getFirst())
                    .getByOutputHash()
                    .toByteArray();
            if (Arrays.equals(hash, HASH_BYTES)) {
                answer.send(info(PATH)).end();
            } else {
                answer.end(Status.NOT_FOUND);
            }
        });
    }

    /** Without narinfo, which does not matter here. */
    private static PathInfo info(String path) {
        dev.vitrine.proto.tvix.castore.v1.Node.Builder node = NodeMessages.of(DIRECTORY).toBuilder();
        node.getDirectoryBuilder().setName(ByteString.copyFromUtf8(path));
        return PathInfo.newBuilder().setNode(node).build();
    }

    /** G38: A store path is looked up by its hash and has to have the whole name that was asked for; a name that is no store path is not there, without a call. */
    @Test
    void aStorePathIsFoundByItsWholeName() throws CastoreException {
        assertThat(store().roots().get(name(PATH))).contains(DIRECTORY);
        assertThat(store().roots().get(name(HASH + "-x"))).isEmpty();
        assertThat(store().roots().get(name("xm35nga2g20mz5sm5l6n8v3bdm86yj83-x")))
                .isEmpty();
        assertThat(server().count(GET)).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ".Trash",
                "autorun.inf",
                HASH,
                HASH + "-",
                HASH + "x-name",
                HASH + "-na me",
                "eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee-name",
                "lib"
            })
    void garbageIsNoCall(String garbage) throws CastoreException {
        assertThat(store().storePaths().get(name(garbage))).isEmpty();
        assertThat(server().calls()).isEmpty();
    }

    @Test
    void aListLeavesOutWhatIsBroken() throws CastoreException {
        PathInfo broken = PathInfo.newBuilder()
                .setNode(dev.vitrine.proto.tvix.castore.v1.Node.newBuilder()
                        .setSymlink(SymlinkNode.newBuilder().setTarget(ByteString.copyFromUtf8("t"))))
                .build();
        server().on(
                        LIST,
                        (_, answer) -> answer.send(info(PATH))
                                .send(broken)
                                .send(PathInfo.getDefaultInstance())
                                .send(info("xm35nga2g20mz5sm5l6n8v3bdm86yj83-x"))
                                .end());
        assertThat(store().roots().list())
                .containsOnlyKeys(name(PATH), name("xm35nga2g20mz5sm5l6n8v3bdm86yj83-x"))
                .containsEntry(name(PATH), DIRECTORY);
    }

    @Test
    void aListThatFailsLeavesLookupsAsTheyAre() throws CastoreException {
        server().on(LIST, (_, answer) -> answer.send(info(PATH)).end(Status.INTERNAL));
        assertUnavailable(() -> store().roots().list());
        assertThat(store().roots().get(name(PATH))).contains(DIRECTORY);
    }

    @Test
    void aRefusedListIsDisabled() {
        server().on(LIST, (_, answer) -> answer.end(Status.PERMISSION_DENIED));
        assertThatExceptionOfType(ListingDisabled.class)
                .isThrownBy(() -> store().roots().list());
    }

    @Test
    void aStorePathWithoutANodeIsCorrupt() {
        server().on(
                        GET,
                        (_, answer) ->
                                answer.send(PathInfo.getDefaultInstance()).end());
        assertCorrupt(() -> store().roots().get(name(PATH)));
    }

    /** Nobody says when store paths come and go, so they may have after a second. */
    @Test
    void theRevisionIsTheTime() throws CastoreException {
        try (Connection connection = Connection.to(server().address(), options(), Dialect.SNIX)) {
            PathInfoCalls calls = new PathInfoCalls(connection);
            assertThat(new PathInfoRootNodes(calls, () -> Instant.ofEpochMilli(12_345)).revision())
                    .isEqualTo(12);
        }
    }

    private PathInfoService pathInfos() {
        return store().pathInfoService().orElseThrow();
    }

    private Optional<dev.vitrine.castore.nix.PathInfo> whole() throws CastoreException {
        return pathInfos().get(StorePathName.parse(PATH).orElseThrow().hash(), () -> false);
    }

    /** One with everything in it, for the path and another one of the same hash. */
    private static dev.vitrine.castore.nix.PathInfo everything(String path) {
        return PathInfos.full(StorePathName.parse(path).orElseThrow(), DIRECTORY);
    }

    @Test
    void allThatIsKnownHasToBeValid() throws CastoreException {
        assertCorrupt(this::whole); // without narinfo
        server().on(
                        GET,
                        (_, answer) -> answer.send(PathInfoCodec.message(everything(PATH)))
                                .end());
        assertThat(whole()).contains(everything(PATH));
    }

    @Test
    void anotherStorePathThanTheOneAskedForIsCorrupt() {
        String other = "xm35nga2g20mz5sm5l6n8v3bdm86yj83-x";
        server().on(
                        GET,
                        (_, answer) -> answer.send(PathInfoCodec.message(everything(other)))
                                .end());
        assertCorrupt(this::whole);
    }

    @Test
    void aBrokenOneHidesNoOtherInTheListOfAllThatIsKnown() throws CastoreException {
        server().on(
                        LIST,
                        (_, answer) -> answer.send(info(PATH))
                                .send(PathInfoCodec.message(everything(PATH)))
                                .end());
        List<dev.vitrine.castore.nix.PathInfo> all = new ArrayList<>();
        pathInfos().list(() -> false, all::add);
        assertThat(all).containsExactly(everything(PATH));
        server().on(LIST, (_, answer) -> answer.end(Status.PERMISSION_DENIED));
        assertThatExceptionOfType(ListingDisabled.class)
                .isThrownBy(() -> pathInfos().list(() -> false, all::add));
    }

    @Test
    void aPutIsAnsweredWithWhatWasPutAndNeverTriedAgain() throws CastoreException {
        List<byte[]> put = new CopyOnWriteArrayList<>();
        server().on(PUT, (question, answer) -> {
            put.addAll(question);
            answer.send(question.getFirst()).end();
        });
        pathInfos().put(everything(PATH));
        assertThat(put).containsExactly(PathInfoCodec.encode(everything(PATH)));
        server().on(
                        PUT,
                        (_, answer) -> answer.send(PathInfoCodec.message(everything(HASH + "-x")))
                                .end());
        assertCorrupt(() -> pathInfos().put(everything(PATH)));
        server().on(PUT, (_, answer) -> answer.end(Status.UNAVAILABLE));
        long before = server().count(PUT);
        assertUnavailable(() -> pathInfos().put(everything(PATH)));
        assertThat(server().count(PUT)).isEqualTo(before + 1);
    }
}
