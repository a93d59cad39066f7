package dev.vitrine.gateway.access;

import dev.vitrine.castore.model.CastoreException.Invalid;
import dev.vitrine.castore.model.PathComponent;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Who may read which root, as an operator says it: {@code ROOT=WHO,WHO}. ROOT is the name of a root, {@code .castore} for addresses by
 * content, or {@code *} for every root that has no rule of its own. WHO is a name of the credentials file, {@code authenticated} for all
 * of them, or {@code anyone}. Where there are rules, what none of them names may be read by nobody. Immutable.
 */
public final class Rules {
    /** None: everything may be read by all who may read anything. */
    public static final Rules NONE = new Rules(Map.of());

    static final String ANYONE = "anyone";
    static final String AUTHENTICATED = "authenticated";

    private static final String OTHERS = "*";
    private static final PathComponent CASTORE = component(".castore");
    private static final Pattern WHO = Pattern.compile("[^,=:\\s]+(,[^,=:\\s]+)*");

    private final Map<String, Set<String>> readers;

    private Rules(Map<String, Set<String>> readers) {
        this.readers = Map.copyOf(readers);
    }

    /**
     * The same with one rule more.
     *
     * @throws IllegalArgumentException with a sentence for a person, if it has another form or its root has a rule
     */
    public Rules with(String rule) {
        int equals = rule.lastIndexOf('=');
        if (equals <= 0 || !WHO.matcher(rule.substring(equals + 1)).matches()) {
            throw new IllegalArgumentException(
                    "a rule is ROOT=WHO or ROOT=WHO,WHO, like museum=anyone or *=alice,bob, not '" + rule + "'");
        }
        String root = rule.substring(0, equals);
        Map<String, Set<String>> more = new HashMap<>(readers);
        if (more.put(root, Set.of(rule.substring(equals + 1).split(","))) != null) {
            throw new IllegalArgumentException("there is more than one rule for '" + root + "'");
        }
        return new Rules(more);
    }

    boolean isEmpty() {
        return readers.isEmpty();
    }

    /** Whether some rule is for people who must be known. */
    boolean needCredentials() {
        return readers.values().stream().flatMap(Set::stream).anyMatch(who -> !who.equals(ANYONE));
    }

    /** Whether a root of that name, there or not, may be read. */
    boolean admit(Principal principal, PathComponent root) {
        return root.equals(CASTORE) ? admitByContent(principal) : admit(principal, ofRoot(root));
    }

    /** Whether any root may be read. */
    boolean admitSomewhere(Principal principal) {
        return readers.values().stream().anyMatch(who -> admit(principal, who));
    }

    private Set<String> ofRoot(PathComponent root) {
        Set<String> own = readers.get(root.toString());
        return own != null ? own : readers.getOrDefault(OTHERS, Set.of());
    }

    /** Unless a rule says otherwise: whoever may read all roots, since an address by content may lead into each. */
    private boolean admitByContent(Principal principal) {
        Set<String> own = readers.get(CASTORE.toString());
        return own != null
                ? admit(principal, own)
                : readers.containsKey(OTHERS) && readers.values().stream().allMatch(who -> admit(principal, who));
    }

    private static boolean admit(Principal principal, Set<String> who) {
        return who.contains(ANYONE)
                || switch (principal) {
                    case Principal.Anonymous nobody -> false;
                    case Principal.Known known -> who.contains(AUTHENTICATED) || who.contains(known.name());
                };
    }

    private static PathComponent component(String name) {
        try {
            return PathComponent.of(name);
        } catch (Invalid e) {
            throw new IllegalStateException(e);
        }
    }
}
