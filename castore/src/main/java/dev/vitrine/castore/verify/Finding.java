package dev.vitrine.castore.verify;

import dev.vitrine.castore.model.CastorePath;
import dev.vitrine.castore.model.Digest;

/**
 * One thing that is wrong in a store.
 *
 * @param path the first path on which it was met; others may lead to the same
 * @param digest of the blob or directory that is wrong, or wrongly referred to
 * @param problem one sentence for a person
 * @param isQuarantined whether its bytes were moved to quarantine
 */
public record Finding(CastorePath path, Digest digest, String problem, boolean isQuarantined) {
    /** The path escaped, and the sentence. */
    @Override
    public String toString() {
        return path + ": " + problem + (isQuarantined ? " (moved to quarantine)" : "");
    }
}
