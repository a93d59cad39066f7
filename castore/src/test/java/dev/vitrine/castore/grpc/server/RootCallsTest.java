package dev.vitrine.castore.grpc.server;

import static dev.vitrine.castore.Fixtures.BLOB_A;
import static dev.vitrine.castore.Fixtures.DIRECTORY_A;
import static dev.vitrine.castore.Fixtures.DIRECTORY_WITH_KEEP;
import static dev.vitrine.castore.Fixtures.HELLOWORLD;
import static dev.vitrine.castore.Fixtures.directory;
import static dev.vitrine.castore.Fixtures.name;
import static dev.vitrine.castore.Fixtures.symlink;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.castore.directory.DirectoryPutter;
import dev.vitrine.castore.hash.Blake3;
import dev.vitrine.castore.model.Directory;
import dev.vitrine.castore.model.DirectoryNode;
import dev.vitrine.castore.model.FileNode;
import dev.vitrine.castore.root.UnlistedRootNodes;
import io.grpc.Status.Code;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RootService, in bytes. */
final class RootCallsTest extends WithServer {
    private static final String GET = "vitrine.castore.v1.RootService/Get";
    private static final String LIST = "vitrine.castore.v1.RootService/List";
    private static final String PUT = "vitrine.castore.v1.RootService/Put";
    private static final String REMOVE = "vitrine.castore.v1.RootService/Remove";
    private static final String REVISION = "vitrine.castore.v1.RootService/Revision";

    /** Node { file: digest of "Hello World!", size 12, executable } as field 2. */
    private static final String HELLO_NODE =
            "12281226" + "12205ca7815adcb484e9a136c11efe69c1d530176d549b5d18d038eb5280b4b3470c" + "180c" + "2001";

    /** Node { symlink: target "x" }. */
    private static final String LINK_NODE = "12051a03120178";

    private static final String HI = "0a026869";

    RootCallsTest() {
        super(new Way("tvix", false));
    }

    /**
     * G18: RootService gives a root by its name, lists all in the byte order of their names, or refuses to with PERMISSION_DENIED where they are
     * not listed, and has another revision when any of them has changed.
     */
    @Test
    void rootsAreFoundAndListed() throws Exception {
        store().roots().put(name("b"), symlink("x"));
        String before = client().ask(REVISION, "");
        store().blobs().put(HELLOWORLD.buffer());
        store().roots().put(name("hi"), new FileNode(HELLOWORLD.digest(), 12, true));
        assertThat(client().ask(GET, HI)).isEqualTo(HI + HELLO_NODE);
        assertThat(client().receive(LIST, "")).containsExactly("0a0162" + LINK_NODE, HI + HELLO_NODE);
        assertThat(client().ask(REVISION, "")).hasSize(18).startsWith("09").isNotEqualTo(before);
        assertThat(WireClient.code(() -> client().ask(GET, "0a0161"))).isEqualTo(Code.NOT_FOUND);
        assertThat(WireClient.code(() -> client().ask(GET, "0a032e2f2e"))).isEqualTo(Code.INVALID_ARGUMENT);
    }

    @Test
    void rootsThatAreNotListedAreFoundByName() throws Exception {
        store().roots().put(name("b"), symlink("x"));
        ServedCastore unlisted = new ServedCastore(
                store().blobs(), store().directories(), new UnlistedRootNodes(store().roots()), Optional.empty());
        try (Serving other = Serving.of(unlisted, Serving.LOOPBACK)) {
            assertThat(WireClient.code(() -> other.client().receive(LIST, ""))).isEqualTo(Code.PERMISSION_DENIED);
            assertThat(other.client().ask(GET, "0a0162")).isEqualTo("0a0162" + LINK_NODE);
        }
    }

    @Test
    void rootsArePutAndRemoved() throws Exception {
        store().blobs().put(HELLOWORLD.buffer());
        assertThat(client().ask(PUT, HI + HELLO_NODE)).isEmpty();
        assertThat(store().roots().get(name("hi"))).contains(new FileNode(HELLOWORLD.digest(), 12, true));
        assertThat(client().ask(PUT, HI + LINK_NODE)).isEmpty();
        assertThat(store().roots().get(name("hi"))).contains(symlink("x"));
        assertThat(client().ask(REMOVE, HI)).isEqualTo("0801");
        assertThat(client().ask(REMOVE, HI)).isEmpty();
        assertThat(store().roots().get(name("hi"))).isEmpty();
    }

