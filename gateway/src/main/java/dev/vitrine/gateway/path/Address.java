package dev.vitrine.gateway.path;

import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.CastoreException.NotFound;
import dev.vitrine.castore.model.CastorePath;
import dev.vitrine.castore.model.Digest;
import dev.vitrine.castore.model.PathComponent;
import dev.vitrine.castore.view.CastoreView;
import java.util.Optional;

/**
 * What the path of a request stands for: a place in the view, by the name of a root or by content, or one of the few things beside it.
 * All but the paths through roots begin with the one name that no root can have.
 */
public sealed interface Address {
    /** The first name of every address that is no path through a root. */
    PathComponent RESERVED = ReservedAddress.name(".castore");

    /** The address that a path is. Nothing is looked up. {@link NotFound} for a reserved path of another form than those below. */
    static Address of(RequestPath path) throws NotFound {
        return ReservedAddress.is(path) ? ReservedAddress.of(path) : new Rooted(path.path());
    }

    /**
     * Where a path leads in the view: the one way from a request to a place, for every method.
     *
     * @throws NotFound if nothing is there, and for an address that is no place in the view
     */
    static Place resolve(RequestPath path, CastoreView view) throws CastoreException {
        if (of(path) instanceof InView address) {
            return address.in(view);
        }
        throw new NotFound("that address is no place in the view");
    }

    /** Where a blob is by content and under a name that tells its type, as a reference from the top. */
    static String ofBlob(Digest digest, PathComponent name) {
        return ReservedAddress.reference(ReservedAddress.BLOB, digest.base64Url() + "/" + Href.of(name));
    }

    /** Where a directory is by content, as a reference from the top. */
    static String ofDirectory(Digest digest) {
        return ReservedAddress.reference(ReservedAddress.DIRECTORY, digest.base64Url() + "/");
    }

    /** Where a static file is, as a reference from the top. */
    static String ofStatic(String name) {
        return ReservedAddress.reference(ReservedAddress.STATIC, name);
    }

    /** A place in the view. */
    sealed interface InView extends Address {
        /**
         * That place. Symlinks are followed, none of them out of what the address begins with.
         *
         * @throws NotFound if nothing is there
         */
        Place in(CastoreView view) throws CastoreException;

        /** The digest that the address begins with; none for a path through a root. With one, what is there never changes. */
        Optional<Digest> content();

        /** The names after the top, or after the digest. */
        CastorePath below();

        /** How many names lie between the top of the server and here. */
        int depth();
    }

    /** A path through a root: {@code /ROOT/PATH}, or the top. */
    record Rooted(CastorePath below) implements InView {
        @Override
        public Place in(CastoreView view) throws CastoreException {
            return Place.topOf(view).to(below.components());
        }

        @Override
        public Optional<Digest> content() {
            return Optional.empty();
        }

        @Override
        public int depth() {
            return below.components().size();
        }
    }

    /** {@code /.castore/blob/DIGEST}, or with a name after it, which says nothing but the type. */
    record Blob(Digest digest, CastorePath below) implements InView {
        @Override
        public Place in(CastoreView view) throws CastoreException {
            return view.blob(digest)
                    .map(file -> Place.of(view, file))
                    .orElseThrow(() -> new NotFound("there is no blob " + digest));
        }

        @Override
        public Optional<Digest> content() {
            return Optional.of(digest);
        }

        @Override
        public int depth() {
            return ReservedAddress.DIGEST_DEPTH + below.components().size();
        }
    }

    /** {@code /.castore/directory/DIGEST/PATH}. */
    record Directory(Digest digest, CastorePath below) implements InView {
        @Override
        public Place in(CastoreView view) throws CastoreException {
            return view.directory(digest)
                    .map(directory -> Place.of(view, directory))
                    .orElseThrow(() -> new NotFound("there is no directory " + digest))
                    .to(below.components());
        }

        @Override
        public Optional<Digest> content() {
            return Optional.of(digest);
        }

        @Override
        public int depth() {
            return ReservedAddress.DIGEST_DEPTH + below.components().size();
        }
    }

    /** {@code /.castore/static/NAME}: a file that pages refer to. */
    record StaticFile(PathComponent name) implements Address {}

    /**
     * An address by content in another spelling than the one that is served.
     *
     * @param reference to that one, relative to this one
     */
    record Alias(String reference) implements Address {}
}
