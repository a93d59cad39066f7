package dev.vitrine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class JsonLineTest {
    @Test
    void membersAreWrittenInOrderOnOneLine() throws Exception {
        String line = new JsonLine()
                .text("text", "a\n\"b")
                .number("number", -1)
                .unsigned("unsigned", -1)
                .seconds("seconds", 1.23456)
                .flag("flag", true)
                .open("inner")
                .number("n", 1)
                .close()
                .end();
        assertThat(line)
                .isEqualTo("{\"text\":\"a\\n\\\"b\",\"number\":-1,\"unsigned\":18446744073709551615,\"seconds\":1.235,"
                        + "\"flag\":true,\"inner\":{\"n\":1}}");
    }

    @Test
    void bytesThatAreNotUtf8AreThereTwice() throws Exception {
        assertThat(new JsonLine()
                        .bytes("name", new byte[] {'c', 'a', 'f', (byte) 0xc3, (byte) 0xa9})
                        .end())
                .isEqualTo("{\"name\":\"café\"}");
        assertThat(new JsonLine()
                        .bytes("name", new byte[] {'c', 'a', 'f', (byte) 0xe9})
                        .end())
                .isEqualTo("{\"name\":\"caf\\\\xe9\",\"name_base64\":\"Y2Fm6Q==\"}");
    }
}
