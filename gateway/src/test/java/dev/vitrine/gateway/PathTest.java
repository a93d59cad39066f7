package dev.vitrine.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.castore.model.DirectoryNode;
import dev.vitrine.castore.model.PathComponent;
import dev.vitrine.gateway.RawHttp.Reply;
import dev.vitrine.gateway.path.Href;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PathTest {
    private static Served served;

    @BeforeAll
    static void serve() throws Exception {
        served = Served.start();
        served.root("d", served.directory("x y", served.file("deep"))).root("f", served.file("file"));
    }

    @AfterAll
    static void close() {
        served.close();
    }

    /** H13: The path of a request is bytes: each name is percent-decoded to exactly the bytes it stands for, and never normalised. */
    @Test
    void everyByteThatANameCanHaveFindsItsWayBack() throws Exception {
        StringBuilder every = new StringBuilder("n");
        for (int b = 1; b < 0x100; b++) {
            every.append(b == '/' ? "" : (char) b);
        }
        byte[] bytes = every.substring(0, 255).getBytes(ISO_8859_1);
        PathComponent name = PathComponent.of(bytes);
        served.roots.put(name, served.file("every byte"));
        assertThat(served.http().get("/" + Href.of(name)).text()).isEqualTo("every byte");
    }

    @Test
    void composedAndDecomposedAreTwoNames() throws Exception {
        served.root("caf\u00e9", served.file("composed")).root("cafe\u0301", served.file("decomposed"));
        assertThat(served.http().get("/caf%C3%A9").text()).isEqualTo("composed");
        assertThat(served.http().get("/cafe%CC%81").text()).isEqualTo("decomposed");
    }

    /**
     * H14: A path with an empty segment, with . or .. in any spelling, with NUL, an encoded slash, a broken escape, a raw byte that must
     * be encoded, or a name of more than 255 bytes is answered with 400.
     */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "//f",
                "/d//x%20y",
                "/d//",
                "/./f",
                "/d/../f",
                "/d/%2e%2e/f",
                "/d/.%2E/f",
                "/d%2Fx%20y",
                "/d%2fx%20y",
                "/f%00",
                "/%zz",
                "/%",
                "/%4",
                "/f%u0041",
                "/\u00e9",
                "/x y",
                "/..;/f",
                "f",
                "/f#x",
                "/../f"
            })
    void aPathThatIsNoListOfNamesIs400(String target) {
        assertThat(served.http().get(target).status()).isEqualTo(400);
    }

    @Test
    void tooLongNamesAndTargetsAreRefused() {
        assertThat(served.http().get("/" + "n".repeat(256)).status()).isEqualTo(400);
        assertThat(served.http().get("/" + "n".repeat(255)).status()).isEqualTo(404);
        assertThat(served.http().get("/" + "n".repeat(70_000)).status()).isEqualTo(414);
    }

    @Test
    void aPathOfEightKibibytesIsFollowed() throws Exception {
        DirectoryNode deep = served.directory("f", served.file("bottom"));
        for (int i = 0; i < 80; i++) {
            deep = served.directory("%".repeat(33), deep);
        }
        served.root("deep", deep);
        String target = "/deep/" + ("%25".repeat(33) + "/").repeat(80) + "f";
        assertThat(target.length()).isGreaterThan(8000);
        assertThat(served.http().get(target).text()).isEqualTo("bottom");
    }

    @ParameterizedTest
    @CsvSource({"/f?query=x, 200", "/nothing, 404", "/f/x, 404", "/%66, 200", "/F, 404", "/d/x+y, 404", "/d/x%20y, 200"
    })
    void otherPathsAreLookedUp(String target, int status) {
        assertThat(served.http().get(target).status()).isEqualTo(status);
    }

    /**
     * H15: A directory without a slash at its end is answered with 301 and a relative Location that has it; a file with one is answered
     * with 404.
     */
    @Test
    void theSlashTellsDirectoriesFromFiles() throws Exception {
        served.root("s p:ace", served.directory("a", served.file("a")));
        Reply redirect = served.http().get("/s%20p%3Aace");
        assertThat(redirect.status()).isEqualTo(301);
        assertThat(redirect.get("Location")).contains("s%20p%3Aace/");
        assertThat(served.http().get("/f/").status()).isEqualTo(404);
    }

    @Test
    void theHostOfARequestLeadsNowhere() {
        assertThat(served.http().get("http://elsewhere/f").status()).isEqualTo(400);
        assertThat(served.http().get(served.gateway().address() + "f").status()).isEqualTo(200);
        assertThat(served.http().exchange("GET /f HTTP/1.1\r\n\r\n").status()).isEqualTo(400);
        assertThat(served.http().exchange("GET /f HTTP/1.0\r\n\r\n").text()).isEqualTo("file");
    }
}
