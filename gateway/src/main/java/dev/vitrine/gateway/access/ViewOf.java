package dev.vitrine.gateway.access;

import dev.vitrine.castore.view.CastoreView;
import org.eclipse.jetty.server.Request;

/** Which view a request sees. */
@FunctionalInterface
public interface ViewOf {
    CastoreView of(Request request);
}
