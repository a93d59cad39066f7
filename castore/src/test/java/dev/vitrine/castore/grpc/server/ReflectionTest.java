package dev.vitrine.castore.grpc.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import dev.vitrine.castore.local.LocalStore;
import io.grpc.ManagedChannel;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.reflection.v1.ServerReflectionResponse;
import io.grpc.reflection.v1.ServiceResponse;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a client learns that knows nothing. */
final class ReflectionTest {
    @TempDir
    private Path temporary;

    private LocalStore store;
    private Serving serving;

    @BeforeEach
    void open() throws IOException {
        store = LocalStore.create(temporary.resolve("store"));
        serving = Serving.of(Serving.castore(store), Serving.LOOPBACK);
    }

    @AfterEach
    void close() {
        serving.close();
        store.close();
    }

    /** G23: Reflection, in its versions v1 and v1alpha, lists the services of both dialects, and shows each by the files of its own dialect. */
    @Test
    void reflectionListsAllServices() {
        ServerReflectionResponse answer = ask(serving.client().channel(), request -> request.setListServices(""));
        assertThat(answer.getListServicesResponse().getServiceList())
                .extracting(ServiceResponse::getName)
                .contains(
                        "tvix.castore.v1.BlobService",
                        "tvix.castore.v1.DirectoryService",
                        "snix.castore.v1.BlobService",
                        "snix.castore.v1.DirectoryService",
                        "vitrine.castore.v1.RootService",
                        "grpc.health.v1.Health",
                        "grpc.reflection.v1alpha.ServerReflection");
    }

    @ParameterizedTest
    @CsvSource({
        "tvix.castore.v1.BlobService, tvix/castore/protos/rpc_blobstore.proto",
        "snix.castore.v1.BlobService, snix/castore/protos/rpc_blobstore.proto",
        "tvix.castore.v1.DirectoryService, tvix/castore/protos/rpc_directory.proto",
        "snix.castore.v1.DirectoryService, snix/castore/protos/rpc_directory.proto",
        "vitrine.castore.v1.RootService, vitrine/castore/protos/rpc_roots.proto"
    })
    void eachServiceIsShownByItsOwnFile(String service, String file) throws Exception {
        ServerReflectionResponse answer =
                ask(serving.client().channel(), request -> request.setFileContainingSymbol(service));
        ByteString first =
                answer.getFileDescriptorResponse().getFileDescriptorProtoList().getFirst();
        FileDescriptorProto shown = FileDescriptorProto.parseFrom(first);
        assertThat(shown.getName()).isEqualTo(file);
        assertThat(shown.getPackage() + "." + shown.getService(0).getName()).isEqualTo(service);
    }

    private static ServerReflectionResponse ask(
            ManagedChannel channel,
            Function<ServerReflectionRequest.Builder, ServerReflectionRequest.Builder> question) {
        CompletableFuture<ServerReflectionResponse> answer = new CompletableFuture<>();
        StreamObserver<ServerReflectionRequest> call = ServerReflectionGrpc.newStub(channel)
                .serverReflectionInfo(new StreamObserver<>() {
                    @Override
                    public void onNext(ServerReflectionResponse message) {
                        answer.complete(message);
                    }

                    @Override
                    public void onError(Throwable t) {
                        answer.completeExceptionally(t);
                    }

                    @Override
                    public void onCompleted() {}
                });
        call.onNext(question.apply(ServerReflectionRequest.newBuilder()).build());
        call.onCompleted();
        return answer.orTimeout(20, TimeUnit.SECONDS).join();
    }
}
