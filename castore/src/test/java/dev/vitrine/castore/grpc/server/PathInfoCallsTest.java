package dev.vitrine.castore.grpc.server;

import static dev.vitrine.castore.Fixtures.BLOB_A;
import static dev.vitrine.castore.Fixtures.DIRECTORY_COMPLICATED;
import static dev.vitrine.castore.Fixtures.DIRECTORY_WITH_KEEP;
import static dev.vitrine.castore.Fixtures.HELLOWORLD;
import static dev.vitrine.castore.Fixtures.directory;
import static dev.vitrine.castore.Fixtures.name;
import static dev.vitrine.castore.Fixtures.symlink;
import static dev.vitrine.castore.nix.PathInfos.full;
import static dev.vitrine.castore.nix.PathInfos.path;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.castore.codec.NodeCodec;
import dev.vitrine.castore.codec.PathInfoCodec;
import dev.vitrine.castore.directory.DirectoryPutter;
import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.Directory;
import dev.vitrine.castore.model.DirectoryNode;
import dev.vitrine.castore.model.FileNode;
import dev.vitrine.castore.nix.PathInfo;
import dev.vitrine.castore.nix.StorePathName;
import dev.vitrine.castore.root.UnlistedRootNodes;
import io.grpc.Status.Code;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** PathInfoService, in bytes. */
@ParameterizedClass
@MethodSource("dev.vitrine.castore.grpc.server.Way#all")
final class PathInfoCallsTest extends WithServer {
    private static final StorePathName PATH = path('0', "test");
    private static final PathInfo LINK = full(PATH, symlink("/nix/store/somewhereelse"));
    private static final String ZEROS = "0a14" + "00".repeat(20);

    /** Node { file: digest of "Hello World!", size 12 }. */
    private static final String HELLO_NODE =
            "1224" + "12205ca7815adcb484e9a136c11efe69c1d530176d549b5d18d038eb5280b4b3470c" + "180c";

    /** Node { directory: digest of COMPLICATED, size 4 }. */
    private static final String COMPLICATED_NODE =
            "0a24" + "12203f951a15afd586fb3121ef4d13d582e811ce0e5a7f21c0497fd87490e9e2355a" + "1804";

    PathInfoCallsTest(Way way) {
        super(way);
    }

    private String get(String request) {
        return client().ask(pathInfoMethod("Get"), request);
    }

    private String put(PathInfo info) {
        return client().ask(pathInfoMethod("Put"), hex(info));
    }

    private String calculate(String node) {
        return client().ask(pathInfoMethod("CalculateNAR"), node);
    }

    private static String hex(PathInfo info) {
        return WireClient.hex(PathInfoCodec.encode(info));
    }

    /**
     * N17: PathInfoService is answered under the names `tvix.store.v1` and `snix.store.v1` alike. Get finds a store path by its output hash; what is
     * unknown is NOT_FOUND, a hash that is not 20 bytes INVALID_ARGUMENT, and a request without one UNIMPLEMENTED.
     */
    @Test
    void getFindsByHash() throws CastoreException {
        store().pathInfos().put(LINK);
        assertThat(get(ZEROS)).isEqualTo(hex(LINK));
        assertThat(WireClient.code(() -> get("0a14" + "01".repeat(20)))).isEqualTo(Code.NOT_FOUND);
        assertThat(WireClient.code(() -> get("0a13" + "00".repeat(19)))).isEqualTo(Code.INVALID_ARGUMENT);
        assertThat(WireClient.code(() -> get("0a15" + "00".repeat(21)))).isEqualTo(Code.INVALID_ARGUMENT);
        assertThat(WireClient.code(() -> get("0a00"))).isEqualTo(Code.INVALID_ARGUMENT);
        assertThat(WireClient.code(() -> get(""))).isEqualTo(Code.UNIMPLEMENTED);
    }

