package dev.vitrine.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.vitrine.castore.address.GrpcAddress;
import dev.vitrine.castore.address.StoreAddress;
import dev.vitrine.castore.blob.BlobBatch;
import dev.vitrine.castore.blob.BlobReader;
import dev.vitrine.castore.blob.BlobService;
import dev.vitrine.castore.blob.BlobWriter;
import dev.vitrine.castore.grpc.client.RemoteStore;
import dev.vitrine.castore.grpc.client.RemoteStoreOptions;
import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.CastoreException.NotFound;
import dev.vitrine.castore.model.Digest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;

/**
 * A client with one connection to a server, for {@code bench/baseline}: {@code GrpcClient ADDRESS DIRECTORY}. It does what it is told, a line each, until
 * there are no more, and answers each with a line: the nanoseconds that it took, and one thing more.
 *
 * <ul>
 *   <li>{@code put FILE}: sends it, as a blob that the server does not have; until it is durable there. And its digest.
 *   <li>{@code get DIGEST}: fetches a blob as everything of ours does, verified; a long one lies in DIRECTORY. And its size.
 *   <li>{@code read DIGEST}: takes it from the server and drops it. And its size.
 *   <li>{@code many FILE CALLS SECONDS}: gets short blobs, whose digests are the lines of the file, so many at a time. And how many.
 * </ul>
 */
final class GrpcClient implements AutoCloseable {
    private static final long PIECE = 1 << 20;

    private final RemoteStore store;
    private final DroppedReads reads;

    private GrpcClient(GrpcAddress address, Path temporary) throws CastoreException {
        this.store = RemoteStore.open(address, RemoteStoreOptions.DEFAULTS.withTemporary(temporary));
        this.reads = DroppedReads.of(address);
    }

    public static void main(String[] args) throws IOException, CastoreException, InterruptedException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, UTF_8));
        try (GrpcClient client = new GrpcClient(server(args[0]), Path.of(args[1]))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                long start = System.nanoTime();
                String more = client.carryOut(line.split(" ", -1));
                System.out.println((System.nanoTime() - start) + " " + more);
            }
        }
    }

    private static GrpcAddress server(String address) throws CastoreException {
        if (StoreAddress.parse(address) instanceof GrpcAddress server) {
            return server;
        }
        throw new IllegalArgumentException("no server is at " + address);
    }

    private String carryOut(String[] words) throws IOException, CastoreException, InterruptedException {
        return switch (words[0]) {
            case "put" -> put(Path.of(words[1])).hex();
            case "get" -> String.valueOf(get(Digest.parse(words[1])));
            case "read" -> String.valueOf(reads.size(Digest.parse(words[1])));
            case "many" -> String.valueOf(many(words));
            default -> throw new IllegalArgumentException("nobody can " + words[0]);
        };
    }

    private Digest put(Path path) throws IOException, CastoreException {
        try (FileChannel file = FileChannel.open(path);
                Arena arena = Arena.ofConfined();
                BlobBatch batch = store.blobs().batch();
                BlobWriter writer = batch.create()) {
            MemorySegment all = file.map(MapMode.READ_ONLY, 0, file.size(), arena);
            for (long at = 0; at < all.byteSize(); at += PIECE) {
                writer.write(
                        all.asSlice(at, Math.min(PIECE, all.byteSize() - at)).asByteBuffer());
            }
            Digest digest = writer.finish();
            batch.commit();
            return digest;
        }
    }

    private long get(Digest digest) throws CastoreException {
        BlobService blobs = store.blobs();
        try (BlobReader blob = blobs.open(digest).orElseThrow(() -> new NotFound("there is no blob " + digest))) {
            return blob.size();
        }
    }

    private long many(String[] words) throws IOException, InterruptedException {
        ManyGets gets = ManyGets.of(Path.of(words[1]), this::get);
        return gets.during(Integer.parseInt(words[2]), Long.parseLong(words[3]));
    }

    @Override
    public void close() {
        reads.close();
        store.close();
    }
}
