package dev.vitrine.gateway;

import dev.vitrine.gateway.http.ErrorAnswer;
import dev.vitrine.gateway.http.Exchange;
import dev.vitrine.gateway.http.HttpStatus;
import java.io.IOException;
import java.util.Set;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;

/** What the gateway says of methods: which there are, and why not the others. The same for every path, so that the store is not asked. */
final class Methods {
    private static final HttpField ALLOW = new HttpField(HttpHeader.ALLOW, "OPTIONS, GET, HEAD, PROPFIND");

    /** Class 1 alone: with 2, clients would try to lock and write. */
    private static final HttpField DAV = new HttpField("DAV", "1");

    /** Without it Windows does not take this for WebDAV. */
    private static final HttpField AUTHOR_VIA = new HttpField("MS-Author-Via", "DAV");

    /** The other methods that IANA has registered (the HTTP Method Registry), and those of clients that are older than it. */
    private static final Set<String> KNOWN = Set.of(
            "ACL",
            "BASELINE-CONTROL",
            "BCOPY",
            "BDELETE",
            "BIND",
            "BMOVE",
            "BPROPFIND",
            "BPROPPATCH",
            "CHECKIN",
            "CHECKOUT",
            "CONNECT",
            "COPY",
            "DELETE",
            "LABEL",
            "LINK",
            "LOCK",
            "MERGE",
            "MKACTIVITY",
            "MKCALENDAR",
            "MKCOL",
            "MKREDIRECTREF",
            "MKWORKSPACE",
            "MOVE",
            "NOTIFY",
            "ORDERPATCH",
            "PATCH",
            "POLL",
            "POST",
            "PUT",
            "QUERY",
            "REBIND",
            "REPORT",
            "SEARCH",
            "SUBSCRIBE",
            "TRACE",
            "UNBIND",
            "UNCHECKOUT",
            "UNLINK",
            "UNLOCK",
            "UNSUBSCRIBE",
            "UPDATE",
            "UPDATEREDIRECTREF",
            "VERSION-CONTROL");

    private Methods() {}

    /** Answers OPTIONS. */
    static void options(Exchange exchange) {
        exchange.status(200);
        exchange.header().put(ALLOW);
        exchange.header().put(DAV);
        exchange.header().put(AUTHOR_VIA);
        exchange.header().put(HttpHeader.CONTENT_LENGTH, 0);
    }

    /** Answers a method that is none of those allowed. */
    static void refuse(Exchange exchange) throws IOException {
        ErrorAnswer.send(status(exchange.request().getMethod(), exchange), exchange);
    }

    private static HttpStatus status(String method, Exchange exchange) {
        // Windows sets attributes after it has read a file, and takes 403 better than 405 (RFC 4918, 9.2.1).
        if (method.equals("PROPPATCH")) {
            return HttpStatus.FORBIDDEN;
        }
        if (!KNOWN.contains(method)) {
            return HttpStatus.NOT_IMPLEMENTED;
        }
        exchange.header().put(ALLOW);
        return HttpStatus.METHOD_NOT_ALLOWED;
    }
}