    @Test
    void getCalculatesWhatWasNotPut() throws CastoreException {
        store().blobs().put(HELLOWORLD.buffer());
        store().roots().put(PATH.rootName(), new FileNode(HELLOWORLD.digest(), 12, false));
        assertThat(get(ZEROS))
                .endsWith("1a25" + "088001" + "1220"
                        + "03e7f63be30b065d78bcf615f5473545fdb4eb69aa416f43495b4e05cdfb8040");
        store().roots().put(PATH.rootName(), new FileNode(BLOB_A.digest(), 2, false));
        assertThat(WireClient.code(() -> get(ZEROS))).isEqualTo(Code.DATA_LOSS);
    }

    /**
     * N18: Put answers with what was put, and sets the root. What is not valid is INVALID_ARGUMENT, one below which a directory or blob is missing
     * FAILED_PRECONDITION, and PERMISSION_DENIED where nothing can be written; then nothing has changed.
     */
    @Test
    void putSetsTheRoot() throws CastoreException {
        assertThat(put(LINK)).isEqualTo(hex(LINK));
        assertThat(store().pathInfos().get(PATH.hash(), () -> false)).contains(LINK);
        assertThat(store().roots().list()).containsOnlyKeys(PATH.rootName());
        PathInfo file = full(path('1', "file"), new FileNode(HELLOWORLD.digest(), 12, true));
        assertThat(WireClient.code(() -> put(file))).isEqualTo(Code.FAILED_PRECONDITION);
        store().blobs().put(HELLOWORLD.buffer());
        assertThat(put(file)).isEqualTo(hex(file));
    }

    @Test
    void whatIsNotValidIsRefused() throws Exception {
        String valid = hex(LINK);
        for (String wrong : List.of(
                "", // nothing
                valid.substring(0, 2 * (0x43 + 2)), // no narinfo
                valid + "1214" + "00".repeat(20), // a reference without a name
                valid.replace(WireClient.hex("-test".getBytes(UTF_8)), WireClient.hex("~test".getBytes(UTF_8))))) {
            assertThat(WireClient.code(() -> client().ask(pathInfoMethod("Put"), wrong)))
                    .as(wrong)
                    .isEqualTo(Code.INVALID_ARGUMENT);
        }
        assertThat(WireClient.code(() -> client().ask(pathInfoMethod("Put"), valid.substring(0, 60))))
                .as("a message that is cut off")
                .isEqualTo(Code.INVALID_ARGUMENT);
        assertThat(store().roots().list()).isEmpty();
        try (Serving reading = Serving.of(Serving.castore(store()).readOnly(), Serving.LOOPBACK)) {
            assertThat(WireClient.code(() -> reading.client().ask(pathInfoMethod("Put"), valid)))
                    .isEqualTo(Code.PERMISSION_DENIED);
        }
        assertThat(store().roots().list()).isEmpty();
    }

    /**
     * N19: CalculateNAR gives size and hash of the NAR of a node. One that has a name or is no node is INVALID_ARGUMENT, and one below which something is
     * missing or another DATA_LOSS.
     */
    @Test
    void narsAreCalculated() throws CastoreException {
        assertThat(WireClient.code(() -> calculate(HELLO_NODE))).isEqualTo(Code.DATA_LOSS);
        store().blobs().put(HELLOWORLD.buffer());
        assertThat(calculate(HELLO_NODE))
                .isEqualTo("088001" + "1220" + "03e7f63be30b065d78bcf615f5473545fdb4eb69aa416f43495b4e05cdfb8040");
        assertThat(WireClient.code(() -> calculate(COMPLICATED_NODE))).isEqualTo(Code.DATA_LOSS);
        putComplicated();
        assertThat(calculate(COMPLICATED_NODE))
                .isEqualTo("08c806" + "1220" + "ebd52279a8df024c9fd5718de4103bf5e760dc7f2cf49044ee7dea87ab16911a");
        assertThat(WireClient.code(() -> calculate(COMPLICATED_NODE.replace("1804", "1805"))))
                .isEqualTo(Code.DATA_LOSS);
        for (String wrong : List.of("", "0a00", "12031201ff", "1a06" + "0a0161" + "120178", HELLO_NODE + "7801")) {
            assertThat(WireClient.code(() -> calculate(wrong))).as(wrong).isEqualTo(Code.INVALID_ARGUMENT);
        }
    }

