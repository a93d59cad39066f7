package dev.vitrine.fusefs.kernel;

import dev.vitrine.castore.blob.BlobReader;
import dev.vitrine.castore.checksum.Checksums;
import dev.vitrine.castore.checksum.Effort;
import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.CastorePath;
import dev.vitrine.castore.model.Digest;
import dev.vitrine.castore.model.PathComponent;
import dev.vitrine.castore.view.CastoreView;
import dev.vitrine.castore.view.Entry;
import dev.vitrine.castore.view.Listing;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** A view that counts what it is asked, and can be held: then everybody who asks it waits. */
final class WatchedView implements CastoreView {
    private final CastoreView view;
    private final AtomicInteger calls = new AtomicInteger();
    private volatile CountDownLatch held = new CountDownLatch(0);

    WatchedView(CastoreView view) {
        this.view = view;
    }

    /** How often it was asked anything. */
    int calls() {
        return calls.get();
    }

    void hold() {
        held = new CountDownLatch(1);
    }

    void letGo() {
        held.countDown();
    }

    private CastoreView watched() throws CastoreException {
        calls.incrementAndGet();
        try {
            held.await();
            return view;
        } catch (InterruptedException e) {
            throw CastoreException.Unavailable.because("interrupted", e);
        }
    }

    @Override
    public Entry lookup(CastorePath path) throws CastoreException {
        return watched().lookup(path);
    }

    @Override
    public Optional<Entry> child(Entry.Listable parent, PathComponent name) throws CastoreException {
        return watched().child(parent, name);
    }

    @Override
    public Listing list(Entry.Listable parent) throws CastoreException {
        return watched().list(parent);
    }

    @Override
    public Optional<Entry.File> blob(Digest digest) throws CastoreException {
        return watched().blob(digest);
    }

    @Override
    public Optional<Entry.Directory> directory(Digest digest) throws CastoreException {
        return watched().directory(digest);
    }

    @Override
    public BlobReader open(Entry.File file) throws CastoreException {
        return watched().open(file);
    }

    @Override
    public Optional<Checksums> checksums(Entry.File file, Effort effort) throws CastoreException {
        return watched().checksums(file, effort);
    }

    @Override
    public long rootsRevision() throws CastoreException {
        return watched().rootsRevision();
    }
}
