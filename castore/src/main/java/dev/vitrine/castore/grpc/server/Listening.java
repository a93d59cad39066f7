package dev.vitrine.castore.grpc.server;

import io.grpc.BindableService;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.channel.ChannelOption;
import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.MultiThreadIoEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.epoll.Epoll;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollIoHandler;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollServerDomainSocketChannel;
import io.grpc.netty.shaded.io.netty.channel.unix.DomainSocketAddress;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.FileSystemException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.X509ExtendedKeyManager;

/** How a server listens: transports, and the bounds that they hold. For one thread. */
final class Listening {
    /** Names and values of metadata. What clients send is a few hundred bytes; ours read none of it. */
    private static final int METADATA_BYTES = 16 << 10;

    /**
     * What a client may send in each call before it is wanted. It bounds how fast a Put can be, 25 MB/s over 20 ms, and how much memory
     * calls take whose clients send what nobody reads: 1 GiB if all that there may be do so.
     */
    private static final int WINDOW_BYTES = 512 << 10;

    /** For TLS, or for the first bytes of HTTP/2. */
    private static final int HANDSHAKE_SECONDS = 20;

    private static final int IDLE_MINUTES = 5;

    /** How long a connection with calls is quiet before it is asked whether the client lives, and how long that may take. */
    private static final int PING_SECONDS = 60;

    private static final int PONG_SECONDS = 20;

    /** How often clients may ask the same of us. */
    private static final int LEAST_PING_SECONDS = 10;

    /** Calls that a client may give up in a second: a reader that seeks does that with each seek, a flood is of another size. */
    private static final int RESETS = 1_000;

    private static final int LOOPS = 2;

    private final List<ServerServiceDefinition> services;
    private final List<BindableService> extras;
    private final ServerOptions options;
    private final Arrivals arrivals;

    Listening(
            List<ServerServiceDefinition> services,
            List<BindableService> extras,
            ServerOptions options,
            Arrivals arrivals) {
        this.services = services;
        this.extras = extras;
        this.options = options;
        this.arrivals = arrivals;
    }

    /**
     * Listens on that address.
     *
     * @throws IOException with a sentence, if that cannot be
     */
    Listener on(ServerAddress address) throws IOException {
        try {
            return switch (address) {
                case ServerAddress.Tcp tcp -> on(tcp);
                case ServerAddress.Unix unix -> on(unix);
            };
        } catch (IOException e) {
            throw new IOException("cannot listen on " + address + ": " + reason(e), e);
        }
    }

    private Listener on(ServerAddress.Tcp address) throws IOException {
        InetSocketAddress socket = new InetSocketAddress(address.host(), address.port());
        if (socket.isUnresolved()) {
            throw new IOException("the host name is not known");
        }
        NettyServerBuilder builder = NettyServerBuilder.forAddress(socket);
        if (options.tls().isPresent()) {
            builder.sslContext(tls(options.tls().get()));
        }
        Server server = configured(builder).start();
        return new Listener(new ServerAddress.Tcp(address.host(), server.getPort()), server, List.of());
    }

    private static SslContext tls(X509ExtendedKeyManager keys) throws IOException {
        SslContextBuilder builder = SslContextBuilder.forServer(keys).protocols("TLSv1.3", "TLSv1.2");
        return GrpcSslContexts.configure(builder, SslProvider.JDK).build();
    }

    private Listener on(ServerAddress.Unix address) throws IOException {
        if (!Epoll.isAvailable()) {
            throw new IOException("sockets in the file system are for Linux", Epoll.unavailabilityCause());
        }
        SocketFile file = new SocketFile(address.path());
        file.check();
        EventLoopGroup loops = new MultiThreadIoEventLoopGroup(LOOPS, EpollIoHandler.newFactory());
        Listener listener = new Listener(address, overSocketFile(address, loops), List.of(loops));
        try {
            listener.server().start();
            file.protect();
            return listener;
        } catch (IOException e) {
            listener.end();
            listener.release();
            throw e;
        }
    }

    /** An option of TCP that gRPC sets by itself is unset, with null as Netty has it; it would be warned of at each connection. */
    @SuppressWarnings("NullAway")
    private Server overSocketFile(ServerAddress.Unix address, EventLoopGroup loops) {
        NettyServerBuilder builder = NettyServerBuilder.forAddress(
                        new DomainSocketAddress(address.path().toFile()))
                .channelType(EpollServerDomainSocketChannel.class)
                .withChildOption(ChannelOption.SO_KEEPALIVE, null)
                .bossEventLoopGroup(loops)
                .workerEventLoopGroup(loops);
        return configured(builder);
    }

    /** What comes in is only noted by {@link Exchange}, and waits for no one: the threads of the network are good enough for that. */
    private Server configured(NettyServerBuilder builder) {
        ServerLimits limits = options.limits();
        builder.directExecutor()
                .addStreamTracerFactory(arrivals)
                .maxInboundMessageSize(limits.messageBytes())
                .maxInboundMetadataSize(METADATA_BYTES)
                .maxConcurrentCallsPerConnection(limits.callsPerConnection())
                .flowControlWindow(WINDOW_BYTES)
                .handshakeTimeout(HANDSHAKE_SECONDS, TimeUnit.SECONDS)
                .maxConnectionIdle(IDLE_MINUTES, TimeUnit.MINUTES)
                .keepAliveTime(PING_SECONDS, TimeUnit.SECONDS)
                .keepAliveTimeout(PONG_SECONDS, TimeUnit.SECONDS)
                .permitKeepAliveTime(LEAST_PING_SECONDS, TimeUnit.SECONDS)
                .permitKeepAliveWithoutCalls(true)
                .maxRstFramesPerWindow(RESETS, 1);
        services.forEach(builder::addService);
        extras.forEach(builder::addService);
        return builder.build();
    }

    /** The innermost sentence: the transport wraps it in others that say less. */
    private static String reason(IOException e) {
        Throwable innermost = e;
        while (innermost.getCause() != null) {
            innermost = innermost.getCause();
        }
        return innermost instanceof FileSystemException file && file.getReason() != null
                ? file.getReason()
                : String.valueOf(innermost.getMessage());
    }
}
