package dev.vitrine.castore.grpc.server;

import dev.vitrine.castore.directory.DirectoryPutter;
import dev.vitrine.castore.directory.DirectoryService;
import dev.vitrine.castore.grpc.Dialect;
import dev.vitrine.castore.grpc.server.Keeper.Kept;
import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.CastoreException.NotFound;
import dev.vitrine.castore.model.Digest;
import dev.vitrine.castore.model.Directory;
import dev.vitrine.proto.tvix.castore.v1.GetDirectoryRequest;
import dev.vitrine.proto.tvix.castore.v1.PutDirectoryResponse;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import java.util.Optional;

/** DirectoryService: directories as their canonical bytes, one or a whole closure. Thread-safe. */
final class DirectoryCalls {
    private final DirectoryService directories;
    private final Permission permission;
    private final DirectoryBudget budget;
    private final Calls calls;

    DirectoryCalls(DirectoryService directories, Permission permission, DirectoryBudget budget, Calls calls) {
        this.directories = directories;
        this.permission = permission;
        this.budget = budget;
        this.calls = calls;
    }

    ServerServiceDefinition in(Dialect dialect) {
        return new ServiceBuilder(dialect.directoryService(), calls)
                .answer(dialect.getDirectory(), this::get)
                .take(dialect.putDirectory(), this::put)
                .build();
    }

    private void get(Exchange<GetDirectoryRequest, byte[]> call) throws CastoreException {
        GetDirectoryRequest request = call.only();
        if (!request.hasDigest()) {
            throw Status.INVALID_ARGUMENT
                    .withDescription("the request does not say which directory")
                    .asRuntimeException();
        }
        Digest digest = WireDigest.of(request.getDigest());
        if (request.getRecursive()) {
            directories.closure(digest, (_, directory) -> call.send(directory.toByteArray()));
        } else {
            call.send(existing(digest).toByteArray());
        }
    }

    private Directory existing(Digest digest) throws CastoreException {
        return directories.get(digest).orElseThrow(() -> new NotFound("there is no directory " + digest));
    }

    /** Each message is judged as the bytes that came, as they are what is stored. */
    private void put(Exchange<byte[], PutDirectoryResponse> call) throws CastoreException {
        try (Kept _ = permission.toWrite();
                DirectoryBudget.Share share = budget.share();
                DirectoryPutter putter = directories.putter()) {
            for (Optional<byte[]> message = call.next(); message.isPresent(); message = call.next()) {
                share.take();
                putter.put(Directory.parse(message.get()));
            }
            Digest root = putter.finish();
            call.send(PutDirectoryResponse.newBuilder()
                    .setRootDigest(WireDigest.bytes(root))
                    .build());
        }
    }
}
