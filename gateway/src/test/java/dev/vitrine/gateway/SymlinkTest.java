package dev.vitrine.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.castore.model.Directory;
import dev.vitrine.castore.model.PathComponent;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SymlinkTest {
    private static Served served;

    @BeforeAll
    static void serve() throws Exception {
        served = Served.start();
        Directory.Builder nested = Directory.builder()
                .add(name("index.html"), served.file("nested index"))
                .add(name("deep"), served.directory("up", Served.symlink("../index.html")));
        link(nested, "symlink", "index.html");
        link(nested, "dot_symlink", "./index.html");
        link(nested, "dotdot_symlink", "../index.htm");
        link(nested, "dot", ".");
        link(nested, "slash", "deep/");
        link(nested, "file_slash", "index.html/");
        link(nested, "through_file", "index.html/../index.html");
        link(nested, "to_link", "slash/up");
        link(nested, "absolute", "/nested/index.html");
        link(nested, "above", "../../index.htm");
        link(nested, "missing", "no/such");
        link(nested, "self", "self");
        link(nested, "too_long", "x".repeat(256));
        link(nested, "hop0", "index.html");
        for (int i = 1; i <= 40; i++) {
            link(nested, "hop" + i, "hop" + (i - 1));
        }
        served.root("nested", served.directory(nested))
                .root("index.htm", served.file("top index"))
                .root("root_link", Served.symlink("nested/deep"))
                .root("top_link", Served.symlink("."));
    }

    @AfterAll
    static void close() {
        served.close();
    }

    private static void link(Directory.Builder builder, String name, String target) throws Exception {
        builder.add(name(name), Served.symlink(target));
    }

    private static PathComponent name(String text) throws Exception {
        return PathComponent.of(text);
    }

    /** H16: A path through symlinks, each taken against its own parent, at most 40 of them, serves what is at their end. */
    @ParameterizedTest
    @CsvSource({
        "/nested/symlink, nested index",
        "/nested/dot_symlink, nested index",
        "/nested/dotdot_symlink, top index",
        "/nested/dot/dot/symlink, nested index",
        "/nested/slash/up, nested index",
        "/nested/to_link, nested index",
        "/nested/hop39, nested index",
        "/root_link/up, nested index",
        "/top_link/index.htm, top index",
    })
    void aLinkServesWhatItLeadsTo(String target, String text) {
        assertThat(served.http().get(target).text()).isEqualTo(text);
    }

    /** H17: A symlink that leads nowhere, out of the view, above its top, around in a circle, or through a file is answered with 404. */
    @ParameterizedTest
    @ValueSource(strings = {"absolute", "above", "missing", "self", "too_long", "hop40", "file_slash", "through_file"})
    void aLinkToNowhereIs404(String name) {
        assertThat(served.http().get("/nested/" + name).status()).isEqualTo(404);
    }

    @Test
    void aLinkToADirectoryIsADirectory() {
        assertThat(served.http().get("/root_link").get("Location")).contains("root_link/");
        assertThat(served.http().get("/nested/dot").status()).isEqualTo(301);
        assertThat(served.http().get("/nested/dot/").get("ETag"))
                .isEqualTo(served.http().get("/nested/").get("ETag"));
        assertThat(served.http().get("/top_link/").text()).contains("href=\"index.htm\"");
    }
}