    private void putComplicated() throws CastoreException {
        try (DirectoryPutter putter = store().directories().putter()) {
            putter.put(DIRECTORY_WITH_KEEP);
            putter.put(DIRECTORY_COMPLICATED);
            putter.finish();
        }
    }

    /** N20: List sends every store path in the order of their names, and goes on as the client takes them; where roots are not listed it is PERMISSION_DENIED. */
    @Test
    void theListIsWhole() throws Exception {
        assertThat(client().receive(pathInfoMethod("List"), "")).isEmpty();
        PathInfo first = full(path('0', "a"), symlink("a"));
        PathInfo last = full(path('z', "z"), symlink("z"));
        store().pathInfos().put(last);
        store().pathInfos().put(first);
        store().roots().put(name("plain"), symlink("x"));
        assertThat(client().receive(pathInfoMethod("List"), "")).containsExactly(hex(first), hex(last));
        ServedCastore all = Serving.castore(store());
        ServedCastore unlisted = new ServedCastore(
                        all.blobs(), all.directories(), new UnlistedRootNodes(all.roots()), all.writing())
                .knowing(store().pathInfos());
        try (Serving other = Serving.of(unlisted, Serving.LOOPBACK)) {
            assertThat(WireClient.code(() -> other.client().receive(pathInfoMethod("List"), "")))
                    .isEqualTo(Code.PERMISSION_DENIED);
            assertThat(other.client().ask(pathInfoMethod("Get"), ZEROS)).isEqualTo(hex(first));
        }
    }

    /** Each message is some 600 KiB, as its references are many. */
    @Test
    void theListWaitsForItsClient() throws Exception {
        PathInfo small = full(PATH, symlink("x"));
        List<StorePathName> many = Collections.nCopies(8_000, PATH);
        for (int i = 100; i < 150; i++) {
            store().pathInfos()
                    .put(new PathInfo(
                            path('0', "test" + i),
                            symlink("x"),
                            many,
                            small.nar(),
                            small.signatures(),
                            small.deriver(),
                            small.contentHash()));
        }
        CountingPathInfos counting = new CountingPathInfos(store().pathInfos());
        try (Serving other = Serving.of(Serving.castore(store()).knowing(counting), Serving.LOOPBACK)) {
            Taking taking = Taking.begin(other.client(), pathInfoMethod("List"), "");
            Serving.await("it has begun", () -> counting.visited.get() > 0);
            taking.take(3);
            Serving.await("three came", () -> taking.taken.get() == 3);
            assertThat(counting.visited.get()).isLessThan(20);
            taking.cancel();
            Serving.await("the call is over", () -> other.server().callsUnderWay() == 0);
            assertThat(counting.visited.get()).isLessThan(20);
        }
    }

    /** N21: A calculation ends when its client cancels the call. */
    @Test
    void aCalculationEndsWithItsCall() throws Exception {
        String endless = endless();
        Taking taking = Taking.begin(client(), pathInfoMethod("CalculateNAR"), endless);
        Serving.await("it is under way", () -> serving().server().callsUnderWay() == 1);
        taking.cancel();
        Serving.await("it is over", () -> serving().server().callsUnderWay() == 0);
        assertThat(calculate(symlinkNode())).startsWith("0878");
        assertThat(serving().server().failures()).isZero();
    }

    private static String symlinkNode() {
        return "1a03" + "120178";
    }

    /** A tree of 60 directories whose NAR nobody can write to its end. */
    private String endless() throws CastoreException {
        store().blobs().put(HELLOWORLD.buffer());
        try (DirectoryPutter putter = store().directories().putter()) {
            Directory directory = directory("f", new FileNode(HELLOWORLD.digest(), 12, false));
            DirectoryNode node = new DirectoryNode(putter.put(directory), directory.size());
            for (int i = 0; i < 60; i++) {
                directory = directory("a", node, "b", node);
                node = new DirectoryNode(putter.put(directory), directory.size());
            }
            putter.finish();
            return WireClient.hex(NodeCodec.encode(node));
        }
    }
}