    /**
     * G19: RootService takes no root of a name that is reserved or none, nor a node that breaks a rule or says a wrong size: INVALID_ARGUMENT; nor
     * one below which a directory or blob is missing: FAILED_PRECONDITION.
     */
    @ParameterizedTest
    @ValueSource(
            strings = {
                LINK_NODE, // no name
                "0a082e636173746f7265" + LINK_NODE,
                "0a022e2e" + LINK_NODE,
                "0a03612f62" + LINK_NODE,
                HI, // no node
                HI + "1200",
                HI + "12041a021200",
                HI + "12081a060a0161120178", // a name in the node
                HI + "12281226" + "12205ca7815adcb484e9a136c11efe69c1d530176d549b5d18d038eb5280b4b3470c" + "180b"
                        + "2001"
            })
    void badRootsAreRefused(String root) throws Exception {
        store().blobs().put(HELLOWORLD.buffer());
        assertThat(WireClient.code(() -> client().ask(PUT, root))).isEqualTo(Code.INVALID_ARGUMENT);
        assertThat(store().roots().list()).isEmpty();
    }

    @Test
    void whatIsMissingAnywhereBelowIsRefused() throws Exception {
        FileNode missing = new FileNode(BLOB_A.digest(), 2, false);
        Directory inner = directory("a", missing);
        Directory outer = directory("d", new DirectoryNode(Blake3.digest(inner), 1));
        assertThat(WireClient.code(() -> client().ask(PUT, HI + HELLO_NODE))).isEqualTo(Code.FAILED_PRECONDITION);
        assertThat(code(outer)).isEqualTo(Code.FAILED_PRECONDITION);
        try (DirectoryPutter putter = store().directories().putter()) {
            putter.put(inner);
            putter.put(outer);
            putter.finish();
        }
        assertThat(WireClient.refused(() -> put(outer)).getDescription())
                .isEqualTo("blob " + BLOB_A.digest() + " is not there: put it first");
        store().blobs().put(BLOB_A.buffer());
        put(outer);
        assertThat(store().roots().get(name("hi"))).contains(new DirectoryNode(Blake3.digest(outer), 2));
        store().directories().put(DIRECTORY_A);
        store().directories().put(DIRECTORY_WITH_KEEP);
        put(DIRECTORY_WITH_KEEP);
        put(DIRECTORY_A);
    }

    private Code code(Directory directory) {
        return WireClient.code(() -> put(directory));
    }

    /** As Root { name "hi", node { directory: digest, size } }; the sizes here are all below 128. */
    private void put(Directory directory) {
        boolean sized = directory.size() != 0;
        String node = "1220" + Blake3.digest(directory).hex() + (sized ? "180" + directory.size() : "");
        String length = sized ? "24" : "22";
        String outer = sized ? "26" : "24";
        client().ask(PUT, HI + "12" + outer + "0a" + length + node);
    }

    /** G20: A server that only reads answers every Put and Remove with PERMISSION_DENIED, before it reads what is sent. */
    @Test
    void aServerThatOnlyReadsTakesNothing() throws Exception {
        store().roots().put(name("hi"), symlink("x"));
        try (Serving reading = Serving.of(Serving.castore(store()).readOnly(), Serving.LOOPBACK)) {
            WireClient reader = reading.client();
            for (String dialect : List.of("tvix", "snix")) {
                assertThat(WireClient.code(() -> reader.send(dialect + ".castore.v1.BlobService/Put", "0a0100")))
                        .isEqualTo(Code.PERMISSION_DENIED);
                assertThat(WireClient.code(() -> reader.send(dialect + ".castore.v1.DirectoryService/Put", "")))
                        .isEqualTo(Code.PERMISSION_DENIED);
            }
            assertThat(WireClient.refused(() -> reader.ask(PUT, HI + LINK_NODE)).getDescription())
                    .isEqualTo("this server only reads (--grpc-read-only)");
            assertThat(WireClient.code(() -> reader.ask(REMOVE, HI))).isEqualTo(Code.PERMISSION_DENIED);
            assertThat(reader.ask(GET, HI)).isEqualTo(HI + LINK_NODE);
        }
    }
}
