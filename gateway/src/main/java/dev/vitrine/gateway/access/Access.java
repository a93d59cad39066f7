package dev.vitrine.gateway.access;

import dev.vitrine.castore.view.CastoreView;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.eclipse.jetty.server.Handler;

/**
 * Who may reach a gateway and read what, ready for use.
 *
 * @param tls empty for plain HTTP
 * @param authentication empty when nobody can say who they are
 * @param policy who may read what
 * @param hosts the names that the gateway answers to besides those of loopback; empty when it answers to any
 */
public record Access(
        Optional<TlsContext> tls, Optional<Authentication> authentication, Policy policy, Optional<Set<String>> hosts) {
    /**
     * Reads the files that the options name.
     *
     * @param host on which the gateway listens
     * @param loopback whether only this machine can reach it
     * @param checks how many passwords are checked at once
     */
    public static Access of(AccessOptions options, String host, boolean loopback, int checks) throws AccessException {
        Optional<Authentication> authentication = Optional.empty();
        if (options.credentials().isPresent()) {
            authentication = Optional.of(Authentication.of(options.credentials().get(), checks));
        } else if (options.rules().needCredentials()) {
            throw new AccessException("a rule is for people who must be known, and there is no credentials file");
        }
        Optional<TlsContext> tls = Optional.empty();
        if (options.tls().isPresent()) {
            tls = Optional.of(TlsContext.of(options.tls().get()));
        }
        boolean named = !options.hosts().isEmpty() || (loopback && authentication.isEmpty());
        return new Access(
                tls,
                authentication,
                new Policy(options.rules(), authentication.isPresent()),
                named ? Optional.of(names(options.hosts(), host)) : Optional.empty());
    }

    private static Set<String> names(Set<String> hosts, String own) {
        Set<String> names = new HashSet<>(hosts);
        names.add(own.indexOf(':') < 0 ? own : "[" + own + "]");
        return names;
    }

    /** What follows its files when they change. */
    public List<Reloaded> reloaded() {
        return Stream.<Reloaded>concat(tls.stream(), authentication.stream()).toList();
    }

    /** Which view each request sees; {@link #guard} must stand before those who ask. */
    public ViewOf views(CastoreView view) {
        return policy.isOpen() ? request -> view : AccessHandler::viewOf;
    }

    /** Puts before a handler what there is to check, and nothing else. */
    public Handler guard(Handler next, CastoreView view) {
        Handler readable = policy.isOpen() ? next : new AccessHandler(next, view, policy, authentication);
        return hosts.<Handler>map(names -> new HostCheck(readable, names)).orElse(readable);
    }
}
