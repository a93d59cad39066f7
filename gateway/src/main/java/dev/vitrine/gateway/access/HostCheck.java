package dev.vitrine.gateway.access;

import dev.vitrine.gateway.http.ErrorAnswer;
import dev.vitrine.gateway.http.Exchange;
import dev.vitrine.gateway.http.HttpStatus;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Answers only to the gateway's own names. A browser lets the page of any site read what is at that site's name, and whoever owns the
 * name can let it point to this machine (DNS rebinding); but it says the name in the Host field. Names and addresses of the machine itself
 * always pass, with any port; so does a request without a host, which no browser sends. Thread-safe.
 */
final class HostCheck extends Handler.Wrapper {
    private static final Pattern LOOPBACK =
            Pattern.compile("(?:[^.]+\\.)*localhost\\.?|127(?:\\.(?:25[0-5]|2[0-4][0-9]|1?[0-9]{1,2})){3}|\\[::1]|::1");

    private final Set<String> names;

    HostCheck(Handler next, Set<String> names) {
        super(next);
        this.names = names.stream().map(name -> name.toLowerCase(Locale.ROOT)).collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        String host = request.getHttpURI().getHost();
        if (host == null || isOurs(host)) {
            return super.handle(request, response, callback);
        }
        ErrorAnswer.send(HttpStatus.MISDIRECTED, Exchange.of(request, response), callback);
        return true;
    }

    private boolean isOurs(String host) {
        if (names.contains(host)) {
            return true;
        }
        String name = host.toLowerCase(Locale.ROOT);
        return names.contains(name) || LOOPBACK.matcher(name).matches();
    }
}
