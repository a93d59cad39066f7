package dev.vitrine.gateway.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.vitrine.castore.model.PathComponent;
import org.eclipse.jetty.http.MimeTypes;

/** The type of a file by the extension of its name. Text is said to be UTF-8, because nothing in the store says otherwise. */
public final class MediaTypes {
    private static final String UNKNOWN = "application/octet-stream";
    private static final String TEXT = "text/";
    private static final String CHARSET = ";charset=utf-8";

    private MediaTypes() {}

    public static String of(PathComponent name) {
        String type = MimeTypes.DEFAULTS.getMimeByExtension(new String(name.toByteArray(), ISO_8859_1));
        if (type == null) {
            return UNKNOWN;
        }
        return type.startsWith(TEXT) ? type + CHARSET : type;
    }
}
