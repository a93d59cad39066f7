package dev.vitrine.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.gateway.access.AccessOptions;
import dev.vitrine.gateway.access.TlsFiles;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExposureTest {
    private static final AccessOptions TLS =
            AccessOptions.OPEN.withTls(new TlsFiles(Path.of("cert.pem"), Path.of("key.pem")));

    private static void check(String listen, AccessOptions access) throws GatewayException {
        Exposure.check(GatewayOptions.listeningOn(ListenAddress.parse(listen)).withAccess(access));
    }

    /** T1: Listening where other machines can reach it is refused without TLS or without credentials, in one sentence that says why and
     * what to do, unless `--insecure` says that it is meant. */
    @Test
    void whatOthersReachNeedsTlsAndCredentials() {
        assertThatThrownBy(() -> check("0.0.0.0:8080", AccessOptions.OPEN))
                .hasMessage(
                        "cannot listen on 0.0.0.0:8080: other machines can reach it, and without TLS all that is sent"
                                + " can be read on the way; give --tls-cert and --tls-key, or --insecure if this is meant");
        assertThatThrownBy(() -> check("[::]:8080", TLS))
                .hasMessage(
                        "cannot listen on [::]:8080: other machines can reach it, and without credentials anyone may"
                                + " read; give --credentials, or --insecure if this is meant");
        assertThatCode(() -> check("0.0.0.0:8080", AccessOptions.OPEN.withInsecure()))
                .doesNotThrowAnyException();
        assertThatCode(() -> check("0.0.0.0:8080", TLS.withCredentials(Path.of("credentials"))))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1:0", "localhost:0", "[::1]:0", "127.1.2.3:0"})
    void loopbackNeedsNothing(String listen) {
        assertThat(Exposure.isLoopback(ListenAddress.parse(listen))).isTrue();
        assertThatCode(() -> check(listen, AccessOptions.OPEN)).doesNotThrowAnyException();
    }
}
