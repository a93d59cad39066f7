package dev.vitrine.castore.grpc.client;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * How a remote store is used.
 *
 * @param deadline how long a call may wait for its answer, and a stream for the next sign of life, before it ends as unavailable; more
 *     than none. What is to become durable may take three times as long
 * @param maxBlob the longest blob that is fetched, in bytes; a longer one is refused as corrupt when that many have come
 * @param temporary where blobs lie that are too long for memory, in files that no other process sees
 * @param byParts whether long blobs are left at a server that can give parts of them, and read as they are asked for, a call for each part;
 *     else they are fetched whole
 * @param trust certificates, in PEM form, of who may vouch for a server behind TLS; who does by default, if empty
 */
public record RemoteStoreOptions(
        Duration deadline, long maxBlob, Path temporary, boolean byParts, Optional<Path> trust) {
    /** 20 seconds, 1 TiB, and Java's directory for temporary files. */
    public static final RemoteStoreOptions DEFAULTS = new RemoteStoreOptions(
            Duration.ofSeconds(20), 1L << 40, Path.of(System.getProperty("java.io.tmpdir")), false, Optional.empty());

    public RemoteStoreOptions {
        if (!deadline.isPositive()) {
            throw new IllegalArgumentException("a deadline is more than no time, not " + deadline);
        }
        if (maxBlob < 0) {
            throw new IllegalArgumentException("no blob has " + maxBlob + " bytes");
        }
    }

    /** These options with another deadline. */
    public RemoteStoreOptions withDeadline(Duration time) {
        return new RemoteStoreOptions(time, maxBlob, temporary, byParts, trust);
    }

    /** These options with another bound for blobs. */
    public RemoteStoreOptions withMaxBlob(long bytes) {
        return new RemoteStoreOptions(deadline, bytes, temporary, byParts, trust);
    }

    /** These options with another directory for long blobs. */
    public RemoteStoreOptions withTemporary(Path directory) {
        return new RemoteStoreOptions(deadline, maxBlob, directory, byParts, trust);
    }

    /** These options with certificates of their own. */
    public RemoteStoreOptions withTrust(Path certificates) {
        return new RemoteStoreOptions(deadline, maxBlob, temporary, byParts, Optional.of(certificates));
    }

    /** These options with long blobs read by parts, or not. */
    public RemoteStoreOptions withParts(boolean parts) {
        return new RemoteStoreOptions(deadline, maxBlob, temporary, parts, trust);
    }

    /** How long it may take until what was sent is durable. */
    Duration writeDeadline() {
        return deadline.multipliedBy(3);
    }
}
