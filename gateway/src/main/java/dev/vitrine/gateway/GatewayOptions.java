package dev.vitrine.gateway;

/**
 * How the gateway listens and what it allows.
 *
 * @param listen where
 * @param bounds what a client may cost
 */
public record GatewayOptions(ListenAddress listen, Bounds bounds) {
    /** The defaults, at that address. */
    public static GatewayOptions listeningOn(ListenAddress listen) {
        return new GatewayOptions(listen, Bounds.DEFAULT);
    }

    /** The same with other bounds. */
    public GatewayOptions withBounds(Bounds other) {
        return new GatewayOptions(listen, other);
    }
}
