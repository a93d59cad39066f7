package dev.vitrine.castore.model;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.vitrine.castore.model.CastoreException.Invalid;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A path below the top of the view: zero or more names. It is always relative, and never holds {@code .}, {@code ..} or an empty
 * name. Immutable.
 *
 * @param components from the top down; the first is a root name
 */
public record CastorePath(List<PathComponent> components) {
    /** The path of no names: the top itself. */
    public static final CastorePath TOP = new CastorePath(List.of());

    public CastorePath {
        components = List.copyOf(components);
    }

    /**
     * Reads names separated by single slashes, as bytes. The empty array is the top; {@link Violation#PATH} for a slash that does not
     * stand between two names, and for a name what {@link PathComponent#of(byte[])} says of it.
     */
    public static CastorePath parse(byte[] bytes) throws Invalid {
        if (bytes.length == 0) {
            return TOP;
        }
        List<PathComponent> components = new ArrayList<>();
        for (String name : new String(bytes, ISO_8859_1).split("/", -1)) {
            if (name.isEmpty()) {
                throw new Invalid(
                        Violation.PATH,
                        "a path has single slashes, and only between its names: '" + Escaped.excerpt(bytes) + "'");
            }
            components.add(PathComponent.of(name.getBytes(ISO_8859_1)));
        }
        return new CastorePath(components);
    }

    /** Reads the UTF-8 form of this text. */
    public static CastorePath parse(String text) throws Invalid {
        return parse(text.getBytes(UTF_8));
    }

    /** This path, and then the name. */
    public CastorePath resolve(PathComponent name) {
        List<PathComponent> longer = new ArrayList<>(components);
        longer.add(name);
        return new CastorePath(longer);
    }

    /** The path without its last name; empty for the top. */
    public Optional<CastorePath> parent() {
        return isTop() ? Optional.empty() : Optional.of(new CastorePath(components.subList(0, components.size() - 1)));
    }

    /** The last name; empty for the top. */
    public Optional<PathComponent> name() {
        return isTop() ? Optional.empty() : Optional.of(components.getLast());
    }

    /** The names with slashes between them, as {@link #parse(byte[])} reads them. */
    public byte[] toByteArray() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (PathComponent name : components) {
            if (out.size() > 0) {
                out.write('/');
            }
            out.writeBytes(name.toByteArray());
        }
        return out.toByteArray();
    }

    public boolean isTop() {
        return components.isEmpty();
    }

    /** The path for a person, each name {@linkplain Escaped escaped}. */
    @Override
    public String toString() {
        return components.stream().map(PathComponent::toString).collect(Collectors.joining("/"));
    }
}
