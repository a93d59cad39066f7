package dev.vitrine.castore.address;

import static dev.vitrine.castore.address.AddressParts.quoted;

import dev.vitrine.castore.model.CastoreException.Invalid;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads a {@link StoreAddress}, and names what it does not understand. */
final class StoreAddressParser {
    /** What is no path, though it may be no address either. */
    private static final Pattern URL = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*://.*", Pattern.DOTALL);

    private static final String NEAR = "near";
    private static final String FAR = "far";

    private final String text;

    StoreAddressParser(String text) {
        this.text = text;
    }

    StoreAddress parse() throws Invalid {
        if (!isUrl()) {
            return new StoreAddress.Local(path());
        }
        Scheme scheme = scheme();
        AddressParts parts = AddressParts.of(text);
        return switch (scheme) {
            case MEMORY -> memory(parts);
            case CACHE -> kept(parts);
            case HTTP, HTTPS, UNIX -> server(scheme, parts);
        };
    }

    /** A known scheme makes an address also of what lacks the slashes. */
    private boolean isUrl() {
        String scheme = beforeColon();
        return URL.matcher(text).matches()
                || text.startsWith("grpc+")
                || Scheme.of(scheme).isPresent()
                || ForeignScheme.of(scheme).isPresent();
    }

    private String beforeColon() {
        return text.substring(0, Math.max(0, text.indexOf(':')));
    }

    private Path path() throws Invalid {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw AddressParts.refused(text, "it is no path: " + e.getReason());
        }
    }

    private Scheme scheme() throws Invalid {
        String scheme = beforeColon();
        Optional<Scheme> known = Scheme.of(scheme);
        if (known.isPresent()) {
            return known.get();
        }
        throw AddressParts.refused(
                text,
                ForeignScheme.of(scheme)
                        .map(foreign ->
                                "the scheme " + quoted(scheme) + " is one of tvix and snix alone; " + foreign.instead())
                        .orElseGet(() -> "the scheme " + quoted(scheme) + " is not known; " + Scheme.all() + " are"));
    }

    private static StoreAddress memory(AddressParts parts) throws Invalid {
        parts.refuseHost();
        parts.refusePath();
        parts.takeOnly();
        return new StoreAddress.Memory();
    }

    private static GrpcAddress server(Scheme scheme, AddressParts parts) throws Invalid {
        return scheme == Scheme.UNIX ? GrpcAddresses.unix(parts) : GrpcAddresses.tcp(parts, scheme == Scheme.HTTPS);
    }

    private static StoreAddress kept(AddressParts parts) throws Invalid {
        parts.refuseHost();
        parts.refusePath();
        parts.takeOnly(NEAR, FAR);
        return new StoreAddress.Kept(near(parts), far(parts));
    }

    private static Path near(AddressParts parts) throws Invalid {
        String near = required(parts, NEAR);
        StoreAddressParser parser = new StoreAddressParser(near);
        if (parser.isUrl()) {
            throw parts.refused("what is near is kept on a disk: '" + NEAR + "' is a directory, not " + quoted(near));
        }
        return parser.path();
    }

    private static GrpcAddress far(AddressParts parts) throws Invalid {
        String far = required(parts, FAR);
        StoreAddressParser parser = new StoreAddressParser(far);
        if (!parser.isUrl()) {
            throw parts.refused(
                    "what is far is behind a server, and " + quoted(far) + " is a directory of this machine");
        }
        Scheme scheme = parser.scheme();
        return switch (scheme) {
            case MEMORY ->
                throw parts.refused("what is far is behind a server, and " + quoted(far) + " is in this process");
            case CACHE -> throw parts.refused("what is far is behind a server, and " + quoted(far) + " is near itself");
            case HTTP, HTTPS, UNIX -> server(scheme, AddressParts.of(far));
        };
    }

    private static String required(AddressParts parts, String name) throws Invalid {
        String value = parts.parameters().getOrDefault(name, "");
        if (value.isEmpty()) {
            throw parts.refused("it needs " + quoted(name) + ", as in cache://?near=DIRECTORY&far=ADDRESS");
        }
        return value;
    }
}
