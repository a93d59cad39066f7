package dev.vitrine.gateway.access;

import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;

/**
 * An answer that depends on who asked. Whoever writes it says how long a copy of it is good; this adds that the copy is nobody else's:
 * what someone needed credentials for is private (RFC 9111, 5.2.2.7), and everything varies with them.
 */
final class PersonalResponse extends Response.Wrapper {
    private final HttpFields.Mutable headers;

    PersonalResponse(Request request, Response wrapped, Principal principal) {
        super(request, wrapped);
        headers = new Headers(wrapped.getHeaders(), principal instanceof Principal.Known);
    }

    @Override
    public HttpFields.Mutable getHeaders() {
        return headers;
    }

    private static final class Headers extends HttpFields.Mutable.Wrapper {
        private static final HttpField VARY = new HttpField(HttpHeader.VARY, "Authorization");

        private final boolean isPrivate;

        private Headers(HttpFields.Mutable fields, boolean isPrivate) {
            super(fields);
            this.isPrivate = isPrivate;
        }

        @Override
        public HttpField onAddField(HttpField field) {
            return field.getHeader() == HttpHeader.VARY && getWrapped().contains(HttpHeader.VARY, "Authorization")
                    ? field
                    : personal(field);
        }

        @Override
        public HttpField onReplaceField(HttpField old, HttpField field) {
            return personal(field);
        }

        private HttpField personal(HttpField field) {
            if (field.getHeader() == HttpHeader.CACHE_CONTROL) {
                getWrapped().ensureField(VARY);
                return isPrivate ? new HttpField(HttpHeader.CACHE_CONTROL, ofOne(field.getValue())) : field;
            }
            return field.getHeader() == HttpHeader.VARY && !field.contains("Authorization")
                    ? new HttpField(HttpHeader.VARY, field.getValue() + ", Authorization")
                    : field;
        }

        private static String ofOne(String control) {
            Stream<String> others = Arrays.stream(control.split(","))
                    .map(String::strip)
                    .filter(directive -> !directive.equals("public") && !directive.equals("private"));
            return Stream.concat(Stream.of("private"), others).collect(Collectors.joining(", "));
        }
    }
}
