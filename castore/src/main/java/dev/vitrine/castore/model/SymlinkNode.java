package dev.vitrine.castore.model;

/** A symlink, which is its target and nothing more. */
public record SymlinkNode(SymlinkTarget target) implements Node {}
