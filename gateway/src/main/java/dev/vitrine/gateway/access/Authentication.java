package dev.vitrine.gateway.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out who asks, from the Authorization field: Basic (RFC 7617) with a password, Bearer (RFC 6750) with a token, against a file
 * that is read again when it changes. Thread-safe.
 */
public final class Authentication implements Reloaded {
    private static final Logger LOG = LoggerFactory.getLogger(Authentication.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final String BASIC = "basic ";
    private static final String BEARER = "bearer ";

    private final Path file;
    private final Semaphore checks;
    private volatile State state;

    private record State(Credentials credentials, Passwords passwords) {}

    private Authentication(Path file, int checks) throws AccessException {
        this.file = file;
        this.checks = new Semaphore(checks, true);
        this.state = load();
    }

    /**
     * Reads the file.
     *
     * @param checks how many passwords are checked at once
     */
    public static Authentication of(Path file, int checks) throws AccessException {
        SmallFile.warnIfPublic(file);
        return new Authentication(file, checks);
    }

    private State load() throws AccessException {
        Credentials credentials = Credentials.parse(SmallFile.read(file), file);
        return new State(credentials, new Passwords(credentials, checks, PATIENCE));
    }

    @Override
    public List<Path> files() {
        return List.of(file);
    }

    @Override
    public void reload() throws AccessException {
        state = load();
        SmallFile.warnIfPublic(file);
        LOG.info("the credentials were read again from {}", file);
    }

    /** What came of it. */
    sealed interface Result {
        /** This one asks. */
        record Proven(Principal principal) implements Result {}

        /** Somebody asks who claims to be known, and is not. */
        record Wrong() implements Result {}

        /** Too many claims are being checked. */
        record Busy() implements Result {}
    }

    /** Finds out who asks. May take as long as the check of a password. */
    Result result(@Nullable String authorization) throws InterruptedException {
        if (authorization == null) {
            return new Result.Proven(new Principal.Anonymous());
        }
        if (hasScheme(authorization, BASIC)) {
            return basic(authorization.substring(BASIC.length()).strip());
        }
        if (hasScheme(authorization, BEARER)) {
            return bearer(authorization.substring(BEARER.length()).strip());
        }
        return new Result.Wrong();
    }

    private static boolean hasScheme(String authorization, String scheme) {
        return authorization.regionMatches(true, 0, scheme, 0, scheme.length());
    }

    private Result basic(String base64) throws InterruptedException {
        byte[] claim;
        try {
            claim = Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            return new Result.Wrong();
        }
        int colon = indexOfColon(claim);
        if (colon < 0) {
            return new Result.Wrong();
        }
        return switch (state.passwords().check(claim, colon)) {
            case RIGHT -> new Result.Proven(new Principal.Known(new String(claim, 0, colon, UTF_8)));
            case WRONG -> new Result.Wrong();
            case BUSY -> new Result.Busy();
        };
    }

    /** A name has no colon and a password has no NUL, at which some implementations of bcrypt would end it. */
    private static int indexOfColon(byte[] claim) {
        int colon = -1;
        for (int i = claim.length - 1; i >= 0; i--) {
            if (claim[i] == 0) {
                return -1;
            }
            if (claim[i] == ':') {
                colon = i;
            }
        }
        return colon;
    }

    private Result bearer(String token) {
        Optional<String> owner = state.credentials().owner(Sha256.of(token.getBytes(UTF_8)));
        return owner.<Result>map(name -> new Result.Proven(new Principal.Known(name)))
                .orElseGet(Result.Wrong::new);
    }
}
