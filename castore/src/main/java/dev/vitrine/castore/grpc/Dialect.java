package dev.vitrine.castore.grpc;

import dev.vitrine.proto.tvix.castore.v1.BlobServiceGrpc;
import dev.vitrine.proto.tvix.castore.v1.DirectoryServiceGrpc;
import dev.vitrine.proto.tvix.castore.v1.GetDirectoryRequest;
import dev.vitrine.proto.tvix.castore.v1.Node;
import dev.vitrine.proto.tvix.castore.v1.PutBlobResponse;
import dev.vitrine.proto.tvix.castore.v1.PutDirectoryResponse;
import dev.vitrine.proto.tvix.castore.v1.ReadBlobRequest;
import dev.vitrine.proto.tvix.castore.v1.StatBlobRequest;
import dev.vitrine.proto.tvix.castore.v1.StatBlobResponse;
import dev.vitrine.proto.tvix.store.v1.CalculateNARResponse;
import dev.vitrine.proto.tvix.store.v1.GetPathInfoRequest;
import dev.vitrine.proto.tvix.store.v1.ListPathInfoRequest;
import dev.vitrine.proto.tvix.store.v1.PathInfo;
import dev.vitrine.proto.tvix.store.v1.PathInfoServiceGrpc;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.Marshaller;
import io.grpc.ServiceDescriptor;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Objects;

/**
 * Under which names a castore's services and their methods are called. The bytes of the messages are the same in both dialects, so
 * one set of message classes, that of tvix, is used for either; directories travel as {@link DirectoryBytes}, and blobs as
 * {@link BlobPieces}.
 */
@SuppressWarnings("ImmutableEnumChecker") // service descriptors are immutable, though they are not marked so
public enum Dialect {
    /** {@code tvix.castore.v1} and {@code tvix.store.v1}. */
    TVIX(
            BlobServiceGrpc.getServiceDescriptor(),
            DirectoryServiceGrpc.getServiceDescriptor(),
            PathInfoServiceGrpc.getServiceDescriptor()),

    /** {@code snix.castore.v1} and {@code snix.store.v1}. */
    SNIX(
            dev.vitrine.proto.snix.castore.v1.BlobServiceGrpc.getServiceDescriptor(),
            dev.vitrine.proto.snix.castore.v1.DirectoryServiceGrpc.getServiceDescriptor(),
            dev.vitrine.proto.snix.store.v1.PathInfoServiceGrpc.getServiceDescriptor());

    private final ServiceDescriptor blobs;
    private final ServiceDescriptor directories;
    private final ServiceDescriptor pathInfos;

    Dialect(ServiceDescriptor blobs, ServiceDescriptor directories, ServiceDescriptor pathInfos) {
        this.blobs = blobs;
        this.directories = directories;
        this.pathInfos = pathInfos;
    }

    public ServiceDescriptor blobService() {
        return blobs;
    }

    public ServiceDescriptor directoryService() {
        return directories;
    }

    public ServiceDescriptor pathInfoService() {
        return pathInfos;
    }

    public MethodDescriptor<StatBlobRequest, StatBlobResponse> statBlob() {
        return named(blobs, BlobServiceGrpc.getStatMethod());
    }

    public MethodDescriptor<ReadBlobRequest, ByteBuffer> readBlob() {
        MethodDescriptor<ReadBlobRequest, ?> method = BlobServiceGrpc.getReadMethod();
        return named(blobs, method, method.getRequestMarshaller(), BlobPieces.MARSHALLER);
    }

    public MethodDescriptor<ByteBuffer, PutBlobResponse> putBlob() {
        MethodDescriptor<?, PutBlobResponse> method = BlobServiceGrpc.getPutMethod();
        return named(blobs, method, BlobPieces.MARSHALLER, method.getResponseMarshaller());
    }

    public MethodDescriptor<GetDirectoryRequest, byte[]> getDirectory() {
        MethodDescriptor<GetDirectoryRequest, ?> method = DirectoryServiceGrpc.getGetMethod();
        return named(directories, method, method.getRequestMarshaller(), DirectoryBytes.MARSHALLER);
    }

    public MethodDescriptor<byte[], PutDirectoryResponse> putDirectory() {
        MethodDescriptor<?, PutDirectoryResponse> method = DirectoryServiceGrpc.getPutMethod();
        return named(directories, method, DirectoryBytes.MARSHALLER, method.getResponseMarshaller());
    }

    public MethodDescriptor<GetPathInfoRequest, PathInfo> getPathInfo() {
        return named(pathInfos, PathInfoServiceGrpc.getGetMethod());
    }

    public MethodDescriptor<ListPathInfoRequest, PathInfo> listPathInfos() {
        return named(pathInfos, PathInfoServiceGrpc.getListMethod());
    }

    public MethodDescriptor<PathInfo, PathInfo> putPathInfo() {
        return named(pathInfos, PathInfoServiceGrpc.getPutMethod());
    }

    public MethodDescriptor<Node, CalculateNARResponse> calculateNar() {
        return named(pathInfos, PathInfoServiceGrpc.getCalculateNARMethod());
    }

    private static <Q, R> MethodDescriptor<Q, R> named(ServiceDescriptor service, MethodDescriptor<Q, R> method) {
        return named(service, method, method.getRequestMarshaller(), method.getResponseMarshaller());
    }

    /** The method of that bare name in the service, with other marshallers. */
    private static <Q, R> MethodDescriptor<Q, R> named(
            ServiceDescriptor service, MethodDescriptor<?, ?> method, Marshaller<Q> request, Marshaller<R> response) {
        String name = Objects.requireNonNull(method.getBareMethodName());
        MethodDescriptor<?, ?> original = service.getMethods().stream()
                .filter(candidate -> name.equals(candidate.getBareMethodName()))
                .findFirst()
                .orElseThrow();
        return MethodDescriptor.newBuilder(request, response)
                .setType(original.getType())
                .setFullMethodName(original.getFullMethodName())
                .setSchemaDescriptor(original.getSchemaDescriptor())
                .setIdempotent(original.isIdempotent())
                .setSafe(original.isSafe())
                .build();
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
