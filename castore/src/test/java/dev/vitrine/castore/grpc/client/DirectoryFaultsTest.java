package dev.vitrine.castore.grpc.client;

import static dev.vitrine.castore.Fixtures.DIRECTORY_A;
import static dev.vitrine.castore.Fixtures.DIRECTORY_A_DIGEST;
import static dev.vitrine.castore.Fixtures.DIRECTORY_B;
import static dev.vitrine.castore.Fixtures.DIRECTORY_B_DIGEST;
import static dev.vitrine.castore.Fixtures.DIRECTORY_C;
import static dev.vitrine.castore.Fixtures.DIRECTORY_C_DIGEST;
import static dev.vitrine.castore.Fixtures.DIRECTORY_D;
import static dev.vitrine.castore.Fixtures.DIRECTORY_D_DIGEST;
import static dev.vitrine.castore.Fixtures.directory;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.castore.Fixtures;
import dev.vitrine.castore.directory.DirectoryPutter;
import dev.vitrine.castore.hash.Blake3;
import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.Digest;
import dev.vitrine.castore.model.Directory;
import dev.vitrine.castore.model.DirectoryNode;
import io.grpc.Status;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Directories that come from a server which is not as it should be. */
final class DirectoryFaultsTest extends WithScriptedServer {
    private static final String GET = "tvix.castore.v1.DirectoryService/Get";
    private static final String PUT = "tvix.castore.v1.DirectoryService/Put";

    private void answer(Directory... directories) {
        server().on(GET, (_, answer) -> {
            for (Directory directory : directories) {
                answer.send(directory.toByteArray());
            }
            answer.end();
        });
    }

    private List<Digest> closure(Digest root) throws CastoreException {
        List<Digest> seen = new ArrayList<>();
        store().directories().closure(root, (digest, _) -> seen.add(digest));
        return seen;
    }

    /** G30: A directory from a server is compared with its digest, and has to be in canonical form. */
    @Test
    void anotherDirectoryIsCorrupt() {
        answer(DIRECTORY_C);
        assertCorrupt(() -> store().directories().get(DIRECTORY_B_DIGEST));
    }

    /** Its digest is right, and a spelled-out default is wrong all the same. */
    @Test
    void anEncodingThatIsNotCanonicalIsCorrupt() {
        byte[] spelledOut = HexFormat.of()
                .parseHex("0a270a0161122000000000000000000000000000000000000000000000000000000000000000001800");
        Digest digest = Fixtures.digest("c28d0404117fa0ba53cfb6802c4c5b4395f3efd6fadff1b4f0cc666efc1a8419");
        server().on(GET, (_, answer) -> answer.send(spelledOut).end());
        assertCorrupt(() -> store().directories().get(digest));
        assertCorrupt(() -> closure(digest));
    }

    @Test
    void twoDirectoriesForOneAreCorrupt() {
        answer(DIRECTORY_B, DIRECTORY_B);
        assertCorrupt(() -> store().directories().get(DIRECTORY_B_DIGEST));
    }

    @Test
    void noDirectoryIsNone() throws CastoreException {
        answer();
        assertThat(store().directories().get(DIRECTORY_B_DIGEST)).isEmpty();
        server().on(GET, (_, answer) -> answer.end(Status.NOT_FOUND));
        assertThat(store().directories().get(DIRECTORY_B_DIGEST)).isEmpty();
    }

    /** G31: A closure is one call; a directory in it that nothing refers to, that is missing, or that has another size than is said of it, is an error. */
    @Test
    void aClosureIsOneCall() throws CastoreException {
        answer(DIRECTORY_D, DIRECTORY_A, DIRECTORY_B);
        assertThat(closure(DIRECTORY_D_DIGEST))
                .containsExactly(DIRECTORY_D_DIGEST, DIRECTORY_A_DIGEST, DIRECTORY_B_DIGEST);
        assertThat(server().calls()).containsExactly(GET);
    }

    @Test
    void aDirectoryThatComesAgainIsPassedOver() throws CastoreException {
        answer(DIRECTORY_D, DIRECTORY_A, DIRECTORY_B, DIRECTORY_A);
        assertThat(closure(DIRECTORY_D_DIGEST)).hasSize(3);
    }

    @Test
    void anEndBeforeTheRootIsNothing() throws CastoreException {
        answer();
        assertThat(closure(DIRECTORY_D_DIGEST)).isEmpty();
    }

