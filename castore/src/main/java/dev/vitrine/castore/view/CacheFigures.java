package dev.vitrine.castore.view;

/**
 * What a cache of directories holds and how often it helped.
 *
 * @param hits how many directories were found in it
 * @param misses how many had to be asked of the store
 * @param bytes how many bytes of heap the directories in it take, about
 */
public record CacheFigures(long hits, long misses, long bytes) {}
