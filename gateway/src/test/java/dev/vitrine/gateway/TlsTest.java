package dev.vitrine.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.castore.blob.MemoryBlobService;
import dev.vitrine.castore.model.Directory;
import dev.vitrine.castore.model.PathComponent;
import dev.vitrine.gateway.access.TlsFiles;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class TlsTest {
    private static final int MANY = 500;
    private static final int BIG = 3 << 20;

    @TempDir
    private Path dir;

    private static Served over(Certificate certificate) throws Exception {
        return over(certificate, Bounds.DEFAULT);
    }

    private static Served over(Certificate certificate, Bounds bounds) throws Exception {
        GatewayOptions options =
                Served.defaults().withBounds(bounds).withAccess(Served.ACCESS.withTls(certificate.files()));
        Served served = Served.with(options, new MemoryBlobService());
        Directory.Builder many = Directory.builder();
        for (int i = 0; i < MANY; i++) {
            many.add(PathComponent.of("entry-" + i), served.file("x"));
        }
        served.root("f", served.file("file"))
                .root("big", served.file(new byte[BIG]))
                .root("many", served.directory(many));
        return served;
    }

    private String run(String... command) throws IOException, InterruptedException {
        List<String> bounded = new ArrayList<>(List.of("timeout", "-k", "5", "30"));
        bounded.addAll(List.of(command));
        Path out = Files.createTempFile(dir, "out", "");
        new ProcessBuilder(bounded)
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(out.toFile())
                .start()
                .waitFor();
        return Files.readString(out, ISO_8859_1);
    }

    private String curl(Certificate certificate, URI uri, String... options) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                "curl", "-sS", "--cacert", certificate.files().certificate().toString()));
        command.addAll(List.of(options));
        command.add(uri.toString());
        return run(command.toArray(String[]::new));
    }

    /** T10: Over TLS, with a certificate and key in PEM, of RSA, EC or Ed25519, the gateway speaks HTTP/2 and HTTP/1.1, as the client
     * chooses. */
    @ParameterizedTest
    @ValueSource(strings = {"rsa:2048", "ec"})
    void curlSpeaksBoth(String key) throws Exception {
        Certificate certificate = Certificate.make(dir, "c", key);
        try (Served served = over(certificate)) {
            URI file = served.gateway().address().resolve("f");
            assertThat(file).hasScheme("https");
            for (String version : List.of("1.1", "2")) {
                assertThat(curl(certificate, file, "--http" + version, "-w", " %{http_version} %{http_code}"))
                        .isEqualTo("file " + version + " 200");
                assertThat(curl(certificate, served.gateway().address().resolve("many/"), "--http" + version))
                        .contains("entry-499")
                        .endsWith("</html>\n");
                assertThat(curl(
                                certificate,
                                served.gateway().address().resolve("big"),
                                "--http" + version,
                                "-r",
                                "5-9"))
                        .isEqualTo("\0\0\0\0\0");
            }
        }
    }

    /** T10 again: Ed25519, and the client of the JDK. */
    @ParameterizedTest
    @CsvSource({
        "GET, big, 200, " + BIG + ", " + BIG,
        "GET, many/, 200, " + MANY * 100 + ", " + MANY * 1000,
        "PROPFIND, many/, 207, " + MANY * 100 + ", " + MANY * 2000
    })
    void theClientOfTheJdkSpeaksHttp2(String method, String path, int status, int least, int most) throws Exception {
        Certificate certificate = Certificate.make(dir, "c", "ed25519");
        try (Served served = over(certificate);
                HttpClient client = HttpClient.newBuilder()
                        .sslContext(certificate.trusted())
                        .build()) {
            HttpResponse<byte[]> answer = client.send(
                    HttpRequest.newBuilder(served.gateway().address().resolve(path))
                            .method(method, HttpRequest.BodyPublishers.noBody())
                            .header("Depth", "1")
                            .timeout(Duration.ofSeconds(20))
                            .build(),
                    HttpResponse.BodyHandlers.ofByteArray());
            assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
            assertThat(answer.statusCode()).isEqualTo(status);
            assertThat(answer.body()).hasSizeBetween(least, most);
            assertThat(answer.headers().map()).doesNotContainKeys("server", "transfer-encoding", "connection");
        }
    }

    /** T11: No version of TLS before 1.2 is spoken. */
    @Test
    void oldTlsIsRefused() throws Exception {
        Certificate certificate = Certificate.make(dir, "c", "rsa:2048");
        try (Served served = over(certificate)) {
            for (String version : List.of("-tls1_2", "-tls1_3")) {
                assertThat(handshake(served, version))
                        .contains("Verification: OK")
                        .doesNotContain("Cipher is (NONE)");
            }
            for (String version : List.of("-tls1", "-tls1_1")) {
                assertThat(handshake(served, version)).contains("Cipher is (NONE)");
            }
        }
    }

    private String handshake(Served served, String version) throws Exception {
        String address = served.gateway().address().getAuthority();
        return run(
                "openssl",
                "s_client",
                "-connect",
                address,
                version,
                "-cipher",
                "ALL:@SECLEVEL=0",
                "-CAfile",
                dir.resolve("c.pem").toString());
    }

    /** T12: When certificate and key are replaced, one after the other, new connections get the new ones within two seconds, and open
     * connections go on. */
    @Test
    void newFilesAreTaken() throws Exception {
        Certificate certificate = Certificate.make(dir, "c", "ec");
        Certificate next = Certificate.make(dir, "next", "rsa:2048");
        try (Served served = over(certificate);
                SSLSocket open = connect(served, certificate)) {
            ask(open);
            replace(next.files().certificate(), certificate.files().certificate());
            assertThat(subject(served)).contains("CN = c\n");
            Files.write(
                    certificate.files().key(), Files.readAllBytes(next.files().key()));
            Await.until("the new certificate is there", () -> subject(served).contains("CN = next\n"));
            ask(open);
        }
    }

    /** T13: A pair that cannot be used is refused with a line in the log, and the old one stays; at the start it ends the gateway with one
     * sentence. */
    @Test
    void aBrokenPairIsRefused() throws Exception {
        Certificate certificate = Certificate.make(dir, "c", "ec");
        Certificate other = Certificate.make(dir, "other", "ec");
        try (Served served = over(certificate)) {
            Files.writeString(certificate.files().certificate(), "nonsense");
            replace(other.files().key(), certificate.files().key());
            assertThat(subject(served)).contains("CN = c\n");
        }
        assertRefused(certificate.files(), "c.pem holds no certificate in PEM");
        Certificate third = Certificate.make(dir, "third", "ec");
        assertRefused(
                new TlsFiles(third.files().certificate(), certificate.files().key()),
                "does not belong to the certificate");
        assertRefused(new TlsFiles(third.files().certificate(), dir.resolve("nothing")), "nothing is not there");
        assertRefused(
                new TlsFiles(third.files().certificate(), third.files().certificate()), "holds no private key in PEM");
    }

    /** T13 again: a key in another form is refused with the command that converts it. */
    @Test
    void theOldFormOfAKeyIsExplained() throws Exception {
        Certificate certificate = Certificate.make(dir, "c", "rsa:2048");
        Path old = dir.resolve("old.pem");
        Certificate.openssl(
                "rsa", "-traditional", "-in", certificate.files().key().toString(), "-out", old.toString());
        assertRefused(
                new TlsFiles(certificate.files().certificate(), old),
                "openssl pkcs8 -topk8 -nocrypt -in " + old + " writes it as PKCS #8, which can be used");
    }

    private static void assertRefused(TlsFiles files, String sentence) {
        assertThatThrownBy(() -> over(new Certificate(files)).close())
                .isInstanceOf(GatewayException.class)
                .hasMessageContaining(sentence);
    }

    private static void replace(Path by, Path file) throws IOException {
        Path copy = Files.copy(by, file.resolveSibling("copy"));
        Files.move(copy, file, StandardCopyOption.REPLACE_EXISTING);
    }

    private String subject(Served served) {
        try {
            String shown = run(
                    "openssl",
                    "s_client",
                    "-connect",
                    served.gateway().address().getAuthority());
            return shown.replaceAll("(?s).*subject=", "subject=");
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static SSLSocket connect(Served served, Certificate certificate) throws Exception {
        URI address = served.gateway().address();
        SSLSocket socket =
                (SSLSocket) certificate.trusted().getSocketFactory().createSocket(address.getHost(), address.getPort());
        socket.setSoTimeout(20_000);
        return socket;
    }

    private static void ask(SSLSocket socket) throws IOException {
        socket.getOutputStream().write("HEAD /f HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(UTF_8));
        StringBuilder answer = new StringBuilder();
        while (answer.indexOf("\r\n\r\n") < 0) {
            answer.append((char) socket.getInputStream().read());
        }
        assertThat(answer).startsWith("HTTP/1.1 200 ");
    }

    /** T14: Errors are the same over TLS and in HTTP/2: plain text, not guessed at, without the software's name, and without the URL. */
    @ParameterizedTest
    @ValueSource(strings = {"1.1", "2"})
    void errorsSayNothing(String version) throws Exception {
        Certificate certificate = Certificate.make(dir, "c", "ec");
        try (Served served = over(certificate)) {
            for (String path : List.of("secret", "%zzsecret", "s".repeat(version.equals("2") ? 300 : 40_000))) {
                String all = curl(
                        certificate,
                        URI.create(served.gateway().address().toString()),
                        "--http" + version,
                        "-i",
                        "--request-target",
                        "/" + path);
                assertThat(all).matches("(?s)HTTP/[12.]+ 4[0-9][0-9].*").doesNotContain("secret", "ssss");
                assertThat(all).containsIgnoringCase("x-content-type-options: nosniff");
                assertThat(all).doesNotContainIgnoringCase("jetty").doesNotContainIgnoringCase("\nserver:");
            }
        }
    }

    /** T15: Many requests at once over few HTTP/2 connections are all answered, also when there are more than the bound. */
    @Test
    void manyStreamsAreAnswered() throws Exception {
        Certificate certificate = Certificate.make(dir, "c", "ec");
        try (Served served = over(certificate, Bounds.DEFAULT.with(Limit.REQUESTS, 8))) {
            String report = run(
                    "h2load",
                    "-n",
                    "4000",
                    "-c",
                    "8",
                    "-m",
                    "40",
                    "-t",
                    "1",
                    served.gateway().address().resolve("f").toString());
            assertThat(report).contains("4000 succeeded, 0 failed");
        }
    }
}
