package dev.vitrine.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.castore.blob.MemoryBlobService;
import dev.vitrine.castore.model.Directory;
import dev.vitrine.castore.model.PathComponent;
import dev.vitrine.gateway.RawHttp.Reply;
import dev.vitrine.gateway.access.AccessOptions;
import dev.vitrine.gateway.access.Rules;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may read what. */
@Timeout(60)
class AccessTest {
    private static final String NOBODY = "X-Nothing: 0";

    @TempDir
    private Path dir;

    private Path credentials = Path.of("");

    @BeforeEach
    void makeCredentials() throws Exception {
        credentials = dir.resolve("credentials");
        htpasswd("-cbB", "-C", "5", credentials.toString(), "ali", "open sesame");
        htpasswd("-bB", "-C", "5", credentials.toString(), "b\u00fclb\u00fcl", "p\u00e4ss:word");
        // By printf '%s' token | sha256sum.
        Files.writeString(
                credentials,
                Files.readString(credentials)
                        + "bot:{token-sha256}3c469e9d6c5875d37a43f353d4f88e61fcf812c66eee3457465a40b0da4153e0\n");
    }

    private static void htpasswd(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("timeout", "-k", "5", "30", "htpasswd"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("LC_ALL", "C.UTF-8");
        Process process =
                builder.redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        assertThat(process.waitFor()).isZero();
    }

    private static Served with(AccessOptions access) throws Exception {
        Served served = Served.with(Served.defaults().withAccess(access), new MemoryBlobService());
        Directory.Builder house = Directory.builder()
                .add(PathComponent.of("f"), served.file("house"))
                .add(PathComponent.of("out"), Served.symlink("../vault/f"))
                .add(PathComponent.of("in"), Served.symlink("../garden/f"));
        return served.root("house", served.directory(house))
                .root("garden", served.directory("f", served.file("garden")))
                .root("vault", served.directory("f", served.file("vault")));
    }

    private Served withRules(String... rules) throws Exception {
        Rules all = Rules.NONE;
        for (String rule : rules) {
            all = all.with(rule);
        }
        return with(Served.ACCESS.withCredentials(credentials).withRules(all));
    }

    private static String basic(String name, String password) {
        return "Authorization: Basic " + Base64.getEncoder().encodeToString((name + ":" + password).getBytes(UTF_8));
    }

    private static String ali() {
        return basic("ali", "open sesame");
    }

    private static String bot() {
        return "Authorization: Bearer token";
    }

    /** T19: With a credentials file everything but OPTIONS and the static files of pages is answered with 401 and challenges for Basic and
     * Bearer, unless a name with its password or a token comes with the request. */
    @Test
    void whoIsNotKnownReadsNothing() throws Exception {
        try (Served served = with(Served.ACCESS.withCredentials(credentials))) {
            for (String target : List.of("/", "/house/f", "/nothing", "/.castore/blob/x", "/house")) {
                for (String method : List.of("GET", "HEAD", "PROPFIND", "PUT")) {
                    Reply reply = served.http().send(method, target);
                    assertThat(reply.status()).isEqualTo(401);
                    assertThat(reply.get("WWW-Authenticate"))
                            .contains("Basic realm=\"vitrine\", charset=\"UTF-8\", Bearer realm=\"vitrine\"");
                    assertThat(reply.text()).isEqualTo(method.equals("HEAD") ? "" : "401 Unauthorized\n");
                }
                assertThat(served.http().send("OPTIONS", target).status()).isEqualTo(200);
            }
            assertThat(served.http().get("/house/f", ali()).text()).isEqualTo("house");
            assertThat(served.http().get("/house/f", bot()).text()).isEqualTo("house");
            assertThat(served.http()
                            .get("/house/f", basic("b\u00fclb\u00fcl", "p\u00e4ss:word"))
                            .status())
                    .isEqualTo(200);
            String style = served.http().get("/", ali()).text().replaceAll("(?s).*href=\"\\./([^\"]*css)\".*", "$1");
            assertThat(served.http().get("/" + style).get("Cache-Control"))
                    .contains("public, max-age=31536000, immutable");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Authorization: Basic YWxpOndyb25n",
                "Authorization: Basic !!!!",
                "Authorization: Basic YWxp",
                "Authorization: Basic YWxpOm9wZW4gc2VzYW1lAA==",
                "Authorization: Basic",
                "Authorization: Bearer nekot",
                "Authorization: Bearer",
                "Authorization: Digest username=\"ali\"",
                "Authorization: Bearer token\r\nAuthorization: Bearer token",
                "Authorization: "
            })
    void wrongCredentialsAreRefused(String field) throws Exception {
        try (Served served = withRules("*=anyone")) {
            assertThat(served.http().get("/house/f").status()).isEqualTo(200);
            assertThat(served.http().get("/house/f", field).status()).isEqualTo(401);
        }
    }

    /** T21: A credentials file that changes counts within two seconds; one that cannot be used is refused with a line in the log, and what
     * was known stays known. */
    @Test
    void newCredentialsAreTaken() throws Exception {
        try (Served served = with(Served.ACCESS.withCredentials(credentials))) {
            assertThat(served.http().get("/", bot()).status()).isEqualTo(200);
            Files.writeString(credentials, "nonsense");
            assertThat(served.http().get("/", bot()).status()).isEqualTo(200);
            // By printf '%s' nekot | sha256sum.
            Files.writeString(
                    credentials,
                    "new:{token-sha256}6f3ec74d571b9c6c18e8841d0df2c2a0461ff5cb75760c84eebe787550341081\n");
            Await.until(
                    "the new token counts",
                    () -> served.http().get("/", "Authorization: Bearer nekot").status() == 200);
            assertThat(served.http().get("/", bot()).status()).isEqualTo(401);
            assertThat(served.http().get("/", ali()).status()).isEqualTo(401);
        }
    }

    /** T22: Without rules whoever is known may read everything; with rules each root may be read by those whom its rule names, a root
     * without one by those whom the rule for * names, and else by nobody. */
    @ParameterizedTest
    @CsvSource({
        "house, 200, 200, 200",
        "garden, 401, 200, 200",
        "vault, 401, 403, 200",
        "nothing, 401, 403, 403",
    })
    void rulesSayWhoMayRead(String root, int nobody, int ali, int bot) throws Exception {
        try (Served served = withRules("house=anyone", "garden=authenticated", "vault=bot,carla")) {
            String path = "/" + root + (root.equals("nothing") ? "" : "/f");
            assertThat(served.http().get(path).status()).isEqualTo(nobody);
            assertThat(served.http().get(path, ali()).status()).isEqualTo(ali);
            assertThat(served.http().get(path, bot()).status()).isEqualTo(bot);
        }
        try (Served served = withRules("*=ali", "vault=bot")) {
            assertThat(served.http().get("/house/f", ali()).status()).isEqualTo(200);
            assertThat(served.http().get("/nothing", ali()).status()).isEqualTo(404);
            assertThat(served.http().get("/vault/f", ali()).status()).isEqualTo(403);
        }
    }

    /** T25: A root that one may not read is not shown at the top, no symlink leads to it, and a path into it is answered with 401 to those
     * who are not known and with 403 to those who are, whether or not it is there. */
    @Test
    void whatMayNotBeReadIsNotThere() throws Exception {
        try (Served served = withRules("house=anyone", "garden=ali", "vault=bot", "ghost=bot")) {
            assertThat(served.http().get("/").text()).contains("house/").doesNotContain("vault", "garden");
            assertThat(served.http().get("/", ali()).text())
                    .contains("house/", "garden/")
                    .doesNotContain("vault");
            assertThat(served.http().get("/house/in").status()).isEqualTo(404);
            assertThat(served.http().get("/house/in", ali()).text()).isEqualTo("garden");
            assertThat(served.http().get("/house/out", ali()).status()).isEqualTo(404);
            assertThat(served.http().get("/house/", ali()).text())
                    .contains("href=\"in\"")
                    .doesNotContain("href=\"out\"");
            for (String target : List.of("/vault/f", "/vault", "/vault/nothing", "/ghost/f", "/ghost/")) {
                Reply nobody = served.http().get(target, NOBODY);
                Reply known = served.http().get(target, ali());
                assertThat(nobody.status()).isEqualTo(401);
                assertThat(known.status()).isEqualTo(403);
                assertThat(known.text()).isEqualTo("403 Forbidden\n");
            }
        }
    }

    @Test
    void whoMayReadNothingIsAskedAtTheTop() throws Exception {
        try (Served served = withRules("house=bot")) {
            assertThat(served.http().get("/").status()).isEqualTo(401);
            assertThat(served.http().get("/", ali()).status()).isEqualTo(200);
        }
    }

    /** T26: Addresses by content are under a rule named .castore; without one they are for those who may read every root. */
    @Test
    void addressesByContentHaveTheirRule() throws Exception {
        String target = "/.castore/blob/x";
        try (Served served = withRules("*=ali,bot", "vault=bot")) {
            assertThat(served.http().get(target).status()).isEqualTo(401);
            assertThat(served.http().get(target, ali()).status()).isEqualTo(403);
            assertThat(served.http().get(target, bot()).status()).isEqualTo(404);
        }
        try (Served served = withRules("house=anyone", ".castore=ali")) {
            assertThat(served.http().get(target).status()).isEqualTo(401);
            assertThat(served.http().get(target, ali()).status()).isEqualTo(404);
            assertThat(served.http().get(target, bot()).status()).isEqualTo(403);
        }
        try (Served served = withRules("house=anyone")) {
            assertThat(served.http().get(target, bot()).status()).isEqualTo(403);
        }
    }

    /** T27: What somebody needed credentials for is private to them for every cache, and where who asks makes a difference, caches are told
     * so. */
    @Test
    void answersArePrivate() throws Exception {
        try (Served served = withRules("house=anyone", "garden=ali")) {
            for (String target : List.of("/garden/f", "/garden/", "/", "/garden", "/garden/nothing")) {
                Reply reply = served.http().get(target, ali());
                assertThat(reply.get("Cache-Control")).contains("private, no-cache");
                assertThat(reply.get("Vary").orElse("")).contains("Authorization");
            }
            Reply open = served.http().get("/house/f");
            assertThat(open.get("Cache-Control")).contains("no-cache");
            assertThat(open.get("Vary")).contains("Authorization");
        }
        try (Served served = with(Served.ACCESS)) {
            assertThat(served.http().get("/house/f").header()).doesNotContainKey("vary");
        }
    }

    @Test
    void rulesForPeopleNeedCredentials() throws Exception {
        try (Served served = with(Served.ACCESS.withRules(Rules.NONE.with("house=anyone")))) {
            assertThat(served.http().get("/house/f").status()).isEqualTo(200);
            assertThat(served.http().get("/vault/f").status()).isEqualTo(403);
        }
        assertThatThrownBy(() -> with(Served.ACCESS.withRules(Rules.NONE.with("house=ali"))))
                .hasMessage("a rule is for people who must be known, and there is no credentials file");
        for (String wrong : List.of("house", "=ali", "house=", "house=a b", "house=a,,b")) {
            assertThatThrownBy(() -> Rules.NONE.with(wrong)).hasMessageStartingWith("a rule is ROOT=WHO");
        }
        assertThatThrownBy(() -> Rules.NONE.with("a=b").with("a=c")).hasMessage("there is more than one rule for 'a'");
    }

    /** T28: On loopback without credentials the gateway answers 421 unless the Host is a name or address of loopback, or one that it was
     * given; with names given it does so everywhere, and else takes any. */
    @ParameterizedTest
    @CsvSource({
        "localhost, 200",
        "LOCALHOST:8080, 200",
        "vitrine.localhost, 200",
        "127.0.0.1:1, 200",
        "127.255.0.9, 200",
        "[::1]:80, 200",
        "evil.example, 421",
        "127.0.0.1.evil.example, 421",
        "localhost.evil.example, 421",
        "192.168.0.1, 421",
        "[::2], 421",
    })
    void theHostIsChecked(String host, int status) throws Exception {
        try (Served served = with(AccessOptions.OPEN)) {
            assertThat(asHost(served, host)).isEqualTo(status);
        }
        try (Served served = with(AccessOptions.OPEN.withCredentials(credentials))) {
            assertThat(asHost(served, host)).isEqualTo(401);
        }
        try (Served served =
                with(AccessOptions.OPEN.withCredentials(credentials).withHosts("Museum.example"))) {
            assertThat(asHost(served, "museum.example:99")).isEqualTo(401);
            assertThat(asHost(served, host)).isEqualTo(status == 421 ? 421 : 401);
        }
    }

    private static int asHost(Served served, String host) {
        return served.http()
                .exchange("GET / HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n")
                .status();
    }
}
