package dev.vitrine.castore.verify;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * How a verification goes about it.
 *
 * @param threads how many threads read blobs, 1 or more
 * @param rate how many bytes a second are read at most, over all threads, 1 or more; empty for as many as can be
 * @param checkpoints where it notes how far it has come
 * @param isResumed whether it begins behind the last checkpoint, if there is one
 * @param quarantine where bad bytes are moved to; empty to leave them
 */
public record VerifyOptions(
        int threads, OptionalLong rate, Checkpoints checkpoints, boolean isResumed, Optional<Quarantine> quarantine) {
    public VerifyOptions {
        if (threads < 1) {
            throw new IllegalArgumentException("at least one thread is needed, not " + threads);
        }
        if (rate.orElse(1) < 1) {
            throw new IllegalArgumentException("the rate is at least one byte a second, not " + rate.getAsLong());
        }
    }

    /** A verification from the start, as fast as can be, that changes nothing. */
    public static VerifyOptions of(int threads) {
        return new VerifyOptions(threads, OptionalLong.empty(), Checkpoints.NONE, false, Optional.empty());
    }

    public VerifyOptions withRate(long bytesPerSecond) {
        return new VerifyOptions(threads, OptionalLong.of(bytesPerSecond), checkpoints, isResumed, quarantine);
    }

    public VerifyOptions withCheckpoints(Checkpoints other) {
        return new VerifyOptions(threads, rate, other, isResumed, quarantine);
    }

    /** To begin behind the last checkpoint. */
    public VerifyOptions resumed() {
        return new VerifyOptions(threads, rate, checkpoints, true, quarantine);
    }

    public VerifyOptions withQuarantine(Quarantine other) {
        return new VerifyOptions(threads, rate, checkpoints, isResumed, Optional.of(other));
    }
}
