package dev.vitrine.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PagesTest {
    private static final String DIGEST = "b3:rxNJufX5oaagQE3qNtzJSZvLJcmtwRK3zJqTyuQfMmI=";

    private final Pages pages = new Pages();

    private DirectoryPage page(Row... rows) {
        return new DirectoryPage(
                List.of(new Crumb("top", "../")),
                "<name>",
                Optional.of(DIGEST),
                Optional.of("by/content"),
                true,
                "../" + pages.stylesheet().name(),
                rows.length,
                List.of(rows));
    }

    private String render(DirectoryPage page) throws IOException {
        StringWriter out = new StringWriter();
        pages.render(page, out);
        return out.toString();
    }

    @Test
    void everyKindOfRowIsShown() throws Exception {
        String html = render(page(
                Row.directory("d", "d/", 2, DIGEST),
                Row.file("f", "f", 2048, false, DIGEST),
                Row.file("x", "x", 1, true, DIGEST),
                Row.symlink("l", Optional.of("l"), "f"),
                Row.symlink("dangling", Optional.empty(), "nowhere")));
        assertThat(html)
                .contains("<a href=\"d/\"><bdi>d</bdi></a>", "2 entries", "directory")
                .contains("<a href=\"f\"><bdi>f</bdi></a>", "2.0 KiB", "2048", DIGEST)
                .contains("executable", "1 B")
                .contains("<a href=\"l\"><bdi>l</bdi></a>", "→ <bdi>f</bdi>")
                .contains("<bdi>dangling</bdi>")
                .doesNotContain("href=\"dangling\"");
    }

    @Test
    void digestsAreLinksWhereTheirContentHasAnAddress() throws Exception {
        String html = render(
                page(Row.file("f", "f", 1, true, DIGEST).withAddress("by/f"), Row.directory("d", "d/", 2, DIGEST)));
        assertThat(html)
                .contains("<a href=\"by/f\"><code>" + DIGEST, "<td>\n<code>" + DIGEST)
                .contains("<a href=\"by/content\" rel=\"bookmark nofollow\"")
                .doesNotContain("robots");
    }

    @Test
    void markupIsEscapedEverywhere() throws Exception {
        String evil = "\"><script>alert('x')</script>&";
        String html = render(new DirectoryPage(
                List.of(new Crumb(evil, evil)),
                evil,
                Optional.of(evil),
                Optional.of(evil),
                false,
                evil,
                2,
                List.of(new Row(
                        Kind.FILE, evil, Optional.of(evil), Optional.of(evil), evil, evil, evil, Optional.of(evil)))));
        assertThat(html).doesNotContain("<script").contains("&lt;script>").contains("&amp;");
    }

    @Test
    void whatTheWriterThrowsComesOut() {
        Writer broken = new Writer() {
            @Override
            public void write(char[] chars, int from, int length) throws IOException {
                throw new IOException("the client is gone");
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        assertThatThrownBy(() -> pages.render(page(), broken))
                .isInstanceOf(IOException.class)
                .hasMessage("the client is gone");
    }

    @Test
    void rowsAreTakenWhileThePageIsWritten() throws Exception {
        StringWriter out = new StringWriter();
        int[] writtenBeforeLast = new int[1];
        Iterable<Row> rows = () -> List.of(1, 2).stream()
                .map(i -> {
                    writtenBeforeLast[0] = out.getBuffer().length();
                    return Row.file("f" + i, "f" + i, i, false, DIGEST);
                })
                .iterator();
        pages.render(
                new DirectoryPage(List.of(), "top", Optional.empty(), Optional.empty(), true, "x.css", 2, rows), out);
        assertThat(out.getBuffer().indexOf("f1")).isBetween(0, writtenBeforeLast[0]);
    }

    /** When this fails because a template or the style was changed: raise {@link DirectoryPage#VERSION}, and then the literals here. */
    @Test
    void anotherLookHasAnotherVersion() throws Exception {
        String html = render(page(
                Row.directory("d", "d/", 2, DIGEST),
                Row.file("f", "f", 2048, true, DIGEST).withAddress("by/content"),
                Row.symlink("l", Optional.empty(), "nowhere")));
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(html.getBytes(UTF_8));
        assertThat(HexFormat.of().formatHex(hash))
                .isEqualTo("0c17baaf6014a1c528bf80b7f822da8883934a5abcef9fc7a285e28a1a8801e1");
        assertThat(DirectoryPage.VERSION).isEqualTo(2);
    }

    @Test
    void onlyWhatIsThereIsFound() {
        assertThat(pages.file(pages.stylesheet().name())).contains(pages.stylesheet());
        assertThat(pages.file("vitrine.css")).isEmpty();
        assertThat(pages.file("../vitrine.css")).isEmpty();
    }
}
