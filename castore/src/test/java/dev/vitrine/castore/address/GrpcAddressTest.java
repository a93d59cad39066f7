package dev.vitrine.castore.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.vitrine.castore.model.CastoreException.Invalid;
import dev.vitrine.castore.model.Violation;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class GrpcAddressTest {
    @ParameterizedTest
    @CsvSource({
        "grpc+http://localhost:8000, localhost, 8000, false",
        "grpc+http://[::1]:8000, [::1], 8000, false",
        "grpc+http://my_host.example:1, my_host.example, 1, false",
        "grpc+https://127.0.0.1:65535, 127.0.0.1, 65535, true"
    })
    void tcp(String text, String host, int port, boolean isSecure) throws Invalid {
        assertThat(StoreAddress.parse(text)).isEqualTo(new GrpcAddress.Tcp(host, port, isSecure, false));
        assertThat(StoreAddress.parse(text)).hasToString(text);
    }

    @Test
    void unix() throws Invalid {
        StoreAddress address = StoreAddress.parse("grpc+unix:///run/a%20b.sock");
        assertThat(address).isEqualTo(new GrpcAddress.Unix(Path.of("/run/a b.sock"), false));
        assertThat(address).hasToString("grpc+unix:///run/a%20b.sock");
    }

    /** G40: `?wait-connect=1` behind the address of a server has a command fail at its start where that is not there; `?wait-connect=0`, the default, when it is first needed. */
    @Test
    void eagerness() throws Invalid {
        assertThat(StoreAddress.parse("grpc+http://h:1?wait-connect=1"))
                .isEqualTo(new GrpcAddress.Tcp("h", 1, false, true));
        assertThat(StoreAddress.parse("grpc+http://h:1?wait-connect=0"))
                .isEqualTo(new GrpcAddress.Tcp("h", 1, false, false));
        assertThat(StoreAddress.parse("grpc+unix:///s?wait-connect=1"))
                .isEqualTo(new GrpcAddress.Unix(Path.of("/s"), true));
    }

    /** G25: A server is named by `grpc+http://HOST:PORT`, `grpc+https://HOST:PORT` or `grpc+unix:///PATH`; an unknown scheme, a host or a path where none may be, and an unknown parameter are errors that name them. */
    @ParameterizedTest
    @CsvSource({
        "grpc+ftp://h:1, 'grpc+ftp'",
        "GRPC+HTTP://h:1, 'GRPC+HTTP'",
        "grpc+http://h:1/, '/'",
        "grpc+http://h:1/path, '/path'",
        "grpc+https://h:1/path, '/path'",
        "grpc+unix://host/sock, 'host'",
        "grpc+http://h:1?dialect=tvix, 'dialect'",
        "grpc+unix:///s?wait-connect=2, '2'",
        "grpc+unix:///s?wait-connect=1&wait-connect=1, wait-connect' stands there twice",
        "grpc+http://h:1#part, '#part'",
        "grpc+http://user@h:1, 'user@h:1'",
        "grpc+http://h, 'h'",
        "grpc+http://:1, ':1'",
        "grpc+http://h:70000, 70000",
        "grpc+http://h:0, 0"
    })
    void whatIsWrongIsNamed(String text, String named) {
        assertThatExceptionOfType(Invalid.class)
                .isThrownBy(() -> StoreAddress.parse(text))
                .withMessageContaining(named)
                .extracting(Invalid::violation)
                .isEqualTo(Violation.ADDRESS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "grpc+unix:",
                "grpc+unix:/s",
                "grpc+unix://",
                "grpc+unix:///",
                "grpc+http:",
                "grpc+http:h:1",
                "grpc+http://h:1 "
            })
    void otherFormsAreRefused(String text) {
        assertThatExceptionOfType(Invalid.class).isThrownBy(() -> StoreAddress.parse(text));
    }

    @Test
    void aSocketPathMayHave107Bytes() throws Invalid {
        String longest = "grpc+unix:///" + "s".repeat(106);
        assertThat(StoreAddress.parse(longest)).hasToString(longest);
        assertThatExceptionOfType(Invalid.class)
                .isThrownBy(() -> StoreAddress.parse(longest + "s"))
                .withMessageContaining("107");
    }
}
