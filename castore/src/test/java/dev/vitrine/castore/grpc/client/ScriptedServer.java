package dev.vitrine.castore.grpc.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.castore.address.GrpcAddress;
import io.grpc.HandlerRegistry;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.Marshaller;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerMethodDefinition;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A gRPC server on loopback that answers raw messages as its scripts say, wrong or not at all where they say so. What has no script is
 * unimplemented.
 */
final class ScriptedServer implements AutoCloseable {
    /** What is answered to the messages of a call, on a thread of its own. */
    @FunctionalInterface
    interface Script {
        void answer(List<byte[]> question, Answer answer) throws Exception;
    }

    private record Part(Script script, boolean isEarly) {}

    private final Map<String, Part> parts = new ConcurrentHashMap<>();
    private final List<String> calls = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private @Nullable Server server;
    private final int port;

    private ScriptedServer(int port) throws IOException {
        server = build(port);
        this.port = server.getPort();
    }

    static ScriptedServer start() throws IOException {
        return new ScriptedServer(0);
    }

    private Server build(int where) throws IOException {
        return NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), where))
                .fallbackHandlerRegistry(new Registry())
                .maxInboundMessageSize(Channels.MAX_MESSAGE)
                .build()
                .start();
    }

    /** Answers the calls of a method, like {@code tvix.castore.v1.BlobService/Stat}, once all messages of each are there. */
    ScriptedServer on(String method, Script script) {
        parts.put(method, new Part(script, false));
        return this;
    }

    /** Answers the calls of a method as soon as the first message of each is there. */
    ScriptedServer onFirst(String method, Script script) {
        parts.put(method, new Part(script, true));
        return this;
    }

    GrpcAddress address() {
        return new GrpcAddress.Tcp("127.0.0.1", port, false, false);
    }

    /** The methods that were called, in that order. */
    List<String> calls() {
        return List.copyOf(calls);
    }

    long count(String method) {
        return calls.stream().filter(method::equals).count();
    }

    /** Breaks all connections, and listens no more. */
    void stop() {
        if (server == null) {
            return;
        }
        try {
            assertThat(server.shutdownNow().awaitTermination(10, TimeUnit.SECONDS))
                    .isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        server = null;
    }

    /** Listens again where it did. */
    void restart() throws IOException {
        server = build(port);
    }

    @Override
    public void close() {
        stop();
        threads.shutdownNow();
    }

    /** How a script answers. */
    static final class Answer {
        private final ServerCall<byte[], byte[]> call;

        private Answer(ServerCall<byte[], byte[]> call) {
            this.call = call;
        }

        Answer send(byte[] message) {
            call.sendMessage(message);
            return this;
        }

        Answer send(com.google.protobuf.MessageLite message) {
            return send(message.toByteArray());
        }

        void end(Status status) {
            call.close(status, new Metadata());
        }

        void end() {
            end(Status.OK);
        }

        boolean isCancelled() {
            return call.isCancelled();
        }
    }

    private final class Registry extends HandlerRegistry {
        @Override
        public @Nullable ServerMethodDefinition<?, ?> lookupMethod(String method, @Nullable String authority) {
            calls.add(method);
            Part part = parts.get(method);
            return part == null ? null : ServerMethodDefinition.create(descriptor(method), handler(part));
        }
    }

    private static MethodDescriptor<byte[], byte[]> descriptor(String method) {
        return MethodDescriptor.<byte[], byte[]>newBuilder()
                .setType(MethodDescriptor.MethodType.BIDI_STREAMING)
                .setFullMethodName(method)
                .setRequestMarshaller(Raw.INSTANCE)
                .setResponseMarshaller(Raw.INSTANCE)
                .build();
    }

    private ServerCallHandler<byte[], byte[]> handler(Part part) {
        return (call, _) -> {
            call.request(1);
            call.sendHeaders(new Metadata());
            return new Collected(part, call);
        };
    }

    private final class Collected extends ServerCall.Listener<byte[]> {
        private final Part part;
        private final ServerCall<byte[], byte[]> call;
        private final List<byte[]> question = new CopyOnWriteArrayList<>();

        private Collected(Part part, ServerCall<byte[], byte[]> call) {
            this.part = part;
            this.call = call;
        }

        @Override
        public void onMessage(byte[] message) {
            question.add(message);
            if (part.isEarly()) {
                answer();
            } else {
                call.request(1);
            }
        }

        @Override
        public void onHalfClose() {
            if (!part.isEarly()) {
                answer();
            }
        }

        private void answer() {
            threads.execute(() -> {
                try {
                    part.script().answer(question, new Answer(call));
                } catch (Exception e) {
                    call.close(Status.UNKNOWN.withDescription("the script failed: " + e), new Metadata());
                }
            });
        }
    }

    private enum Raw implements Marshaller<byte[]> {
        INSTANCE;

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
}
