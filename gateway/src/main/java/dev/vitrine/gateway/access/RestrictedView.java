package dev.vitrine.gateway.access;

import dev.vitrine.castore.blob.BlobReader;
import dev.vitrine.castore.checksum.Checksums;
import dev.vitrine.castore.checksum.Effort;
import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.CastoreException.NotFound;
import dev.vitrine.castore.model.CastorePath;
import dev.vitrine.castore.model.Digest;
import dev.vitrine.castore.model.PathComponent;
import dev.vitrine.castore.view.CastoreView;
import dev.vitrine.castore.view.Entry;
import dev.vitrine.castore.view.Listing;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The view as one principal may see it: the roots that they may not read are not there, neither by name nor in the listing, and so no
 * symlink leads to them. Everything below a root is as it is. Thread-safe.
 */
record RestrictedView(CastoreView view, Policy policy, Principal principal) implements CastoreView {
    @Override
    public Entry lookup(CastorePath path) throws CastoreException {
        if (!path.isTop() && !policy.admits(principal, path.components().getFirst())) {
            throw new NotFound("nothing is at '" + path + "'");
        }
        return view.lookup(path);
    }

    @Override
    public Optional<Entry> child(Entry.Listable parent, PathComponent name) throws CastoreException {
        return switch (parent) {
            case Entry.Top top -> policy.admits(principal, name) ? view.child(top, name) : Optional.empty();
            case Entry.Directory directory -> view.child(directory, name);
        };
    }

    @Override
    public Listing list(Entry.Listable parent) throws CastoreException {
        return switch (parent) {
            case Entry.Top top -> readable(view.list(top));
            case Entry.Directory directory -> view.list(directory);
        };
    }

    private Listing readable(Listing all) {
        return new Selection(
                all,
                IntStream.range(0, all.count())
                        .filter(position -> policy.admits(principal, all.name(position)))
                        .toArray());
    }

    @Override
    public Optional<Entry.File> blob(Digest digest) throws CastoreException {
        return view.blob(digest);
    }

    @Override
    public Optional<Entry.Directory> directory(Digest digest) throws CastoreException {
        return view.directory(digest);
    }

    @Override
    public Optional<Checksums> checksums(Entry.File file, Effort effort) throws CastoreException {
        return view.checksums(file, effort);
    }

    @Override
    public BlobReader open(Entry.File file) throws CastoreException {
        return view.open(file);
    }

    @Override
    public long rootsRevision() throws CastoreException {
        return view.rootsRevision();
    }

    /** Some of the children of a listing, by their positions in it. */
    @SuppressWarnings("ArrayRecordComponent") // made here and never shown
    private record Selection(Listing all, int[] positions) implements Listing {
        @Override
        public int count() {
            return positions.length;
        }

        @Override
        public PathComponent name(int position) {
            return all.name(positions[position]);
        }

        @Override
        public Entry entry(int position) {
            return all.entry(positions[position]);
        }

        @Override
        public int after(PathComponent name) {
            int found = Arrays.binarySearch(positions, all.after(name));
            return found >= 0 ? found : -found - 1;
        }
    }
}
