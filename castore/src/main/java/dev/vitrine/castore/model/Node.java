package dev.vitrine.castore.model;

/** What a name in a directory, or a root name, stands for. A node has no name of its own. Immutable. */
public sealed interface Node permits DirectoryNode, FileNode, SymlinkNode {}
