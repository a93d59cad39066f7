package dev.vitrine.fusefs.node;

import dev.vitrine.castore.blob.BlobReader;
import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.CastoreException.Corrupt;
import dev.vitrine.fusefs.kernel.KernelSession;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Files that the kernel reads by itself (FUSE_PASSTHROUGH): those whose blob is one plain file, all of which was verified. All who have a node open at once must have
 * it open in the same way. Thread-safe.
 */
final class Backings {
    private static final Logger log = LoggerFactory.getLogger(Backings.class);
    /** What the system calls take. */
    private static final Charset OF_FILE_NAMES =
            Charset.forName(System.getProperty("sun.jnu.encoding", StandardCharsets.ISO_8859_1.name()));

    private static final int NONE = 0;
    /** Up to this many bytes a blob is verified when it is opened; a longer one is passed through once it was read whole through us. */
    private static final long VERIFIED = 256 << 20;

    /** How a node is open: the number that the kernel gave, or none, and how often. */
    private record Open(int number, int times) {}

    private final KernelSession session;
    private final Map<Long, Open> open = new ConcurrentHashMap<>();
    private volatile boolean refused;

    Backings(KernelSession session) {
        this.session = session;
    }

    /**
     * The number to open the node with; empty if it is to be read through us. A {@link #release} must follow in either case.
     *
     * @throws CastoreException.Unavailable if the blob cannot be read now; then no release must follow
     */
    Optional<Integer> open(long node, BlobReader blob) throws CastoreException {
        if (!refused && !open.containsKey(node) && blob.size() <= VERIFIED) {
            verify(blob);
        }
        Open now = open.compute(
                node,
                (key, before) ->
                        before == null ? new Open(number(blob), 1) : new Open(before.number, before.times + 1));
        return now.number == NONE ? Optional.empty() : Optional.of(now.number);
    }

    /** Nobody would look again at what the kernel reads. What is damaged is read through us, who give what is right of it. */
    private static void verify(BlobReader blob) throws CastoreException {
        try {
            blob.verify();
        } catch (Corrupt e) {
            log.warn("a file is not passed through to the kernel: {}", e.getMessage());
        }
    }

    private int number(BlobReader blob) {
        Path file = blob.backingFile().orElse(null);
        if (file == null || refused) {
            return NONE;
        }
        try {
            return session.openBacking(file.toString().getBytes(OF_FILE_NAMES));
        } catch (KernelSession.Refused e) {
            refused = true;
            log.warn("the kernel does not read blobs by itself: {}", e.getMessage());
        } catch (IOException e) {
            log.debug("a blob is not read by the kernel itself: {}", e.getMessage());
        }
        return NONE;
    }

    /** One who had the node open has closed it. */
    void release(long node) {
        open.computeIfPresent(node, (key, now) -> {
            if (now.times > 1) {
                return new Open(now.number, now.times - 1);
            }
            if (now.number != NONE) {
                session.closeBacking(now.number);
            }
            return null;
        });
    }
}
