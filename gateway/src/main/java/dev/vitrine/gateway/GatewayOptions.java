package dev.vitrine.gateway;

import dev.vitrine.gateway.access.AccessOptions;

/**
 * How the gateway listens and what it allows.
 *
 * @param listen where
 * @param bounds what a client may cost
 * @param access who may reach it, and how
 */
public record GatewayOptions(ListenAddress listen, Bounds bounds, AccessOptions access) {
    /** The defaults, at that address. */
    public static GatewayOptions listeningOn(ListenAddress listen) {
        return new GatewayOptions(listen, Bounds.DEFAULT, AccessOptions.OPEN);
    }

    /** The same with other bounds. */
    public GatewayOptions withBounds(Bounds other) {
        return new GatewayOptions(listen, other, access);
    }

    /** The same with other access. */
    public GatewayOptions withAccess(AccessOptions other) {
        return new GatewayOptions(listen, bounds, other);
    }
}
