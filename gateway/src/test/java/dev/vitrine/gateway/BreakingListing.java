package dev.vitrine.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.vitrine.castore.blob.BlobReader;
import dev.vitrine.castore.checksum.Checksums;
import dev.vitrine.castore.checksum.Effort;
import dev.vitrine.castore.model.CastoreException.Invalid;
import dev.vitrine.castore.model.CastoreException.NotFound;
import dev.vitrine.castore.model.CastorePath;
import dev.vitrine.castore.model.Digest;
import dev.vitrine.castore.model.FileNode;
import dev.vitrine.castore.model.PathComponent;
import dev.vitrine.castore.view.CastoreView;
import dev.vitrine.castore.view.Entry;
import dev.vitrine.castore.view.Listing;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A view of nothing but a top with so many children, whose listing fails at one of them.
 *
 * @param asked how many children were asked for so far
 */
record BreakingListing(int count, int breaksAt, AtomicInteger asked) implements CastoreView, Listing {
    /** So that a long listing fits into no buffer. */
    private static final String PADDING = "-".repeat(60);

    BreakingListing(int count, int breaksAt) {
        this(count, breaksAt, new AtomicInteger());
    }

    @Override
    public Entry lookup(CastorePath path) throws NotFound {
        throw new NotFound("nothing is here");
    }

    @Override
    public Optional<Entry> child(Entry.Listable parent, PathComponent name) {
        return Optional.empty();
    }

    @Override
    public Listing list(Entry.Listable parent) {
        return this;
    }

    @Override
    public Optional<Entry.File> blob(Digest digest) {
        return Optional.empty();
    }

    @Override
    public Optional<Entry.Directory> directory(Digest digest) {
        return Optional.empty();
    }

    @Override
    public BlobReader open(Entry.File file) throws NotFound {
        throw new NotFound("nothing is here");
    }

    @Override
    public Optional<Checksums> checksums(Entry.File file, Effort effort) {
        return Optional.empty();
    }

    @Override
    public long rootsRevision() {
        return 0;
    }

    @Override
    public PathComponent name(int position) {
        try {
            return PathComponent.of(("name-" + position + PADDING).getBytes(UTF_8));
        } catch (Invalid e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public Entry entry(int position) {
        asked.incrementAndGet();
        if (position >= breaksAt) {
            throw new IllegalStateException("the listing breaks here");
        }
        return Entry.of(new FileNode(Digest.EMPTY, 0, false));
    }

    @Override
    public int after(PathComponent name) {
        return 0;
    }
}
