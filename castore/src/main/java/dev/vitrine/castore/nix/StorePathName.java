package dev.vitrine.castore.nix;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.vitrine.castore.model.CastoreException.Invalid;
import dev.vitrine.castore.model.PathComponent;
import java.util.Optional;

/**
 * The name of a store path, like {@code 00bgd045z0d4icpbc2yyz4gx48ak44la-net-tools-1.60_p20170221182432}: the text of a hash, a dash, and 1
 * to 211 of the characters {@code 0-9 a-z A-Z + - _ ? = .}. Immutable.
 */
public final class StorePathName implements Comparable<StorePathName> {
    /** The longest name behind hash and dash. */
    public static final int MAX_NAME_LENGTH = 211;

    private static final int PREFIX = OutputHash.TEXT_LENGTH + 1;
    private static final String OTHERS = "+-_?=.";

    private final OutputHash hash;
    private final String name;

    private StorePathName(OutputHash hash, String name) {
        this.hash = hash;
        this.name = name;
    }

    /** The store path name that is this text; empty where it is none, which is no error: most names are none. */
    public static Optional<StorePathName> parse(String text) {
        if (text.length() <= PREFIX || text.charAt(PREFIX - 1) != '-') {
            return Optional.empty();
        }
        return Nixbase32.decode(text.substring(0, PREFIX - 1))
                .flatMap(bytes -> of(new OutputHash(Octets.of(bytes)), text.substring(PREFIX)));
    }

    /** The store path name that is this root name; empty where it is none. */
    public static Optional<StorePathName> of(PathComponent rootName) {
        return parse(new String(rootName.toByteArray(), ISO_8859_1));
    }

    /** The store path name of these two parts; empty where the second is none. */
    public static Optional<StorePathName> of(OutputHash hash, String name) {
        boolean isName = !name.isEmpty()
                && name.length() <= MAX_NAME_LENGTH
                && name.chars().allMatch(StorePathName::isAllowed);
        return isName ? Optional.of(new StorePathName(hash, name)) : Optional.empty();
    }

    private static boolean isAllowed(int c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || OTHERS.indexOf(c) >= 0;
    }

    /** What it begins with. */
    public OutputHash hash() {
        return hash;
    }

    /** What comes behind hash and dash. */
    public String name() {
        return name;
    }

    /** The root that has this name. */
    public PathComponent rootName() {
        try {
            return PathComponent.of(toString());
        } catch (Invalid e) {
            throw new IllegalStateException("at most 244 harmless characters are a name", e);
        }
    }

    /** In the order of their text, which is that of the hashes read as little-endian numbers. */
    @Override
    public int compareTo(StorePathName other) {
        return toString().compareTo(other.toString());
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof StorePathName other && hash.equals(other.hash) && name.equals(other.name);
    }

    @Override
    public int hashCode() {
        return hash.hashCode();
    }

    @Override
    public String toString() {
        return hash + "-" + name;
    }
}
