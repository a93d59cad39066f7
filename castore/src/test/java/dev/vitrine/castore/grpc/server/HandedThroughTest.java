package dev.vitrine.castore.grpc.server;

import static dev.vitrine.castore.Fixtures.HELLOWORLD;
import static dev.vitrine.castore.Fixtures.symlink;
import static dev.vitrine.castore.nix.PathInfos.full;
import static dev.vitrine.castore.nix.PathInfos.path;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.castore.address.GrpcAddress;
import dev.vitrine.castore.codec.PathInfoCodec;
import dev.vitrine.castore.grpc.client.RemoteStore;
import dev.vitrine.castore.grpc.client.RemoteStoreOptions;
import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.FileNode;
import dev.vitrine.castore.nix.PathInfo;
import dev.vitrine.castore.root.UnlistedRootNodes;
import dev.vitrine.castore.store.LateRoots;
import dev.vitrine.castore.store.Pin;
import io.grpc.Status.Code;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** A server that has all it has from another one: what it says of store paths is what that one says. */
@ParameterizedClass
@MethodSource("dev.vitrine.castore.grpc.server.Way#all")
final class HandedThroughTest extends WithServer {
    private static final PathInfo LINK = full(path('0', "test"), symlink("/nix/store/somewhereelse"));
    private static final String ZEROS = "0a14" + "00".repeat(20);

    private final Way way;
    private RemoteStore remote;
    private Serving between;

    HandedThroughTest(Way way) {
        super(way);
        this.way = way;
    }

    @BeforeEach
    void openBetween() throws IOException {
        remote = to(serving());
        between = serve(remote);
    }

    @AfterEach
    void closeBetween() {
        between.close();
        remote.close();
    }

    private static RemoteStore to(Serving far) throws CastoreException {
        GrpcAddress address = switch (far.server().addresses().getFirst()) {
            case ServerAddress.Tcp(String host, int port) -> new GrpcAddress.Tcp(host, port, false, false);
            case ServerAddress.Unix unix -> new GrpcAddress.Unix(unix.path(), false);
        };
        return RemoteStore.open(address, RemoteStoreOptions.DEFAULTS.withDeadline(Duration.ofSeconds(5)));
    }

    private Serving serve(RemoteStore store) throws IOException {
        Writing writing = new Writing(new LateRoots(store), () -> Pin.NONE::close);
        ServedCastore castore = new ServedCastore(
                store.blobs(), store.directories(), store.roots(), store.pathInfoService(), Optional.of(writing));
        return Serving.of(castore, Serving.LOOPBACK);
    }

    private String ask(Serving server, String method, String request) {
        return server.client().ask(way.pathInfoMethod(method), request);
    }

    private Code refusal(Serving server, String method, String request) {
        return WireClient.code(() -> ask(server, method, request));
    }

    private static String hex(PathInfo info) {
        return WireClient.hex(PathInfoCodec.encode(info));
    }

    /**
     * G68: A server in front of another one hands PathInfoService through: Get, List and Put are answered with what that one says, after the same
     * checks, and CalculateNAR with what is calculated of the blobs and directories that it shows; what that one does not know or forbids is
     * UNIMPLEMENTED or PERMISSION_DENIED.
     */
    @Test
    void storePathsAreThoseOfTheOther() throws CastoreException {
        assertThat(refusal(between, "Get", ZEROS)).isEqualTo(Code.NOT_FOUND);
        assertThat(ask(between, "Put", hex(LINK))).isEqualTo(hex(LINK));
        assertThat(store().pathInfos().get(LINK.path().hash(), () -> false)).contains(LINK);
        assertThat(ask(between, "Get", ZEROS)).isEqualTo(hex(LINK));
        assertThat(between.client().receive(way.pathInfoMethod("List"), "")).containsExactly(hex(LINK));
        assertThat(refusal(between, "Get", "0a00")).isEqualTo(Code.INVALID_ARGUMENT);
        assertThat(refusal(between, "Get", "")).isEqualTo(Code.UNIMPLEMENTED);
    }

    @Test
    void whatIsPutIsCheckedHereAlready() throws CastoreException {
        PathInfo file = full(path('1', "file"), new FileNode(HELLOWORLD.digest(), 12, true));
        assertThat(refusal(between, "Put", hex(file))).isEqualTo(Code.FAILED_PRECONDITION);
        assertThat(refusal(between, "Put", "")).isEqualTo(Code.INVALID_ARGUMENT);
        assertThat(store().roots().list()).isEmpty();
        store().blobs().put(HELLOWORLD.buffer());
        assertThat(ask(between, "Put", hex(file))).isEqualTo(hex(file));
    }

    @Test
    void narsAreCalculatedOfWhatIsShown() throws CastoreException {
        store().blobs().put(HELLOWORLD.buffer());
        String node = "1224" + "12205ca7815adcb484e9a136c11efe69c1d530176d549b5d18d038eb5280b4b3470c" + "180c";
        assertThat(ask(between, "CalculateNAR", node))
                .isEqualTo("088001" + "1220" + "03e7f63be30b065d78bcf615f5473545fdb4eb69aa416f43495b4e05cdfb8040");
    }

    @Test
    void whatTheOtherForbidsIsForbidden() throws IOException {
        ServedCastore all = Serving.castore(store());
        ServedCastore closed = new ServedCastore(
                all.blobs(), all.directories(), new UnlistedRootNodes(all.roots()), all.pathInfos(), Optional.empty());
        try (Serving far = Serving.of(closed, Serving.LOOPBACK);
                RemoteStore store = to(far);
                Serving server = serve(store)) {
            assertThat(refusal(server, "Put", hex(LINK))).isEqualTo(Code.PERMISSION_DENIED);
            assertThat(WireClient.code(() -> server.client().receive(way.pathInfoMethod("List"), "")))
                    .isEqualTo(Code.PERMISSION_DENIED);
            assertThat(server.server().failures()).isZero();
        }
    }

    @Test
    void whatTheOtherDoesNotKnowIsUnimplemented() throws IOException {
        ServedCastore all = Serving.castore(store());
        ServedCastore without = new ServedCastore(all.blobs(), all.directories(), all.roots(), all.writing());
        try (Serving far = Serving.of(without, Serving.LOOPBACK);
                RemoteStore store = to(far);
                Serving server = serve(store)) {
            assertThat(refusal(server, "Get", ZEROS)).isEqualTo(Code.UNIMPLEMENTED);
            assertThat(refusal(server, "Put", hex(LINK))).isEqualTo(Code.UNIMPLEMENTED);
            assertThat(WireClient.code(() -> server.client().receive(way.pathInfoMethod("List"), "")))
                    .isEqualTo(Code.UNIMPLEMENTED);
            assertThat(ask(server, "CalculateNAR", "1a03" + "120178")).startsWith("0878");
            assertThat(server.server().failures()).isZero();
        }
    }

    @Test
    void whileTheOtherIsAwayItIsUnavailable() {
        serving().close();
        assertThat(refusal(between, "Get", ZEROS)).isEqualTo(Code.UNAVAILABLE);
    }
}
