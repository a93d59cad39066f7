package dev.vitrine.castore.importer;

/**
 * What an import will read, as counted by a first walk. The tree may change until it is read.
 *
 * @param files regular files; each hard link counts
 * @param directories with the source itself
 * @param symlinks of any target
 * @param bytes in the files; 0 for a listener that does not {@linkplain ImportListener#wantsBytes want} them
 */
public record ImportPlan(long files, long directories, long symlinks, long bytes) {}
