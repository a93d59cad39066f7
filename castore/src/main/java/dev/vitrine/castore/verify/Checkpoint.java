package dev.vitrine.castore.verify;

import dev.vitrine.castore.model.Digest;

/**
 * How far a verification has come among the blobs, in the order of their digests.
 *
 * @param last all blobs up to this one were read
 * @param blobs that were read to their end up to there, by this verification and those that it has resumed
 * @param bytes in those blobs
 * @param findings about those and other blobs up to there
 */
public record Checkpoint(Digest last, long blobs, long bytes, long findings) {}
