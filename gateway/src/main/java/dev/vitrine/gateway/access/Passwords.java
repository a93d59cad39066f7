package dev.vitrine.gateway.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import at.favre.lib.crypto.bcrypt.BCrypt;
import at.favre.lib.crypto.bcrypt.LongPasswordStrategies;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Checks passwords against one state of the credentials. A check costs as much for a name that nobody has as for one that somebody has,
 * few run at once, and what was right lately is not checked again. Thread-safe.
 */
final class Passwords {
    private static final BCrypt.Verifyer BCRYPT =
            BCrypt.verifyer(BCrypt.Version.VERSION_2Y, LongPasswordStrategies.truncate(BCrypt.Version.VERSION_2Y));

    private final Credentials credentials;
    private final Semaphore checks;
    private final Duration patience;
    private final Verified verified = new Verified();

    /** What a password is compared with where there is none: a hash of nothing that anyone could send, as dear as the dearest. */
    private final byte[] decoy;

    /**
     * Checks against these credentials.
     *
     * @param checks a permit for each that may run at once, for all states of the credentials together
     * @param patience how long a check waits for its permit
     */
    Passwords(Credentials credentials, Semaphore checks, Duration patience) {
        this.credentials = credentials;
        this.checks = checks;
        this.patience = patience;
        this.decoy = BCrypt.with(BCrypt.Version.VERSION_2Y).hash(credentials.cost(), new byte[] {0});
    }

    /** What came of a check. */
    enum Outcome {
        RIGHT,
        WRONG,
        /** Too many others were being checked. */
        BUSY
    }

    /** Checks a name and a password, joined by the first colon. */
    Outcome check(byte[] nameAndPassword, int colon) throws InterruptedException {
        ByteBuffer mark = verified.mark(nameAndPassword);
        if (verified.has(mark)) {
            return Outcome.RIGHT;
        }
        if (!checks.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
            return Outcome.BUSY;
        }
        try {
            // Somebody else may have asked the same meanwhile.
            return verified.has(mark) || isRight(nameAndPassword, colon, mark) ? Outcome.RIGHT : Outcome.WRONG;
        } finally {
            checks.release();
        }
    }

    private boolean isRight(byte[] nameAndPassword, int colon, ByteBuffer mark) {
        Optional<byte[]> hash = credentials.password(new String(nameAndPassword, 0, colon, UTF_8));
        byte[] password = Arrays.copyOfRange(nameAndPassword, colon + 1, nameAndPassword.length);
        boolean right = BCRYPT.verify(password, hash.orElse(decoy)).verified && hash.isPresent();
        if (right) {
            verified.add(mark);
        }
        return right;
    }
}
