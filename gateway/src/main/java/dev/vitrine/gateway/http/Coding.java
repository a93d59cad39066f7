package dev.vitrine.gateway.http;

import java.util.List;
import java.util.Locale;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;

/** How a text of our own is coded for a client (RFC 9110, 8.4 and 12.5.3). */
public enum Coding {
    IDENTITY("identity"),
    GZIP("gzip");

    private static final int UNSAID = -1;
    private static final int LEAST_OF_ONE = 0;
    private static final int ONE = 1000;

    private final String token;

    Coding(String token) {
        this.token = token;
    }

    /** The name in {@code Content-Encoding}. */
    public String token() {
        return token;
    }

    /**
     * The coding that a client likes best: gzip if it takes it, and does not like the plain text better. Who takes neither gets the
     * plain text all the same.
     */
    public static Coding of(HttpFields request) {
        List<String> lists = request.getValuesList(HttpHeader.ACCEPT_ENCODING);
        int any = weight(lists, "*", LEAST_OF_ONE);
        int gzip = Math.max(weight(lists, GZIP.token, any), weight(lists, "x-gzip", UNSAID));
        int identity = weight(lists, IDENTITY.token, UNSAID);
        return gzip > 0 && gzip >= identity ? GZIP : IDENTITY;
    }

    /** The weight of a coding in thousandths; {@code unsaid} where it is not named. */
    private static int weight(List<String> lists, String coding, int unsaid) {
        for (String list : lists) {
            for (String element : list.split(",", -1)) {
                String[] parts = element.strip().split("[ \t]*;[ \t]*", -1);
                if (parts[0].toLowerCase(Locale.ROOT).equals(coding)) {
                    return parts.length == 1 ? ONE : quality(parts[1]);
                }
            }
        }
        return unsaid;
    }

    /** What is no weight (RFC 9110, 12.4.2) counts as 0: better a longer answer than one that cannot be read. */
    private static int quality(String parameter) {
        if (!parameter.matches("[qQ]=(0(\\.[0-9]{0,3})?|1(\\.0{0,3})?)")) {
            return 0;
        }
        return (int) Math.round(Double.parseDouble(parameter.substring(2)) * ONE);
    }
}
