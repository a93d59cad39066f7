package dev.vitrine.gateway.dav;

import io.milton.http.AbstractRequest;
import io.milton.http.Auth;
import io.milton.http.Cookie;
import io.milton.http.FileItem;
import io.milton.http.Request;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A PROPFIND as Milton takes it: the subject, which was resolved already, and the body. Milton sees no header, no path and no
 * credentials, since all of them were dealt with before it.
 */
final class MiltonRequest extends AbstractRequest {
    private static final String PATH = "/";

    private final PlaceResource resource;
    private final byte[] body;

    MiltonRequest(PlaceResource resource, byte[] body) {
        this.resource = resource;
        this.body = body;
    }

    PlaceResource resource() {
        return resource;
    }

    @Override
    public Request.Method getMethod() {
        return Request.Method.PROPFIND;
    }

    @Override
    public int getDepthHeader() {
        return resource.subject().children() ? 1 : 0;
    }

    @Override
    public InputStream getInputStream() {
        return new ByteArrayInputStream(body);
    }

    @Override
    public @Nullable String getRequestHeader(Request.Header header) {
        return null;
    }

    @Override
    public Map<String, String> getHeaders() {
        return Map.of();
    }

    @Override
    public String getAbsoluteUrl() {
        return PATH;
    }

    @Override
    public String getAbsolutePath() {
        return PATH;
    }

    @Override
    public void parseRequestParameters(Map<String, String> params, Map<String, FileItem> files) {}

    @Override
    public @Nullable Auth getAuthorization() {
        return null;
    }

    @Override
    public void setAuthorization(Auth auth) {}

    @Override
    public @Nullable Cookie getCookie(String name) {
        return null;
    }

    @Override
    public List<Cookie> getCookies() {
        return List.of();
    }

    @Override
    public @Nullable String getFromAddress() {
        return null;
    }

    @Override
    public @Nullable String getRemoteAddr() {
        return null;
    }
}
