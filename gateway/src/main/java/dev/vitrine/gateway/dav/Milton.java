package dev.vitrine.gateway.dav;

import dev.vitrine.gateway.http.ErrorAnswer;
import dev.vitrine.gateway.http.Exchange;
import dev.vitrine.gateway.http.HttpStatus;
import dev.vitrine.gateway.http.LongListings;
import io.milton.event.EventManagerImpl;
import io.milton.http.AuthenticationService;
import io.milton.http.FilterChain;
import io.milton.http.Handler;
import io.milton.http.HandlerHelper;
import io.milton.http.HttpExtension;
import io.milton.http.HttpManager;
import io.milton.http.ProtocolHandlers;
import io.milton.http.Request;
import io.milton.http.ResourceHandlerHelper;
import io.milton.http.Response;
import io.milton.http.exceptions.BadRequestException;
import io.milton.http.exceptions.ConflictException;
import io.milton.http.exceptions.NotAuthorizedException;
import io.milton.http.exceptions.NotFoundException;
import io.milton.http.http11.CustomPostHandler;
import io.milton.http.webdav.PropFindHandler;
import io.milton.resource.Resource;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;

/**
 * Milton with one method and nothing around it: no authentication, no cookies, no JSON, no compression, no files. It is put together by
 * hand, because its builder would make all of these first and let them be switched off afterwards. Thread-safe.
 */
final class Milton {
    private static final String ANY_PATH = "/";

    private final KnownBodies bodies = new KnownBodies();
    private final HttpManager manager;

    Milton(LongListings bound) {
        var responder = new PropfindResponder(bound);
        var authentication = new AuthenticationService(List.of());
        var helper = new HandlerHelper(authentication, List.of());
        helper.setEnableExpectContinue(false);
        var resources = new ResourceHandlerHelper(helper, request -> ANY_PATH, responder, authentication);
        var propfind = new PropFindHandler(resources, this::fields, responder, new PropfindBuilder());
        this.manager = new HttpManager(
                Milton::resource,
                responder,
                new ProtocolHandlers(List.of(new OneMethod(propfind))),
                new NoEntities(),
                List.of(Milton::dispatch),
                new EventManagerImpl(),
                List.of());
    }

    /** Answers a PROPFIND. */
    void process(Subject subject, byte[] body, Exchange exchange) throws IOException {
        try {
            manager.process(new MiltonRequest(new PlaceResource(subject), body), new MiltonResponse(exchange));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static Resource resource(String host, String path) {
        if (HttpManager.request() instanceof MiltonRequest request) {
            return request.resource();
        }
        throw new IllegalStateException("Milton looks for a resource outside of a request");
    }

    private Propfind.Fields fields(InputStream body) {
        try {
            return new Propfind.Fields(bodies.parse(body.readAllBytes()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** In place of Milton's own filter, which logs each mistake of a client and answers faults by itself. */
    private static void dispatch(FilterChain chain, Request request, Response response) {
        HttpManager manager = chain.getHttpManager();
        try {
            manager.getMethodHandler(request.getMethod()).process(manager, request, response);
        } catch (BadRequestException e) {
            refuse(response);
        } catch (ConflictException | NotAuthorizedException | NotFoundException e) {
            throw new IllegalStateException("Milton refused what was allowed before", e);
        }
    }

    private static void refuse(Response response) {
        if (response instanceof MiltonResponse milton) {
            milton.exchange().startOver();
            ErrorAnswer.send(HttpStatus.BAD_REQUEST, milton.exchange());
        }
    }

    /** The handler of PROPFIND as a protocol. */
    private record OneMethod(PropFindHandler propfind) implements HttpExtension {
        @Override
        public Set<Handler> getHandlers() {
            return Set.of(propfind);
        }

        @Override
        public List<CustomPostHandler> getCustomPostHandlers() {
            return List.of();
        }
    }

    /** Bodies do not go through Milton. */
    private record NoEntities() implements io.milton.http.entity.EntityTransport {
        @Override
        public void sendResponseEntity(Response response) {
            throw new IllegalStateException("a body went through Milton");
        }

        @Override
        public void closeResponse(Response response) {}
    }
}
