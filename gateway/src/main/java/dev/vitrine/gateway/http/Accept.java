package dev.vitrine.gateway.http;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;

/**
 * Which of several media types a client would rather have (RFC 9110, 12.5.1). For each type the most specific range that covers it counts.
 * Parameters other than {@code q} are ignored, and so is a range without a valid {@code q}.
 */
public final class Accept {
    private static final Pattern RANGE = Pattern.compile("([^/;\\s]+)/([^/;\\s]+)\\s*(;.*)?");
    private static final Pattern QUALITY = Pattern.compile(";\\s*q=([^;\\s]*)", Pattern.CASE_INSENSITIVE);
    private static final Pattern QVALUE = Pattern.compile("0(\\.[0-9]{0,3})?|1(\\.0{0,3})?");
    private static final String ANY = "*";

    private Accept() {}

    /**
     * The type that is wanted most: of the highest quality; of several, one that is named more exactly; of several, the first. Without a
     * field, or when none of them is acceptable, the first.
     *
     * @param offered in the order in which the server would rather send them, without parameters, in lower case
     */
    public static String best(HttpFields request, List<String> offered) {
        List<Range> ranges = request.getCSV(HttpHeader.ACCEPT, true).stream()
                .map(Accept::range)
                .flatMap(Optional::stream)
                .toList();
        Weight most = Weight.NONE;
        String best = offered.getFirst();
        for (String type : offered) {
            Weight weight = weight(type, ranges);
            if (weight.compareTo(most) > 0) {
                most = weight;
                best = type;
            }
        }
        return best;
    }

    /** How much a type is wanted: the quality, and then how exactly the range names it that says so. */
    private record Weight(double quality, int exactness) implements Comparable<Weight> {
        private static final Weight NONE = new Weight(0, Integer.MAX_VALUE);

        @Override
        public int compareTo(Weight other) {
            int order = Double.compare(quality, other.quality);
            return order != 0 ? order : Integer.compare(exactness, other.exactness);
        }
    }

    private record Range(String type, String subtype, double quality) {
        /** 2 for the very type, 1 for its family, 0 for any; negative if it does not cover the type. */
        private int exactness(String offered) {
            if (offered.equals(type + "/" + subtype)) {
                return 2;
            }
            if (!subtype.equals(ANY)) {
                return -1;
            }
            return type.equals(ANY) ? 0 : offered.startsWith(type + "/") ? 1 : -1;
        }
    }

    private static Weight weight(String type, List<Range> ranges) {
        Weight weight = new Weight(0, -1);
        for (Range range : ranges) {
            int exactness = range.exactness(type);
            if (exactness > weight.exactness()) {
                weight = new Weight(range.quality(), exactness);
            }
        }
        return weight;
    }

    private static Optional<Range> range(String text) {
        Matcher range = RANGE.matcher(text.toLowerCase(Locale.ROOT));
        if (!range.matches()) {
            return Optional.empty();
        }
        Matcher quality = QUALITY.matcher(range.group(3) == null ? "" : range.group(3));
        String q = quality.find() ? quality.group(1) : "1";
        return QVALUE.matcher(q).matches()
                ? Optional.of(new Range(range.group(1), range.group(2), Double.parseDouble(q)))
                : Optional.empty();
    }
}
