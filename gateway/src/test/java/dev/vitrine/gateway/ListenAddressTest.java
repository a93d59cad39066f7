package dev.vitrine.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListenAddressTest {
    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1:8080", "localhost:0", "[::1]:65535", "0.0.0.0:80"})
    void whatIsReadIsWritten(String text) {
        assertThat(ListenAddress.parse(text)).hasToString(text);
    }

    @Test
    void theBracketsAreNotPartOfTheHost() {
        assertThat(ListenAddress.parse("[::1]:80").host()).isEqualTo("::1");
        assertThat(ListenAddress.parse("[::1]:80").uri("https")).hasToString("https://[::1]:80/");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", ":", ":80", "localhost", "localhost:", "localhost:http", "::1:80", "h:65536", "a b:1", "h:-1"
            })
    void anythingElseIsRefused(String text) {
        assertThatThrownBy(() -> ListenAddress.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
