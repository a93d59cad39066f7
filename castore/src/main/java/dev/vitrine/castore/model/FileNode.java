package dev.vitrine.castore.model;

/**
 * A regular file.
 *
 * @param digest of the blob that is its contents
 * @param size of the blob in bytes; unsigned, and not to be trusted before the blob was opened
 * @param executable whether its owner may execute it
 */
public record FileNode(Digest digest, long size, boolean executable) implements Node {}
