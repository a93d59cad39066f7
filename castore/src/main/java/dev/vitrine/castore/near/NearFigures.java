package dev.vitrine.castore.near;

/**
 * What a near store holds, and how often it helped.
 *
 * @param found how many blobs were opened that were here
 * @param fetched how many had to be fetched when they were opened
 * @param fetchedAhead how many were fetched before anybody opened them
 * @param evictedBytes how many bytes went to keep within the bounds
 * @param bytes how many are kept, of blobs and directories, about; 0 until they were counted
 */
public record NearFigures(long found, long fetched, long fetchedAhead, long evictedBytes, long bytes) {}
