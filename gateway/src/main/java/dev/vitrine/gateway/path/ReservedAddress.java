package dev.vitrine.gateway.path;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.vitrine.castore.model.CastoreException.Invalid;
import dev.vitrine.castore.model.CastoreException.NotFound;
import dev.vitrine.castore.model.CastorePath;
import dev.vitrine.castore.model.Digest;
import dev.vitrine.castore.model.PathComponent;
import java.util.List;

/**
 * How reserved addresses are spelled. A digest stands there as 43 characters of base64url, so that each content has one address in every
 * cache; the 64 hexadecimal digits that b3sum prints are an alias. The text form {@code b3:} is none: its base64 has slashes.
 */
final class ReservedAddress {
    static final String BLOB = "blob";
    static final String DIRECTORY = "directory";
    static final String STATIC = "static";

    /** How many names an address has up to its digest, inclusive. */
    static final int DIGEST_DEPTH = 3;

    private static final int BASE64URL_LENGTH = 43;
    private static final int HEX_LENGTH = 64;

    private ReservedAddress() {}

    static boolean is(RequestPath path) {
        return !path.path().isTop() && path.path().components().getFirst().equals(Address.RESERVED);
    }

    static Address of(RequestPath path) throws NotFound {
        List<PathComponent> names = path.path().components();
        if (names.size() < DIGEST_DEPTH) {
            throw nothing();
        }
        PathComponent third = names.get(2);
        CastorePath below = new CastorePath(names.subList(DIGEST_DEPTH, names.size()));
        return switch (text(names.get(1))) {
            case BLOB -> blob(third, below, path);
            case DIRECTORY -> directory(third, below, path);
            case STATIC -> file(third, below, path);
            default -> throw nothing();
        };
    }

    private static Address blob(PathComponent spelled, CastorePath below, RequestPath path) throws NotFound {
        if (path.slash() || below.components().size() > 1) {
            throw nothing();
        }
        Digest digest = digest(spelled);
        return isCanonical(spelled) ? new Address.Blob(digest, below) : alias(digest, below, path);
    }

    private static Address directory(PathComponent spelled, CastorePath below, RequestPath path) throws NotFound {
        Digest digest = digest(spelled);
        return isCanonical(spelled) ? new Address.Directory(digest, below) : alias(digest, below, path);
    }

    private static Address file(PathComponent name, CastorePath below, RequestPath path) throws NotFound {
        if (path.slash() || !below.isTop()) {
            throw nothing();
        }
        return new Address.StaticFile(name);
    }

    private static boolean isCanonical(PathComponent spelled) {
        return spelled.length() == BASE64URL_LENGTH;
    }

    private static Digest digest(PathComponent spelled) throws NotFound {
        if (!isCanonical(spelled) && spelled.length() != HEX_LENGTH) {
            throw nothing();
        }
        try {
            return Digest.parse(text(spelled));
        } catch (Invalid e) {
            throw nothing();
        }
    }

    private static Address alias(Digest digest, CastorePath below, RequestPath path) {
        int levels = below.components().size() + (path.slash() ? 1 : 0);
        StringBuilder reference = new StringBuilder(Href.up(levels)).append(digest.base64Url());
        below.components().forEach(name -> reference.append('/').append(Href.of(name)));
        return new Address.Alias(reference.append(path.slash() ? "/" : "").toString());
    }

    static String reference(String kind, String rest) {
        return Address.RESERVED + "/" + kind + "/" + rest;
    }

    /** A name that is written in this program. */
    static PathComponent name(String text) {
        try {
            return PathComponent.of(text);
        } catch (Invalid e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static String text(PathComponent name) {
        return new String(name.toByteArray(), ISO_8859_1);
    }

    private static NotFound nothing() {
        return new NotFound("nothing is at that reserved address");
    }
}