    @Test
    void aClosureOfAnotherRootIsCorrupt() {
        answer(DIRECTORY_C, DIRECTORY_A);
        assertThat(assertCorrupt(() -> closure(DIRECTORY_D_DIGEST))).hasMessageContaining("nothing refers to");
    }

    @Test
    void aDirectoryThatNothingRefersToIsCorrupt() {
        answer(DIRECTORY_C, DIRECTORY_A, DIRECTORY_B);
        assertThat(assertCorrupt(() -> closure(DIRECTORY_C_DIGEST))).hasMessageContaining("nothing refers to");
    }

    @Test
    void aChildBeforeItsParentIsCorrupt() {
        answer(DIRECTORY_A, DIRECTORY_B);
        assertCorrupt(() -> closure(DIRECTORY_B_DIGEST));
    }

    @Test
    void aMissingDirectoryIsCorrupt() {
        answer(DIRECTORY_D, DIRECTORY_A);
        assertThat(assertCorrupt(() -> closure(DIRECTORY_D_DIGEST))).hasMessageContaining("without 1");
    }

    @Test
    void aWrongSizeIsCorrupt() {
        Directory liar = directory("a", new DirectoryNode(DIRECTORY_A_DIGEST, 42));
        answer(liar, DIRECTORY_A);
        assertThat(assertCorrupt(() -> closure(Blake3.digest(liar)))).hasMessageContaining("size 42");
    }

    @Test
    void twoSizesForOneDirectoryAreCorrupt() {
        Directory divided =
                directory("a", new DirectoryNode(DIRECTORY_B_DIGEST, 1), "b", new DirectoryNode(DIRECTORY_B_DIGEST, 2));
        answer(divided);
        assertCorrupt(() -> closure(Blake3.digest(divided)));
    }

    @Test
    void aClosureThatBreaksOffIsUnavailable() {
        server().on(GET, (_, answer) -> {
            answer.send(DIRECTORY_D.toByteArray()).send(DIRECTORY_A.toByteArray());
            Thread.sleep(100);
            server().stop();
        });
        assertUnavailable(() -> closure(DIRECTORY_D_DIGEST));
    }

    @Test
    void silenceEndsAClosure() {
        server().on(GET, (_, answer) -> answer.send(DIRECTORY_D.toByteArray()));
        assertGivenUp(() -> closure(DIRECTORY_D_DIGEST));
    }

    @Test
    void troubleOfTheServerIsUnavailable() {
        server().on(GET, (_, answer) -> answer.end(Status.INTERNAL.withDescription("storage error")));
        assertThat(assertUnavailable(() -> store().directories().get(DIRECTORY_B_DIGEST)))
                .hasMessageContaining("storage error");
    }

    private void put(Directory... directories) throws CastoreException {
        try (DirectoryPutter putter = store().directories().putter()) {
            for (Directory directory : directories) {
                putter.put(directory);
            }
            putter.finish();
        }
    }

    @Test
    void aPutIsSentFromTheLeavesToTheRoot() throws CastoreException {
        server().on(GET, (_, answer) -> answer.end(Status.NOT_FOUND));
        List<byte[]> sent = new ArrayList<>();
        server().on(PUT, (question, answer) -> {
            sent.addAll(question);
            answer.send(BlobMessages.arrivedRoot(DIRECTORY_D_DIGEST)).end();
        });
        put(DIRECTORY_A, DIRECTORY_B, DIRECTORY_D);
        assertThat(sent)
                .containsExactly(DIRECTORY_A.toByteArray(), DIRECTORY_B.toByteArray(), DIRECTORY_D.toByteArray());
        assertThat(server().count(PUT)).isEqualTo(1);
    }

    @Test
    void anotherRootThanOursIsCorrupt() {
        server().on(GET, (_, answer) -> answer.end(Status.NOT_FOUND));
        server().on(
                        PUT,
                        (_, answer) -> answer.send(BlobMessages.arrivedRoot(DIRECTORY_B_DIGEST))
                                .end());
        assertCorrupt(() -> put(DIRECTORY_A, DIRECTORY_C));
    }

    @Test
    void aPutIsNeverTriedAgain() {
        server().on(GET, (_, answer) -> answer.end(Status.NOT_FOUND));
        server().on(PUT, (_, answer) -> answer.end(Status.UNAVAILABLE));
        assertUnavailable(() -> put(DIRECTORY_A, DIRECTORY_C));
        assertThat(server().count(PUT)).isEqualTo(1);
    }
}
