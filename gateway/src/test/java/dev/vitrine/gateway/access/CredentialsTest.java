package dev.vitrine.gateway.access;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.gateway.access.Passwords.Outcome;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialsTest {
    /** Of the password "open sesame", by htpasswd -nbB -C 10. */
    private static final String ALI = "ali:$2y$10$xXQaqJIEcA6gZiG6M5eMAuuA95UIE9MCsJaMVRYw63YNuG02gpNTG";

    private static final String SECRET = "open sesame";

    /** Of the token "token", by sha256sum. */
    private static final String TOKEN =
            "bot:{token-sha256}3c469e9d6c5875d37a43f353d4f88e61fcf812c66eee3457465a40b0da4153e0";

    private static Credentials parse(String... lines) throws AccessException {
        return Credentials.parse(String.join("\n", lines).getBytes(UTF_8), Path.of("file"));
    }

    private static Passwords passwords(Credentials credentials, int checks) {
        return new Passwords(credentials, new Semaphore(checks), Duration.ofMillis(50));
    }

    private static Outcome check(Passwords passwords, String name, String password) throws InterruptedException {
        return passwords.check((name + ":" + password).getBytes(UTF_8), name.length());
    }

    /** T20: A credentials file holds hashes only, bcrypt as `htpasswd -B` writes it and the SHA-256 of tokens; anything else in it is
     * refused with the number of its line, and not repeated. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "ali",
                "ali:plain",
                "ali:$apr1$salt$hash",
                "ali:{SHA}2jmj7l5rSw0yVb/vlWAYkK/YBwk=",
                "ali:{token-sha256}ABCD",
                "a b:$2y$10$SALTSALTSALTSALTSALTSeHASHHASHHASHHASHHASHHASHHASHHASH",
                "anyone:{token-sha256}3c469e9d6c5875d37a43f353d4f88e61fcf812c66eee3457465a40b0da4153e0",
                "ali:$2y$31$SALTSALTSALTSALTSALTSeHASHHASHHASHHASHHASHHASHHASHHAS",
                ALI
            })
    void whatIsNoHashIsRefused(String line) {
        assertThatThrownBy(() -> parse("# comment", ALI, "", line))
                .isInstanceOf(AccessException.class)
                .hasMessageStartingWith("file, line 4: ")
                .hasMessageNotContainingAny("plain", "SALT", "2jmj");
    }

    @Test
    void passwordsAreChecked() throws Exception {
        Passwords passwords = passwords(parse(ALI, TOKEN), 1);
        assertThat(check(passwords, "ali", SECRET)).isEqualTo(Outcome.RIGHT);
        assertThat(check(passwords, "ali", SECRET)).isEqualTo(Outcome.RIGHT);
        for (String wrong : List.of("", "Open sesame", SECRET + " ")) {
            assertThat(check(passwords, "ali", wrong)).isEqualTo(Outcome.WRONG);
        }
        assertThat(check(passwords, "bob", SECRET)).isEqualTo(Outcome.WRONG);
        assertThat(check(passwords, "bot", "token")).isEqualTo(Outcome.WRONG);
    }

    @Test
    void tokensAreFound() throws Exception {
        Credentials credentials = parse(ALI, TOKEN);
        assertThat(credentials.owner(Sha256.of("token".getBytes(UTF_8)))).contains("bot");
        assertThat(credentials.owner(Sha256.of("nekot".getBytes(UTF_8)))).isEmpty();
    }

    /** T23: Only so many passwords are checked at once, and who waits too long for that is answered with 503; a password that was right in
     * the last minute is not checked. */
    @Test
    void checksAreBounded() throws Exception {
        Credentials credentials = parse(ALI);
        Semaphore checks = new Semaphore(1);
        Passwords passwords = new Passwords(credentials, checks, Duration.ofMillis(50));
        assertThat(check(passwords, "ali", SECRET)).isEqualTo(Outcome.RIGHT);
        checks.acquire();
        assertThat(check(passwords, "ali", SECRET)).isEqualTo(Outcome.RIGHT);
        assertThat(check(passwords, "ali", "wrong")).isEqualTo(Outcome.BUSY);
    }

    /** T24: A name that nobody has costs as much as a wrong password of somebody. */
    @Test
    void unknownNamesCostAsMuch() throws Exception {
        Passwords passwords = passwords(parse(ALI), 1);
        check(passwords, "ali", "warm");
        check(passwords, "bob", "warm");
        long known = nanos(passwords, "ali");
        long unknown = nanos(passwords, "bob");
        assertThat((double) unknown / known).isBetween(0.3, 3.0);
    }

    private static long nanos(Passwords passwords, String name) throws InterruptedException {
        long best = Long.MAX_VALUE;
        for (int i = 0; i < 5; i++) {
            long start = System.nanoTime();
            check(passwords, name, "wrong" + i);
            best = Math.min(best, System.nanoTime() - start);
        }
        return best;
    }
}
