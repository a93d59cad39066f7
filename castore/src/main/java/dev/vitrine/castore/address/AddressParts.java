package dev.vitrine.castore.address;

import dev.vitrine.castore.model.CastoreException.Invalid;
import dev.vitrine.castore.model.Escaped;
import dev.vitrine.castore.model.Violation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An address of the form of RFC 3986, taken apart but not yet understood. It has no fragment, no parameter twice and no malformed escape.
 *
 * @param text all of it
 * @param authority what stands between two slashes and the path, as it stands there; empty if nothing does
 * @param path from its slash on, as it stands there, or empty
 * @param parameters decoded, in their order
 */
record AddressParts(String text, String scheme, String authority, String path, Map<String, String> parameters) {
    /** Appendix B of RFC 3986, with a scheme and two slashes. */
    private static final Pattern FORM = Pattern.compile(
            "(?<scheme>[A-Za-z][A-Za-z0-9+.-]*)://(?<authority>[^/?#]*)(?<path>[^?#]*)(\\?(?<query>[^#]*))?(?<fragment>#.*)?",
            Pattern.DOTALL);

    private static final Pattern ILLEGAL = Pattern.compile("[\\p{Cntrl} \"<>\\\\^`{|}]");

    static AddressParts of(String text) throws Invalid {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw refused(text, "it needs '://' behind its scheme");
        }
        check(text, form);
        Optional<String> query = Optional.ofNullable(form.group("query"));
        return new AddressParts(
                text,
                form.group("scheme"),
                form.group("authority"),
                form.group("path"),
                query.isEmpty() ? Map.of() : parameters(text, query.get()));
    }

    private static void check(String text, Matcher form) throws Invalid {
        if (form.group("fragment") != null) {
            throw refused(text, "a fragment " + quoted(form.group("fragment")) + " means nothing here");
        }
        Matcher illegal = ILLEGAL.matcher(text);
        if (illegal.find()) {
            throw refused(text, quoted(illegal.group()) + " cannot stand in it unless it is percent-encoded");
        }
        Optional<String> malformed = Percent.malformed(text);
        if (malformed.isPresent()) {
            throw refused(
                    text, quoted(malformed.get()) + " is no escape: a percent sign and two hexadecimal digits are");
        }
    }

    private static Map<String, String> parameters(String text, String query) throws Invalid {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String parameter : query.split("&", -1)) {
            int equals = parameter.indexOf('=');
            String name = decode(text, equals < 0 ? parameter : parameter.substring(0, equals));
            String value = decode(text, equals < 0 ? "" : parameter.substring(equals + 1));
            if (parameters.putIfAbsent(name, value) != null) {
                throw refused(text, "the parameter " + quoted(name) + " stands there twice");
            }
        }
        return parameters;
    }

    private static String decode(String text, String part) throws Invalid {
        Optional<String> decoded = Percent.decode(part);
        if (decoded.isEmpty()) {
            throw refused(text, quoted(part) + " stands for bytes that are not UTF-8");
        }
        return decoded.get();
    }

    /** The path without its escapes. */
    String decodedPath() throws Invalid {
        return decode(text, path);
    }

    void refuseHost() throws Invalid {
        if (!authority.isEmpty()) {
            throw refused("no host may stand in it, as " + quoted(authority) + " does");
        }
    }

    void refusePath() throws Invalid {
        if (!path.isEmpty()) {
            throw refused("no path may stand in it, as " + quoted(path) + " does");
        }
    }

    /** Refuses parameters of other names than these. */
    void takeOnly(String... names) throws Invalid {
        for (String name : parameters.keySet()) {
            if (!List.of(names).contains(name)) {
                throw refused("the parameter " + quoted(name) + " is not known"
                        + (names.length == 0
                                ? "; none is"
                                : "; " + String.join(" and ", names) + (names.length == 1 ? " is" : " are")));
            }
        }
    }

    Invalid refused(String why) {
        return refused(text, why);
    }

    static Invalid refused(String text, String why) {
        return new Invalid(Violation.ADDRESS, "the address " + quoted(text) + " is of no use: " + why);
    }

    /** A part of the address, for a sentence. */
    static String quoted(String part) {
        return "'" + Escaped.excerpt(part) + "'";
    }
}
