package dev.vitrine.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.castore.model.Directory;
import dev.vitrine.castore.model.PathComponent;
import dev.vitrine.gateway.RawHttp.Reply;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TextListingTest {
    private static final String TEXT = "Accept: text/plain";

    private Served served;

    @BeforeEach
    void serve() throws Exception {
        served = Served.start();
    }

    @AfterEach
    void close() {
        served.close();
    }

    private List<String> lines(String target) {
        Reply reply = served.http().get(target, TEXT);
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.ended()).isTrue();
        assertThat(reply.get("Content-Type")).contains("text/plain;charset=utf-8");
        return reply.text().lines().toList();
    }

    /**
     * A24: As text a directory is the percent-encoded name of each entry, one a line, with a slash after directories and after symlinks that
     * lead to one.
     */
    @Test
    void everyLineIsAReference() throws Exception {
        served.root("d", served.directory("f", served.file("")))
                .root("dangling", Served.symlink("nothing"))
                .root("to d", Served.symlink("d"))
                .root("\u00e9\n", served.file(""));
        assertThat(lines("/")).containsExactly("d/", "dangling", "to%20d/", "%C3%A9%0A");
        assertThat(lines("/?limit=1&after=d")).containsExactly("dangling");
        assertThat(served.http().get("/?limit=1", TEXT).get("Link")).contains("<?after=d&limit=1>; rel=\"next\"");
    }

    @Test
    void everyNameIsServedUnderItsLine() throws Exception {
        Directory.Builder torture = Directory.builder();
        for (byte[] name : TortureNames.all()) {
            torture.add(PathComponent.of(name), served.file(Base64.getEncoder().encode(name)));
        }
        served.root("torture", served.directory(torture));
        List<byte[]> sorted = TortureNames.all().stream()
                .sorted(java.util.Arrays::compareUnsigned)
                .toList();
        List<String> lines = lines("/torture/");
        assertThat(lines).hasSameSizeAs(sorted);
        for (int i = 0; i < lines.size(); i++) {
            assertThat(served.http().get("/torture/" + lines.get(i)).body())
                    .isEqualTo(Base64.getEncoder().encode(sorted.get(i)));
        }
    }

    @Test
    void anEmptyDirectoryIsEmpty() throws Exception {
        served.root("d", served.directory(Directory.builder()));
        assertThat(lines("/d/")).isEmpty();
    }
}
