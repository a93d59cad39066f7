package dev.vitrine.gateway.access;

import dev.vitrine.castore.model.CastoreException.Invalid;
import dev.vitrine.castore.model.CastorePath;
import dev.vitrine.castore.view.CastoreView;
import dev.vitrine.gateway.http.ErrorAnswer;
import dev.vitrine.gateway.http.Exchange;
import dev.vitrine.gateway.http.HttpStatus;
import dev.vitrine.gateway.http.Notes;
import dev.vitrine.gateway.path.RequestPath;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Stands before all that answers, finds out who asks and whether they may, and gives the request the view that they may see. What it does
 * not let through says nothing about what is there. Thread-safe; blocks.
 */
final class AccessHandler extends Handler.Wrapper {
    private static final String VIEW = AccessHandler.class.getName() + ".view";
    private static final String RESERVED = ".castore";
    private static final String STATIC = "static";

    /** Basic first: some clients look at the first challenge only. */
    private static final List<HttpField> CHALLENGES = List.of(
            new HttpField(HttpHeader.WWW_AUTHENTICATE, "Basic realm=\"vitrine\", charset=\"UTF-8\""),
            new HttpField(HttpHeader.WWW_AUTHENTICATE, "Bearer realm=\"vitrine\""));

    private static final String SOON = "5";

    private final CastoreView view;
    private final Policy policy;
    private final Optional<Authentication> authentication;

    AccessHandler(Handler next, CastoreView view, Policy policy, Optional<Authentication> authentication) {
        super(next);
        this.view = view;
        this.policy = policy;
        this.authentication = authentication;
    }

    /** Checking a password takes a while. */
    @Override
    public InvocationType getInvocationType() {
        return InvocationType.BLOCKING;
    }

    /** The view that was given to a request. None was given to one that shows nothing, and asking for it is a bug. */
    static CastoreView viewOf(Request request) {
        if (request.getAttribute(VIEW) instanceof CastoreView given) {
            return given;
        }
        throw new IllegalStateException("nobody said what this request may see");
    }

    /** Windows asks for OPTIONS before it asks its user who they are; and the pages that show an error need their style. */
    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        Optional<CastorePath> path = path(request);
        if (HttpMethod.OPTIONS.is(request.getMethod()) || path.isEmpty() || isStatic(path.get())) {
            request.setAttribute(VIEW, new RestrictedView(view, policy, new Principal.Anonymous()));
            return super.handle(request, response, callback);
        }
        return switch (result(request)) {
            case Authentication.Result.Proven proven -> {
                Principal principal = proven.principal();
                if (!admits(principal, path.get())) {
                    yield refuse(principal, request, response, callback);
                }
                request.setAttribute(VIEW, new RestrictedView(view, policy, principal));
                if (principal instanceof Principal.Known known) {
                    Notes.user(request, known.name());
                }
                yield super.handle(request, new PersonalResponse(request, response, principal), callback);
            }
            case Authentication.Result.Wrong wrong -> challenge(request, response, callback);
            case Authentication.Result.Busy busy ->
                send(
                        HttpStatus.UNAVAILABLE,
                        List.of(new HttpField(HttpHeader.RETRY_AFTER, SOON)),
                        request,
                        response,
                        callback);
        };
    }

    /** Empty for what is no path, which is refused for that further on. */
    private static Optional<CastorePath> path(Request request) {
        try {
            return Optional.of(RequestPath.parse(request.getHttpURI().getPath()).path());
        } catch (Invalid e) {
            return Optional.empty();
        }
    }

    private static boolean isStatic(CastorePath path) {
        return path.components().size() > 1
                && path.components().get(0).toString().equals(RESERVED)
                && path.components().get(1).toString().equals(STATIC);
    }

    private Authentication.Result result(Request request) throws InterruptedException {
        List<String> fields = request.getHeaders().getValuesList(HttpHeader.AUTHORIZATION);
        if (authentication.isEmpty()) {
            return new Authentication.Result.Proven(new Principal.Anonymous());
        }
        return fields.size() > 1
                ? new Authentication.Result.Wrong()
                : authentication.get().result(first(fields));
    }

    private static @Nullable String first(List<String> fields) {
        return fields.isEmpty() ? null : fields.getFirst();
    }

    private boolean admits(Principal principal, CastorePath path) {
        return path.isTop()
                ? policy.admitsToTop(principal)
                : policy.admits(principal, path.components().getFirst());
    }

    /** Whoever is known, or cannot become so, gains nothing by being asked who they are. */
    private boolean refuse(Principal principal, Request request, Response response, Callback callback) {
        boolean inVain = principal instanceof Principal.Known || authentication.isEmpty();
        return inVain
                ? send(HttpStatus.FORBIDDEN, List.of(), request, response, callback)
                : challenge(request, response, callback);
    }

    private static boolean challenge(Request request, Response response, Callback callback) {
        return send(HttpStatus.UNAUTHORIZED, CHALLENGES, request, response, callback);
    }

    private static boolean send(
            HttpStatus status, List<HttpField> fields, Request request, Response response, Callback callback) {
        Exchange exchange = Exchange.of(request, response);
        fields.forEach(exchange.header()::add);
        ErrorAnswer.send(status, exchange, callback);
        return true;
    }
}
