package dev.vitrine.fusefs;

import dev.vitrine.castore.view.CastoreView;
import dev.vitrine.fusefs.request.Deadlines;
import dev.vitrine.fusefs.request.Edge;
import dev.vitrine.fusefs.request.RootWatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The choice between the ways to the kernel, for one mount. */
record Transports(
        Requirements requirements,
        CastoreView view,
        Mountpoint mountpoint,
        MountOptions options,
        Edge edge,
        RootWatch watch,
        Deadlines deadlines) {
    private static final Logger log = LoggerFactory.getLogger(Transports.class);

    /** Mounts by the way that the options ask for. */
    Transport open() throws MountException {
        return switch (options.fuse()) {
            case AUTO -> either();
            case KERNEL -> kernel();
            case JNR -> jnr();
        };
    }

    private Transport either() throws MountException {
        try {
            return kernel();
        } catch (MountException e) {
            log.warn("mounts by way of jnr-fuse, as the kernel's own protocol cannot be had: {}", e.getMessage());
            return jnr();
        }
    }

    private Transport kernel() throws MountException {
        requirements.checkFusermount();
        return KernelTransport.open(view, mountpoint, options, edge, watch, deadlines);
    }

    private Transport jnr() throws MountException {
        return JnrTransport.open(requirements.library(), view, mountpoint, options, edge, watch, deadlines);
    }
}
