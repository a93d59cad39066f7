package dev.vitrine.castore.grpc.client;

import static dev.vitrine.castore.Fixtures.HELLOWORLD;
import static dev.vitrine.castore.Fixtures.name;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.protobuf.ByteString;
import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.CastoreException.Invalid;
import dev.vitrine.castore.model.CastoreException.ListingDisabled;
import dev.vitrine.castore.model.FileNode;
import dev.vitrine.castore.model.Node;
import dev.vitrine.castore.root.RootNodes;
import dev.vitrine.proto.tvix.castore.v1.SymlinkNode;
import dev.vitrine.proto.vitrine.castore.v1.PutRootResponse;
import dev.vitrine.proto.vitrine.castore.v1.Root;
import dev.vitrine.proto.vitrine.castore.v1.RootsRevision;
import io.grpc.Status;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Roots that come from a server which is not as it should be. */
final class RootFaultsTest extends WithScriptedServer {
    private static final String SERVICE = "vitrine.castore.v1.RootService/";
    private static final Node FILE = new FileNode(HELLOWORLD.digest(), 12, true);

    @BeforeEach
    void hasARevision() {
        server().on(
                        SERVICE + "Revision",
                        (_, answer) -> answer.send(RootsRevision.newBuilder()
                                        .setRevision(7)
                                        .build())
                                .end());
    }

    private RootNodes roots() {
        return store().roots();
    }

    private static Root root(String name, Node node) {
        return Root.newBuilder()
                .setName(ByteString.copyFromUtf8(name))
                .setNode(NodeMessages.of(node))
                .build();
    }

    private void answerList(Root... roots) {
        server().on(SERVICE + "List", (_, answer) -> {
            for (Root root : roots) {
                answer.send(root);
            }
            answer.end();
        });
    }

    @Test
    void aListComesAsItIs() throws CastoreException {
        answerList(root("a", FILE), root("b", FILE));
        assertThat(roots().list()).containsOnlyKeys(name("a"), name("b")).containsEntry(name("a"), FILE);
    }

    @Test
    void impossibleRootsAreCorrupt() {
        Root named = root("a", FILE).toBuilder()
                .setNode(dev.vitrine.proto.tvix.castore.v1.Node.newBuilder()
                        .setSymlink(SymlinkNode.newBuilder()
                                .setName(ByteString.copyFromUtf8("x"))
                                .setTarget(ByteString.copyFromUtf8("y"))))
                .build();
        Root nothing = Root.newBuilder().setName(ByteString.copyFromUtf8("a")).build();
        for (Root wrong : List.of(root("a/b", FILE), root("", FILE), root("..", FILE), named, nothing)) {
            answerList(wrong);
            assertCorrupt(() -> roots().list());
            server().on(SERVICE + "Get", (_, answer) -> answer.send(wrong).end());
        }
        assertCorrupt(() -> roots().get(name("a")));
        answerList(root("a", FILE), root("a", FILE));
        assertCorrupt(() -> roots().list());
    }

    /** G39: A server that refuses to list its roots is one whose roots are found by name only, in every window. */
    @Test
    void aRefusedListIsDisabled() {
        server().on(SERVICE + "List", (_, answer) -> answer.end(Status.PERMISSION_DENIED));
        assertThatExceptionOfType(ListingDisabled.class).isThrownBy(() -> roots().list());
    }

    @Test
    void aListThatBreaksOffIsUnavailable() {
        server().on(SERVICE + "List", (_, answer) -> {
            answer.send(root("a", FILE));
            answer.end(Status.UNAVAILABLE);
        });
        assertUnavailable(() -> roots().list());
    }

    @Test
    void silenceEndsAList() {
        server().on(SERVICE + "List", (_, answer) -> answer.send(root("a", FILE)));
        assertGivenUp(() -> roots().list());
    }

    @Test
    void aPutIsNeverTriedAgain() {
        server().on(SERVICE + "Put", (_, answer) -> answer.end(Status.UNAVAILABLE));
        assertUnavailable(() -> store().mutableRoots().put(name("a"), FILE));
        assertThat(server().count(SERVICE + "Put")).isEqualTo(1);
    }

    /** However many ask, and however often, the server hears of it a few times a second. */
    @Test
    void manyShareOneRevision() throws Exception {
        roots().revision();
        long before = server().count(SERVICE + "Revision");
        long begun = System.nanoTime();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Long>> answers = IntStream.range(0, 10_000)
                    .mapToObj(_ -> threads.submit(() -> roots().revision()))
                    .toList();
            for (Future<Long> answer : answers) {
                assertThat(answer.get()).isEqualTo(7);
            }
        }
        long periods = (System.nanoTime() - begun) / 250_000_000 + 1;
        assertThat(server().count(SERVICE + "Revision") - before).isLessThanOrEqualTo(periods);
    }

    @Test
    void aPutOfOursIsSeenAtOnce() throws CastoreException {
        server().on(
                        SERVICE + "Put",
                        (_, answer) -> answer.send(PutRootResponse.getDefaultInstance())
                                .end());
        roots().revision();
        long before = server().count(SERVICE + "Revision");
        store().mutableRoots().put(name("a"), FILE);
        roots().revision();
        assertThat(server().count(SERVICE + "Revision")).isEqualTo(before + 1);
    }

    @Test
    void aServerOfStorePathsHasNoRootsToSet() {
        server().on(SERVICE + "Revision", (_, answer) -> answer.end(Status.UNIMPLEMENTED));
        assertThatExceptionOfType(Invalid.class)
                .isThrownBy(() -> store().mutableRoots())
                .withMessageContaining("store paths alone");
    }
}
