package dev.vitrine.gateway.listing;

import dev.vitrine.castore.model.CastoreException.Invalid;
import dev.vitrine.castore.model.PathComponent;
import dev.vitrine.castore.model.Violation;
import dev.vitrine.gateway.path.Href;
import dev.vitrine.gateway.path.RequestPath;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which children of a directory a program asks for.
 *
 * @param after only names that come after this one, whether or not it is there
 * @param limit only so many, {@link #MIN_LIMIT} to {@link #MAX_LIMIT}
 */
record ListingQuery(Optional<PathComponent> after, Optional<Integer> limit) {
    static final int MIN_LIMIT = 1;
    static final int MAX_LIMIT = 1_000_000;

    private static final String AFTER = "after";
    private static final String LIMIT = "limit";
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,7}");
    private static final ListingQuery ALL = new ListingQuery(Optional.empty(), Optional.empty());

    /**
     * Reads the query of a request, as it came. Parameters of other names are none of ours.
     *
     * @param query the empty text if there is none
     * @throws Invalid for a name that can be none, a limit out of bounds, and what stands there twice
     */
    static ListingQuery parse(String query) throws Invalid {
        ListingQuery read = ALL;
        for (String parameter : query.split("&", -1)) {
            int equals = parameter.indexOf('=');
            String value = equals < 0 ? "" : parameter.substring(equals + 1);
            read = switch (equals < 0 ? parameter : parameter.substring(0, equals)) {
                case AFTER -> new ListingQuery(once(AFTER, read.after, name(value)), read.limit);
                case LIMIT -> new ListingQuery(read.after, once(LIMIT, read.limit, limit(value)));
                default -> read;
            };
        }
        return read;
    }

    /** The reference to what comes after a name. */
    static String next(PathComponent last, int limit) {
        return "?" + AFTER + "=" + Href.of(last) + "&" + LIMIT + "=" + limit;
    }

    private static <T> Optional<T> once(String parameter, Optional<T> before, T value) throws Invalid {
        if (before.isPresent()) {
            throw new Invalid(Violation.QUERY, "the parameter '" + parameter + "' stands twice in the query");
        }
        return Optional.of(value);
    }

    /** Libraries write a space as a plus sign, and never a plus sign as itself. */
    private static PathComponent name(String value) throws Invalid {
        return RequestPath.name(value.replace("+", "%20"));
    }

    private static int limit(String value) throws Invalid {
        int limit = NUMBER.matcher(value).matches() ? Integer.parseInt(value) : 0;
        if (limit < MIN_LIMIT || limit > MAX_LIMIT) {
            throw new Invalid(Violation.QUERY, "a limit is a number from " + MIN_LIMIT + " to " + MAX_LIMIT);
        }
        return limit;
    }
}
