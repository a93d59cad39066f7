package dev.vitrine.gateway.dav;

import io.milton.http.Auth;
import io.milton.http.Request;
import io.milton.resource.PropFindableResource;
import java.util.Date;
import org.jspecify.annotations.Nullable;

/** The subject of a request as Milton takes it. What Milton might ask it is answered elsewhere, so it says that it does not know. */
record PlaceResource(Subject subject) implements PropFindableResource {
    @Override
    public @Nullable Date getCreateDate() {
        return null;
    }

    @Override
    public @Nullable Date getModifiedDate() {
        return null;
    }

    @Override
    public @Nullable String getUniqueId() {
        return null;
    }

    @Override
    public @Nullable String getName() {
        return null;
    }

    @Override
    public @Nullable Object authenticate(String user, String password) {
        return null;
    }

    /** Who may see what is decided before Milton is asked. */
    @Override
    public boolean authorise(Request request, Request.Method method, @Nullable Auth auth) {
        return true;
    }

    @Override
    public @Nullable String getRealm() {
        return null;
    }

    @Override
    public @Nullable String checkRedirect(Request request) {
        return null;
    }
}
