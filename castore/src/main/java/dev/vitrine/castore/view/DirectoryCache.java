package dev.vitrine.castore.view;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Scheduler;
import com.github.benmanes.caffeine.cache.stats.CacheStats;
import dev.vitrine.castore.directory.DirectoryService;
import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.CastoreException.Corrupt;
import dev.vitrine.castore.model.Digest;
import dev.vitrine.castore.model.Directory;
import dev.vitrine.castore.model.DirectoryNode;
import java.time.Duration;
import java.util.Optional;

/**
 * Directories by digest, weighed in bytes. A directory never changes, so one that is in use never expires; what nobody has asked for in
 * a while goes, so that one walk through everything does not fill the memory of a server for ever. Two threads that miss at once may both
 * ask the service: that costs a read and needs no lock.
 */
final class DirectoryCache {
    private static final Duration IDLE = Duration.ofSeconds(30);

    private final DirectoryService directories;
    private final Cache<Digest, Directory> cache;

    DirectoryCache(DirectoryService directories, long bytes) {
        this.directories = directories;
        this.cache = Caffeine.newBuilder()
                .maximumWeight(bytes)
                .expireAfterAccess(IDLE)
                .scheduler(Scheduler.systemScheduler())
                .recordStats()
                .executor(Runnable::run)
                .weigher((Digest digest, Directory directory) ->
                        Math.toIntExact(Math.min(directory.weight(), Integer.MAX_VALUE)))
                .build();
    }

    /** What it holds and how often it helped. */
    CacheFigures figures() {
        CacheStats stats = cache.stats();
        long weight = cache.policy()
                .eviction()
                .map(eviction -> eviction.weightedSize().orElse(0))
                .orElse(0L);
        return new CacheFigures(stats.hitCount(), stats.missCount(), weight);
    }

    /** The directory of a node, whose size was compared. */
    Directory get(DirectoryNode node) throws CastoreException {
        Directory directory = find(node.digest())
                .orElseThrow(() -> new Corrupt("directory " + node.digest() + " is referred to but not there"));
        if (directory.size() != node.size()) {
            throw new Corrupt("directory " + node.digest() + " has " + Long.toUnsignedString(directory.size())
                    + " nodes below it where its node says " + Long.toUnsignedString(node.size()));
        }
        return directory;
    }

    /** The directory of that digest; empty when the service has none. */
    Optional<Directory> find(Digest digest) throws CastoreException {
        Directory cached = cache.getIfPresent(digest);
        if (cached != null) {
            return Optional.of(cached);
        }
        Optional<Directory> fetched = directories.get(digest);
        fetched.ifPresent(directory -> cache.put(digest, directory));
        return fetched;
    }
}
