package dev.vitrine.gateway.file;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.view.CastoreView;
import dev.vitrine.gateway.http.DigestWish;
import dev.vitrine.gateway.http.Exchange;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;

/**
 * The files that were asked for lately, by the path of the request: those that can be answered again without waiting for the store, as
 * long as no root changes. Thread-safe.
 */
public final class HotFiles {
    /** About a kilobyte each, most of it the header of the answer. */
    private static final int MAX_FILES = 8192;

    private final Cache<String, Known> files =
            Caffeine.newBuilder().maximumSize(MAX_FILES).executor(Runnable::run).build();
    private final HotBlobs blobs;

    /** What a path led to, at a revision of the roots. */
    private record Known(FileAt file, long revision) {}

    /** The paths of files whose contents are kept there. */
    public HotFiles(HotBlobs blobs) {
        this.blobs = blobs;
    }

    /**
     * The file that a request asks for, if it can be answered at once. Asks the store for nothing but its revision; when that fails, the
     * answer is no, and whoever then asks the store learns why. The caller closes it.
     */
    public Optional<HotFile> find(CastoreView view, Exchange exchange) {
        if (asksForMore(exchange)) {
            return Optional.empty();
        }
        Known known = files.getIfPresent(exchange.rawPath());
        return known != null && known.file().view().equals(view) && isCurrent(known, view)
                ? blobs.get(known.file().file()).map(blob -> new HotFile(known.file(), blob))
                : Optional.empty();
    }

    /** Digests are made while the client waits, and several ranges are put together in a buffer: both are for a thread that may wait. */
    private static boolean asksForMore(Exchange exchange) {
        String range = exchange.asked().get(HttpHeader.RANGE);
        return (range != null && range.indexOf(',') >= 0)
                || exchange.asked().contains(DigestWish.REPRESENTATION)
                || exchange.asked().contains(DigestWish.CONTENT);
    }

    private static boolean isCurrent(Known known, CastoreView view) {
        try {
            return known.revision() == view.rootsRevision();
        } catch (CastoreException e) {
            return false;
        }
    }

    /**
     * Remembers what a path led to.
     *
     * @param revision of the roots, from before the path was followed
     */
    public void keep(FileAt file, long revision, Exchange exchange) {
        files.put(exchange.rawPath(), new Known(file, revision));
    }
}
