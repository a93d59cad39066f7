package dev.vitrine.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.gateway.RawHttp.Reply;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PropfindBodyTest {
    private static Served served;

    @BeforeAll
    static void serve() throws Exception {
        served = Served.start();
        served.root("f", served.file("hello"));
    }

    @AfterAll
    static void close() {
        served.close();
    }

    private static Reply ask(String body) {
        return served.http().propfind("/f", "0", body);
    }

    /**
     * W18: A body that is not well-formed XML 1.0 with namespaces, has a document type, has another root than propfind, or has not exactly
     * one of prop, propname and allprop, is answered with 400.
     */
    @ParameterizedTest
    @ValueSource(
            strings = {
                " ",
                "x",
                "<",
                "<propfind/>",
                "<propfind xmlns=\"DAV:\"/>",
                "<propfind xmlns=\"DAV:\"><allprop/>",
                "<propfind xmlns=\"DAV:\"><allprop></propfind>",
                "<propfind xmlns=\"DAV:\"><allprop/></propfind><x/>",
                "<propfind xmlns=\"DAV:\"><allprop/></propfind>x",
                "<propfind xmlns=\"dav:\"><allprop/></propfind>",
                "<propfind xmlns=\"DAV:\"><allprop xmlns=\"\"/></propfind>",
                "<propertyupdate xmlns=\"DAV:\"><allprop/></propertyupdate>",
                "<propfind xmlns=\"DAV:\"><allprop/><propname/></propfind>",
                "<propfind xmlns=\"DAV:\"><allprop/><prop><getetag/></prop></propfind>",
                "<propfind xmlns=\"DAV:\"><allprop/><allprop/></propfind>",
                "<propfind xmlns=\"DAV:\"><prop/><prop/></propfind>",
                "<propfind xmlns=\"DAV:\"><prop/><include/></propfind>",
                "<propfind xmlns=\"DAV:\"><include><getetag/></include></propfind>",
                "<propfind xmlns=\"DAV:\"><prop><b:bar xmlns:b=\"\"/></prop></propfind>",
                "<propfind xmlns=\"DAV:\"><prop><b:bar/></prop></propfind>",
                "<D:propfind xmlns:D=\"DAV:\" xmlns:D=\"x\"><D:allprop/></D:propfind>",
                "<propfind xmlns=\"DAV:\"><allprop/>&nbsp;</propfind>",
                "<!DOCTYPE propfind><propfind xmlns=\"DAV:\"><allprop/></propfind>",
                "<!DOCTYPE p [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><propfind xmlns=\"DAV:\"><prop><a>&e;</a></prop></propfind>",
                "<?xml version=\"1.1\"?><propfind xmlns=\"DAV:\"><allprop/></propfind>",
                "<?xml version=\"1.0\" encoding=\"utf-8\"?><propfind xmlns=\"DAV:\"><allprop/>\u00e9</propfind>",
            })
    void aMalformedBodyIs400(String body) {
        Reply reply = ask(body);
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.text()).isEqualTo("400 Bad Request\n");
    }

    /** W19: Elements in a body that are not known, comments and text are ignored. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "<propfind xmlns=\"DAV:\"><foo/><allprop/><x xmlns=\"urn:x\"><y/></x></propfind>",
                "<propfind xmlns=\"DAV:\"><prop xmlns=\"urn:x\"/><allprop/></propfind>",
                "<propfind xmlns=\"DAV:\"><!-- c --> text <![CDATA[<]]> &lt; <?pi x?><allprop a=\"b\"><z/></allprop></propfind>",
                "<?xml version=\"1.0\" standalone=\"yes\"?>\n<!-- c --><D:propfind xmlns:D=\"DAV:\">\r\n<D:allprop/></D:propfind>\n",
                "<propfind xmlns=\"DAV:\"><prop><getetag><nested>deep</nested></getetag></prop></propfind>",
                "<propfind xmlns=\"DAV:\"><prop/></propfind>",
            })
    void whatIsUnknownIsIgnored(String body) throws Exception {
        assertThat(Multistatus.of(ask(body)).only().href()).isEqualTo("/f");
    }

    @Test
    void aBodyMayBeInUtf16() throws Exception {
        byte[] body = "<propfind xmlns=\"DAV:\"><allprop/></propfind>".getBytes(UTF_16);
        assertThat(Multistatus.of(ask(new String(body, ISO_8859_1))).entries()).hasSize(1);
    }

    /** W20: A body of more than 64 KiB is answered with 413, and one that names more than 256 properties with 400. */
    @Test
    void aBodyIsBounded() throws Exception {
        String start = "<propfind xmlns=\"DAV:\"><allprop/>";
        String end = "</propfind>";
        String most = start + " ".repeat((64 << 10) - start.length() - end.length()) + end;
        assertThat(ask(most).status()).isEqualTo(207);
        assertThat(ask(most + " ").status()).isEqualTo(413);
        String chunked =
                "PROPFIND /f HTTP/1.1\r\nHost: x\r\nDepth: 0\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n";
        assertThat(served.http()
                        .exchange(chunked + "10001\r\n" + most + " \r\n0\r\n\r\n")
                        .status())
                .isEqualTo(413);
        assertThat(ask(names(256)).status()).isEqualTo(207);
        assertThat(ask(names(257)).status()).isEqualTo(400);
    }

    private static String names(int count) {
        StringBuilder body = new StringBuilder("<propfind xmlns=\"DAV:\"><prop>");
        IntStream.range(0, count).forEach(i -> body.append("<p").append(i).append("/>"));
        return body.append("</prop></propfind>").toString();
    }

    /** Whatever the bytes, the answer is one of three, and the server stays silent. */
    @Test
    void damagedBodiesAreReadOrRefused() {
        PrintStream before = System.err;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setErr(new PrintStream(printed, true, UTF_8));
        try {
            damageBodies();
        } finally {
            System.setErr(before);
        }
        assertThat(printed.toString(UTF_8)).isEmpty();
        assertThat(served.gateway().failures()).isZero();
    }

    private static void damageBodies() {
        Random random = new Random(4918);
        byte[] good =
                ("<?xml version=\"1.0\"?><D:propfind xmlns:D=\"DAV:\" xmlns:x=\"urn:x\"><D:prop><D:getetag/><x:y a='b'>&amp;"
                                + "</x:y></D:prop></D:propfind>")
                        .getBytes(UTF_8);
        for (int i = 0; i < 2_000; i++) {
            byte[] bad = good.clone();
            for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
                bad[random.nextInt(bad.length)] = (byte) random.nextInt(256);
            }
            Reply reply = ask(new String(bad, ISO_8859_1));
            assertThat(reply.status()).isIn(207, 400);
        }
    }
}
