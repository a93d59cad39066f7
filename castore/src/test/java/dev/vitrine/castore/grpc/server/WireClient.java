package dev.vitrine.castore.grpc.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.MultiThreadIoEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollDomainSocketChannel;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollIoHandler;
import io.grpc.netty.shaded.io.netty.channel.unix.DomainSocketAddress;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;

/**
 * A client that knows nothing but names of methods and bytes of messages, and shares no code with the server. Every call has a deadline.
 * Close it.
 */
public final class WireClient implements AutoCloseable {
    private static final int WINDOW = 1 << 20;
    private static final int MESSAGE = 65 << 20;
    private static final long PATIENCE_SECONDS = 30;

    private final ManagedChannel channel;
    private final Optional<EventLoopGroup> loops;

    private WireClient(NettyChannelBuilder builder, int window, Optional<EventLoopGroup> loops) {
        this.channel =
                builder.flowControlWindow(window).maxInboundMessageSize(MESSAGE).build();
        this.loops = loops;
    }

    /** Connects when it is used first. */
    public static WireClient to(ServerAddress address) {
        return switch (address) {
            case ServerAddress.Tcp tcp -> to(tcp, WINDOW);
            case ServerAddress.Unix unix -> to(unix);
        };
    }

    /** The same, with no more than so many bytes on their way to it that nobody has taken yet. */
    public static WireClient to(ServerAddress.Tcp tcp, int window) {
        return new WireClient(
                NettyChannelBuilder.forAddress(tcp.host(), tcp.port()).usePlaintext(), window, Optional.empty());
    }

    private static WireClient to(ServerAddress.Unix unix) {
        EventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
        NettyChannelBuilder builder = NettyChannelBuilder.forAddress(
                        new DomainSocketAddress(unix.path().toFile()))
                .channelType(EpollDomainSocketChannel.class)
                .eventLoopGroup(loops)
                .overrideAuthority("localhost")
                .usePlaintext();
        return new WireClient(builder, WINDOW, Optional.of(loops));
    }

    /** Over TLS, to a server whose certificate is in that file. */
    public static WireClient overTls(ServerAddress.Tcp tcp, Path trusted) throws IOException {
        SslContext context =
                GrpcSslContexts.forClient().trustManager(trusted.toFile()).build();
        return new WireClient(
                NettyChannelBuilder.forAddress(tcp.host(), tcp.port()).sslContext(context), WINDOW, Optional.empty());
    }

    public ManagedChannel channel() {
        return channel;
    }

    /** Sends one message and gets one. */
    public byte[] ask(String method, byte[] request) {
        return ClientCalls.blockingUnaryCall(channel, described(method, MethodType.UNARY), options(), request);
    }

    /** The same with hexadecimal digits. */
    public String ask(String method, String request) {
        return hex(ask(method, bytes(request)));
    }

    /** Sends one message and gets all that come. */
    public List<byte[]> receive(String method, byte[] request) {
        List<byte[]> all = new ArrayList<>();
        ClientCalls.blockingServerStreamingCall(
                        channel, described(method, MethodType.SERVER_STREAMING), options(), request)
                .forEachRemaining(all::add);
        return all;
    }

    /** The same with hexadecimal digits. */
    public List<String> receive(String method, String request) {
        return receive(method, bytes(request)).stream().map(WireClient::hex).toList();
    }

    /** Sends all messages and gets one. */
    public byte[] send(String method, byte[]... messages) {
        CompletableFuture<byte[]> answer = new CompletableFuture<>();
        StreamObserver<byte[]> call = sending(method, answer);
        for (byte[] message : messages) {
            call.onNext(message);
        }
        call.onCompleted();
        return joined(answer);
    }

    /** The same with hexadecimal digits. */
    public String send(String method, String... messages) {
        byte[][] all = new byte[messages.length][];
        for (int i = 0; i < all.length; i++) {
            all[i] = bytes(messages[i]);
        }
        return hex(send(method, all));
    }

    /** Begins to send messages; the future gets the answer. */
    public StreamObserver<byte[]> sending(String method, CompletableFuture<byte[]> answer) {
        ClientCall<byte[], byte[]> call = channel.newCall(described(method, MethodType.CLIENT_STREAMING), options());
        return ClientCalls.asyncClientStreamingCall(call, new StreamObserver<>() {
            @Override
            public void onNext(byte[] message) {
                answer.complete(message);
            }

            @Override
            public void onError(Throwable t) {
                answer.completeExceptionally(t);
            }

            @Override
            public void onCompleted() {
                answer.completeExceptionally(new AssertionError("it ended without an answer"));
            }
        });
    }

    /** What the future has; what went wrong is thrown as it came. */
    static byte[] joined(CompletableFuture<byte[]> answer) {
        try {
            return answer.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof StatusRuntimeException status) {
                throw status;
            }
            throw e;
        }
    }

    /** Begins a call of a method that answers with many messages. */
    ClientCall<byte[], byte[]> begin(String method, CallOptions options) {
        return channel.newCall(described(method, MethodType.SERVER_STREAMING), options);
    }

    /** How a call that must fail has ended. */
    public static Status refused(ThrowingCallable call) {
        Throwable thrown = org.assertj.core.api.Assertions.catchThrowable(call);
        assertThat(thrown).isInstanceOf(StatusRuntimeException.class);
        return Status.fromThrowable(thrown);
    }

    /** The code of a call that must fail. */
    public static Status.Code code(ThrowingCallable call) {
        return refused(call).getCode();
    }

    private static CallOptions options() {
        return CallOptions.DEFAULT.withDeadlineAfter(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    public static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    public static String hex(byte @Nullable [] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static MethodDescriptor<byte[], byte[]> described(String method, MethodType type) {
        return MethodDescriptor.newBuilder(Bytes.MARSHALLER, Bytes.MARSHALLER)
                .setType(type)
                .setFullMethodName(method)
                .build();
    }

    private enum Bytes implements MethodDescriptor.Marshaller<byte[]> {
        MARSHALLER;

        @Override
        public InputStream stream(byte[] message) {
            return new ByteArrayInputStream(message);
        }

        @Override
        public byte[] parse(InputStream message) {
            try {
                return message.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Override
    public void close() {
        channel.shutdownNow();
        try {
            assertThat(channel.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (loops.isPresent()) {
            var _ = loops.get().shutdownGracefully(0, 1, TimeUnit.SECONDS);
        }
    }
}
