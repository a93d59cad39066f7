package dev.vitrine.bench;

import com.google.protobuf.ByteString;
import dev.vitrine.castore.address.GrpcAddress;
import dev.vitrine.castore.model.Digest;
import dev.vitrine.proto.tvix.castore.v1.BlobChunk;
import dev.vitrine.proto.tvix.castore.v1.BlobServiceGrpc;
import dev.vitrine.proto.tvix.castore.v1.ReadBlobRequest;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.MultiThreadIoEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollDomainSocketChannel;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollIoHandler;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollSocketChannel;
import io.grpc.netty.shaded.io.netty.channel.unix.DomainSocketAddress;
import java.util.Iterator;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Blobs as they come from the generated stub of tvix's BlobService, neither verified nor kept: what the server and gRPC take, and nothing of ours. */
final class DroppedReads implements AutoCloseable {
    private static final int MAX_MESSAGE = 16 << 20;

    private final ManagedChannel channel;
    private final EventLoopGroup threads;

    private DroppedReads(ManagedChannel channel, EventLoopGroup threads) {
        this.channel = channel;
        this.threads = threads;
    }

    /** Connects when it is first needed. */
    static DroppedReads of(GrpcAddress address) {
        EventLoopGroup threads = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
        NettyChannelBuilder builder = switch (address) {
            case GrpcAddress.Tcp tcp ->
                NettyChannelBuilder.forAddress(tcp.host(), tcp.port()).channelType(EpollSocketChannel.class);
            case GrpcAddress.Unix unix ->
                NettyChannelBuilder.forAddress(
                                new DomainSocketAddress(unix.socket().toFile()))
                        .overrideAuthority("localhost")
                        .channelType(EpollDomainSocketChannel.class);
        };
        ManagedChannel channel = builder.eventLoopGroup(threads)
                .usePlaintext()
                .maxInboundMessageSize(MAX_MESSAGE)
                .build();
        return new DroppedReads(channel, threads);
    }

    /** How many bytes came. */
    long size(Digest digest) {
        ReadBlobRequest question = ReadBlobRequest.newBuilder()
                .setDigest(ByteString.copyFrom(digest.toByteArray()))
                .build();
        Iterator<BlobChunk> chunks = BlobServiceGrpc.newBlockingStub(channel).read(question);
        long size = 0;
        while (chunks.hasNext()) {
            size += chunks.next().getData().size();
        }
        return size;
    }

    @Override
    public void close() {
        channel.shutdownNow();
        Future<?> _ = threads.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }
}
