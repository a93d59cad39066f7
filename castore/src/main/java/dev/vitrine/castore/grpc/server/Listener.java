package dev.vitrine.castore.grpc.server;

import io.grpc.Server;
import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * One address on which a server listens.
 *
 * @param address with the port that is really listened on
 * @param loops threads that are this one's alone
 */
record Listener(ServerAddress address, Server server, List<EventLoopGroup> loops) {
    private static final long QUIET_MILLIS = 0;
    private static final long LAST_MILLIS = 1_000;

    /**
     * Checks that clients can connect.
     *
     * @throws IOException with a sentence, if they cannot
     */
    void probe() throws IOException {
        boolean isThere = switch (address) {
            case ServerAddress.Tcp _ -> true;
            case ServerAddress.Unix(Path path) -> Files.exists(path) && new SocketFile(path).isInUse();
        };
        if (!isThere || server.isShutdown()) {
            throw new IOException("nothing listens on " + address);
        }
    }

    /** Takes no more calls; those under way go on. */
    void stop() {
        server.shutdown();
    }

    /** Whether all calls have ended until then. */
    boolean awaitEnd(long untilNanos) throws InterruptedException {
        return server.awaitTermination(untilNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
    }

    /** Ends what still goes on. */
    void end() {
        server.shutdownNow();
    }

    /** Ends the threads. */
    void release() {
        for (EventLoopGroup loop : loops) {
            var _ = loop.shutdownGracefully(QUIET_MILLIS, LAST_MILLIS, TimeUnit.MILLISECONDS);
        }
    }
}
