package dev.vitrine.castore.model;

/**
 * A reference to a directory.
 *
 * @param digest of the directory's canonical encoding
 * @param size how many nodes lie below it, as {@link Directory#size()} counts them; unsigned, and not to be trusted before the
 *     directory was fetched
 */
public record DirectoryNode(Digest digest, long size) implements Node {}
