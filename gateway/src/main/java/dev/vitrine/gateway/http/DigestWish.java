package dev.vitrine.gateway.http;

import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.http.HttpFields;

/**
 * Which digests a client wants, by {@code Want-Repr-Digest} or {@code Want-Content-Digest} (RFC 9530, 4): algorithms, each with a weight
 * from 1 to 10, or 0 for what is not acceptable. Immutable.
 */
public final class DigestWish {
    public static final String REPRESENTATION = "Want-Repr-Digest";
    public static final String CONTENT = "Want-Content-Digest";

    private static final int MAX_WEIGHT = 10;
    private static final int UNSAID = -1;

    private final Map<DigestAlgorithm, Integer> weights = new EnumMap<>(DigestAlgorithm.class);

    private DigestWish() {}

    /**
     * The wish in a field; empty when the field is not there or is no dictionary (RFC 8941, 3.2). Algorithms that nobody here knows, and
     * weights that are none, are passed by.
     */
    public static Optional<DigestWish> of(HttpFields request, String field) {
        if (!request.contains(field)) {
            return Optional.empty();
        }
        DigestWish wish = new DigestWish();
        String[] members = String.join(",", request.getValuesList(field)).split(",", -1);
        return Arrays.stream(members).allMatch(wish::add) ? Optional.of(wish) : Optional.empty();
    }

    /** Takes in {@code KEY=WEIGHT}, with or without parameters; says whether it is a member at all. The last one of a key counts. */
    private boolean add(String text) {
        int end = text.indexOf(';');
        String member = (end < 0 ? text : text.substring(0, end)).strip();
        int equals = member.indexOf('=');
        String key = equals < 0 ? member : member.substring(0, equals);
        if (!isKey(key)) {
            return false;
        }
        for (DigestAlgorithm algorithm : DigestAlgorithm.values()) {
            if (algorithm.key().equals(key)) {
                weigh(algorithm, equals < 0 ? "" : member.substring(equals + 1));
            }
        }
        return true;
    }

    /** RFC 8941, 3.1.2. */
    private static boolean isKey(String text) {
        return !text.isEmpty()
                && (isLower(text.charAt(0)) || text.charAt(0) == '*')
                && text.chars().allMatch(c -> isLower(c) || (c >= '0' && c <= '9') || "_-.*".indexOf(c) >= 0);
    }

    private static boolean isLower(int c) {
        return c >= 'a' && c <= 'z';
    }

    private void weigh(DigestAlgorithm algorithm, String weight) {
        weights.remove(algorithm);
        boolean isNumber =
                !weight.isEmpty() && weight.length() <= 2 && weight.chars().allMatch(c -> c >= '0' && c <= '9');
        if (isNumber && Integer.parseInt(weight) <= MAX_WEIGHT) {
            weights.put(algorithm, Integer.parseInt(weight));
        }
    }

    /** The algorithms that are wanted, the most wanted first. */
    public List<DigestAlgorithm> wanted() {
        return Arrays.stream(DigestAlgorithm.values())
                .filter(algorithm -> weight(algorithm) > 0)
                .sorted(Comparator.comparingInt(algorithm -> -weight(algorithm)))
                .toList();
    }

    /** Whether the client can do with that algorithm. */
    public boolean accepts(DigestAlgorithm algorithm) {
        return weight(algorithm) != 0;
    }

    private int weight(DigestAlgorithm algorithm) {
        return weights.getOrDefault(algorithm, UNSAID);
    }
}
