package dev.vitrine.castore.verify;

/**
 * What a finished verification has looked at. What is reached on several ways counts once; what is missing, broken or of another
 * size than its node says counts as a finding only.
 *
 * @param roots all of them, symlinks too
 * @param directories that were read
 * @param blobs that were read to their end and re-hashed
 * @param bytes in those blobs
 * @param findings how many problems were reported
 */
public record Verification(long roots, long directories, long blobs, long bytes, long findings) {
    /** Whether nothing is wrong. */
    public boolean isClean() {
        return findings == 0;
    }
}
