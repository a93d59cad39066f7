package dev.vitrine.castore.view;

import dev.vitrine.castore.blob.BlobReader;
import dev.vitrine.castore.checksum.Checksums;
import dev.vitrine.castore.checksum.Effort;
import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.CastoreException.NotADirectory;
import dev.vitrine.castore.model.CastoreException.NotFound;
import dev.vitrine.castore.model.CastorePath;
import dev.vitrine.castore.model.Digest;
import dev.vitrine.castore.model.PathComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A view whose top is a directory of another view. When the root above it changes, so does everything here: the children of this top come,
 * go and change as roots do, and while nothing is at that path there are none.
 */
public final class SubtreeView implements CastoreView {
    private final CastoreView view;
    private final CastorePath path;

    private SubtreeView(CastoreView view, CastorePath path) {
        this.view = view;
        this.path = path;
    }

    /**
     * A view of what lies below a path.
     *
     * @throws NotFound if nothing is there now
     * @throws NotADirectory if something else is there now
     */
    public static SubtreeView of(CastoreView view, CastorePath path) throws CastoreException {
        if (!(view.lookup(path) instanceof Entry.Listable)) {
            throw new NotADirectory("what is at '" + path + "' is no directory");
        }
        return new SubtreeView(view, path);
    }

    /** What is at the path now; empty if that is no directory. */
    private Optional<Entry.Listable> top() throws CastoreException {
        try {
            return view.lookup(path) instanceof Entry.Listable directory ? Optional.of(directory) : Optional.empty();
        } catch (NotFound | NotADirectory e) {
            return Optional.empty();
        }
    }

    @Override
    public Entry lookup(CastorePath below) throws CastoreException {
        if (below.isTop()) {
            return new Entry.Top();
        }
        List<PathComponent> names = new ArrayList<>(path.components());
        names.addAll(below.components());
        return view.lookup(new CastorePath(names));
    }

    @Override
    public Optional<Entry> child(Entry.Listable parent, PathComponent name) throws CastoreException {
        return switch (parent) {
            case Entry.Top none -> {
                Optional<Entry.Listable> top = top();
                yield top.isEmpty() ? Optional.empty() : view.child(top.get(), name);
            }
            case Entry.Directory directory -> view.child(directory, name);
        };
    }

    @Override
    public Listing list(Entry.Listable parent) throws CastoreException {
        return switch (parent) {
            case Entry.Top none ->
                view.list(top().orElseThrow(() -> new NotFound("no directory is at '" + path + "' any more")));
            case Entry.Directory directory -> view.list(directory);
        };
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
    public BlobReader open(Entry.File file) throws CastoreException {
        return view.open(file);
    }

    @Override
    public Optional<Checksums> checksums(Entry.File file, Effort effort) throws CastoreException {
        return view.checksums(file, effort);
    }

    @Override
    public long rootsRevision() throws CastoreException {
        return view.rootsRevision();
    }
}
