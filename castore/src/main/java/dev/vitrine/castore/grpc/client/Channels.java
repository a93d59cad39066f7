package dev.vitrine.castore.grpc.client;

import dev.vitrine.castore.address.GrpcAddress;
import dev.vitrine.castore.model.CastoreException.Unavailable;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.netty.channel.ChannelOption;
import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.MultiThreadIoEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollDomainSocketChannel;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollIoHandler;
import io.grpc.netty.shaded.io.netty.channel.unix.DomainSocketAddress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Makes channels. A channel connects when it is first needed, and anew when its connection was lost; one that has gone silent is found
 * out by pings before a call's deadline has passed, as long as there are calls.
 */
final class Channels {
    /** The longest message that is taken: a directory of a million entries is some 60 MB. */
    static final int MAX_MESSAGE = 64 << 20;

    /** What no name service knows, for a server that has no host. */
    private static final String NO_HOST = "localhost";

    private static final long SILENCE_SECONDS = 10;
    private static final long PING_SECONDS = 5;

    /**
     * A channel, and the threads that it has for itself.
     *
     * @param release gives them back, once the channel is closed
     */
    record Made(ManagedChannel channel, Runnable release) {}

    private Channels() {}

    static Made make(GrpcAddress address, RemoteStoreOptions options) throws Unavailable {
        return switch (address) {
            case GrpcAddress.Tcp tcp -> new Made(tcp(tcp, options), () -> {});
            case GrpcAddress.Unix unix -> unix(unix.socket());
        };
    }

    private static ManagedChannel tcp(GrpcAddress.Tcp address, RemoteStoreOptions options) throws Unavailable {
        NettyChannelBuilder builder = NettyChannelBuilder.forTarget("dns:///" + address.host() + ":" + address.port());
        if (!address.isSecure()) {
            return common(builder.usePlaintext());
        }
        if (options.trust().isPresent()) {
            trust(builder, options.trust().get());
        }
        return common(builder.useTransportSecurity());
    }

    private static void trust(NettyChannelBuilder builder, Path certificates) throws Unavailable {
        try {
            builder.sslContext(GrpcSslContexts.forClient()
                    .trustManager(certificates.toFile())
                    .build());
        } catch (IOException | IllegalArgumentException e) {
            throw Unavailable.because("the certificates in " + certificates + " cannot be used: " + e.getMessage(), e);
        }
    }

    /** An option of TCP that gRPC sets by itself is unset, with null as Netty has it; it would be warned of at each connection. */
    @SuppressWarnings("NullAway")
    private static Made unix(Path socket) {
        EventLoopGroup threads = new MultiThreadIoEventLoopGroup(
                2, Thread.ofPlatform().daemon().name("vitrine-grpc-", 0).factory(), EpollIoHandler.newFactory());
        NettyChannelBuilder builder = NettyChannelBuilder.forAddress(new DomainSocketAddress(socket.toFile()))
                .overrideAuthority(NO_HOST)
                .channelType(EpollDomainSocketChannel.class)
                .withOption(ChannelOption.SO_KEEPALIVE, null)
                .eventLoopGroup(threads)
                .usePlaintext();
        return new Made(common(builder), () -> {
            Future<?> _ = threads.shutdownGracefully(0, 1, TimeUnit.SECONDS);
        });
    }

    /** What comes in is only put into queues, for which the threads of the network are good enough. */
    private static ManagedChannel common(NettyChannelBuilder builder) {
        return builder.directExecutor()
                .disableRetry()
                .maxInboundMessageSize(MAX_MESSAGE)
                .keepAliveTime(SILENCE_SECONDS, TimeUnit.SECONDS)
                .keepAliveTimeout(PING_SECONDS, TimeUnit.SECONDS)
                .build();
    }
}
