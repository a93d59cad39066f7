package dev.vitrine.castore.verify;

import dev.vitrine.castore.model.CastorePath;
import dev.vitrine.castore.model.Digest;

/**
 * One thing that is wrong in a store.
 *
 * @param path the first path on which it was met; others may lead to the same
 * @param digest of the blob or directory that is wrong, or wrongly referred to
 * @param problem one sentence for a person
 */
public record Finding(CastorePath path, Digest digest, String problem) {
    /** The path escaped, and the sentence. */
    @Override
    public String toString() {
        return path + ": " + problem;
    }
}
