package dev.vitrine.castore.grpc.client;

import static dev.vitrine.castore.Fixtures.DIRECTORY_A;
import static dev.vitrine.castore.Fixtures.DIRECTORY_A_DIGEST;
import static dev.vitrine.castore.Fixtures.DIRECTORY_B;
import static dev.vitrine.castore.Fixtures.DIRECTORY_B_DIGEST;
import static dev.vitrine.castore.Fixtures.DIRECTORY_D;
import static dev.vitrine.castore.Fixtures.DIRECTORY_D_DIGEST;
import static dev.vitrine.castore.Fixtures.DUMMY_DIGEST;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.castore.directory.DirectoryService;
import dev.vitrine.castore.directory.PrefetchedDirectoryService;
import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.Digest;
import dev.vitrine.castore.model.Directory;
import dev.vitrine.castore.model.DirectoryNode;
import dev.vitrine.castore.root.MemoryRootNodes;
import dev.vitrine.castore.usage.UsageWalk;
import dev.vitrine.castore.view.Entry;
import dev.vitrine.castore.view.StoreView;
import dev.vitrine.proto.tvix.castore.v1.GetDirectoryRequest;
import io.grpc.Status;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Walks through trees that are elsewhere. */
final class ClosureWalkTest extends WithScriptedServer {
    private static final String GET = "tvix.castore.v1.DirectoryService/Get";
    private static final Map<Digest, Directory> ALL = Map.of(
            DIRECTORY_D_DIGEST, DIRECTORY_D,
            DIRECTORY_B_DIGEST, DIRECTORY_B,
            DIRECTORY_A_DIGEST, DIRECTORY_A);

    @BeforeEach
    void hasAClosure() {
        server().on(GET, (question, answer) -> {
            GetDirectoryRequest wanted = GetDirectoryRequest.parseFrom(question.getFirst());
            Directory directory = ALL.get(Digest.of(wanted.getDigest().toByteArray()));
            if (directory == null) {
                answer.end(Status.NOT_FOUND);
                return;
            }
            answer.send(directory.toByteArray());
            if (wanted.getRecursive()) {
                answer.send(DIRECTORY_A.toByteArray()).send(DIRECTORY_B.toByteArray());
            }
            answer.end();
        });
    }

    private void measure(DirectoryService directories) throws IOException {
        try (StoreView view = new StoreView(store().blobs(), directories, new MemoryRootNodes(), 1 << 20)) {
            new UsageWalk(view, 0, (_, _) -> {}).measure(Entry.of(new DirectoryNode(DIRECTORY_D_DIGEST, 3)));
        }
    }

    /** C75: `tree` and `du` ask a server once for all directories below what they walk through. */
    @Test
    void aWalkIsOneCall() throws IOException {
        measure(store().closures());
        assertThat(server().calls()).containsExactly(GET);
    }

    @Test
    void withoutThatItIsOneForEachDirectory() throws IOException {
        measure(store().directories());
        assertThat(server().count(GET)).isEqualTo(3);
    }

    /** The closure that turned out to be too much, and then one by one. */
    @Test
    void aClosureThatIsTooMuchIsAskedForOnce() throws IOException {
        measure(new PrefetchedDirectoryService(store().directories(), 1));
        assertThat(server().count(GET)).isEqualTo(4);
    }

    @Test
    void whatIsNotThereIsNotThere() throws CastoreException {
        Optional<Directory> none = store().closures().get(DUMMY_DIGEST);
        assertThat(none).isEmpty();
    }
}
