package dev.vitrine.castore.grpc.client;

import dev.vitrine.castore.directory.DirectoryPutter;
import dev.vitrine.castore.directory.DirectoryService;
import dev.vitrine.castore.hash.Blake3;
import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.CastoreException.Corrupt;
import dev.vitrine.castore.model.Digest;
import dev.vitrine.castore.model.Directory;
import io.grpc.StatusException;
import java.util.Optional;

/** The directories of a remote store; a closure is one call. Thread-safe. */
final class GrpcDirectoryService implements DirectoryService {
    private final DirectoryCalls calls;
    private final RemoteStoreOptions options;

    GrpcDirectoryService(Connection connection, RemoteStoreOptions options) {
        this.calls = new DirectoryCalls(connection);
        this.options = options;
    }

    @Override
    public Optional<Directory> get(Digest digest) throws CastoreException {
        Optional<Incoming<byte[]>> answer = calls.get(digest, false);
        if (answer.isEmpty()) {
            return Optional.empty();
        }
        try (Incoming<byte[]> stream = answer.get()) {
            Optional<byte[]> encoding = next(digest, stream);
            if (encoding.isPresent() && next(digest, stream).isPresent()) {
                throw new Corrupt("more than one directory came for " + digest);
            }
            return encoding.isEmpty() ? Optional.empty() : Optional.of(VerifiedDirectory.of(digest, encoding.get()));
        }
    }

    @Override
    public void closure(Digest root, ClosureVisitor visitor) throws CastoreException {
        Optional<Incoming<byte[]>> answer = calls.get(root, true);
        if (answer.isEmpty()) {
            return;
        }
        try (Incoming<byte[]> stream = answer.get()) {
            RootToLeaves order = new RootToLeaves(root);
            for (Optional<byte[]> next = next(root, stream); next.isPresent(); next = next(root, stream)) {
                visit(next.get(), order, visitor);
            }
            order.finish();
        }
    }

    private static void visit(byte[] encoding, RootToLeaves order, ClosureVisitor visitor) throws CastoreException {
        Digest digest = Blake3.digest(encoding);
        if (order.wants(digest)) {
            Directory directory = VerifiedDirectory.parse(digest, encoding);
            order.accept(digest, directory);
            visitor.visit(digest, directory);
        }
    }

    private Optional<byte[]> next(Digest digest, Incoming<byte[]> stream) throws CastoreException {
        try {
            return stream.next();
        } catch (StatusException e) {
            throw calls.failure("give all of directory " + digest, e);
        }
    }

    @Override
    public DirectoryPutter putter() {
        return new GrpcDirectoryPutter(calls, this, options);
    }
}
