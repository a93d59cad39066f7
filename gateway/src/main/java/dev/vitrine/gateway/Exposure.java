package dev.vitrine.gateway;

import dev.vitrine.gateway.access.AccessOptions;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/** Whether a gateway may listen where it is told to, with the protection that it has. */
final class Exposure {
    private Exposure() {}

    /** Refuses to be reached from other machines without TLS or without credentials, unless that is said to be meant. */
    static void check(GatewayOptions options) throws GatewayException {
        AccessOptions access = options.access();
        if (access.insecure() || isLoopback(options.listen())) {
            return;
        }
        if (access.tls().isEmpty()) {
            throw refused(options, "without TLS all that is sent can be read on the way", "--tls-cert and --tls-key");
        }
        if (access.credentials().isEmpty()) {
            throw refused(options, "without credentials anyone may read", "--credentials");
        }
    }

    private static GatewayException refused(GatewayOptions options, String why, String cure) {
        return new GatewayException("cannot listen on " + options.listen() + ": other machines can reach it, and " + why
                + "; give " + cure + ", or --insecure if this is meant");
    }

    /** Whether only this machine can reach it. A name that is not known can be reached by nobody. */
    static boolean isLoopback(ListenAddress listen) {
        try {
            return Arrays.stream(InetAddress.getAllByName(listen.host())).allMatch(InetAddress::isLoopbackAddress);
        } catch (UnknownHostException e) {
            return true;
        }
    }
}
