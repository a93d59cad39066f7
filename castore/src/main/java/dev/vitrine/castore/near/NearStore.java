package dev.vitrine.castore.near;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.vitrine.castore.blob.BlobService;
import dev.vitrine.castore.checksum.ChecksumService;
import dev.vitrine.castore.directory.DirectoryService;
import dev.vitrine.castore.local.LocalStore;
import dev.vitrine.castore.local.LocalStoreOptions;
import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.CastoreException.Invalid;
import dev.vitrine.castore.model.CastoreException.Unavailable;
import dev.vitrine.castore.model.Violation;
import dev.vitrine.castore.nix.PathInfoService;
import dev.vitrine.castore.root.MutableRootNodes;
import dev.vitrine.castore.root.RootNodes;
import dev.vitrine.castore.store.Pin;
import dev.vitrine.castore.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A far store through a near one. Reading asks the near store first, and fetches what is not there: each digest once, for all who want
 * it. What is written goes to the far store. Thread-safe.
 */
public final class NearStore implements Store {
    /** Names the far store whose roots are remembered here. */
    private static final String FAR = "FAR";

    private final LocalStore near;
    private final Store far;
    private final Publisher publisher;
    private final NearBlobs blobs;
    private final NearDirectories directories;
    private final NearRoots roots;

    private NearStore(LocalStore near, Store far, NearOptions options) {
        this.near = near;
        this.far = far;
        OpenBlobs open = new OpenBlobs();
        publisher = new Publisher(near, new Budget(near.cache(), options, open));
        directories = new NearDirectories(near.directories(), far.directories(), publisher, options.absence());
        blobs = new NearBlobs(near, far.blobs(), publisher, open, directories, options);
        roots = new NearRoots(near.roots(), far.roots(), options.absence());
    }

    /**
     * Puts a near store in a directory, made when it is missing, in front of a far one, which this owns from now on.
     *
     * @param address of the far store: a near one is for one alone, whose roots it remembers
     * @throws Invalid if the directory holds a store that is no near one, or one of another far store
     * @throws Unavailable if the directory cannot be used
     */
    public static NearStore open(
            Path directory, LocalStoreOptions storing, String address, Store far, NearOptions options)
            throws CastoreException {
        LocalStore near = LocalStore.create(directory, storing);
        try {
            claim(directory, near, address);
            return new NearStore(near, far, options);
        } catch (CastoreException e) {
            near.close();
            throw e;
        }
    }

    private static void claim(Path directory, LocalStore near, String address) throws CastoreException {
        Path file = directory.resolve(FAR);
        try {
            if (Files.exists(file)) {
                String found = Files.readString(file, UTF_8).strip();
                if (!found.equals(address)) {
                    throw new Invalid(
                            Violation.ADDRESS, directory + " keeps what came from " + found + ", not from " + address);
                }
            } else if (near.roots().list().isEmpty()) {
                Files.writeString(file, address + "\n", UTF_8);
            } else {
                throw new Invalid(
                        Violation.ADDRESS,
                        directory + " is a store of its own, and cannot keep what comes from " + address);
            }
        } catch (CastoreException e) {
            throw e;
        } catch (IOException e) {
            throw Unavailable.because("the file " + file + " cannot be read or written", e);
        }
    }

    /** The near store itself. */
    LocalStore near() {
        return near;
    }

    /** What is near, and how often it helped. */
    public NearFigures figures() {
        return blobs.figures();
    }

    @Override
    public BlobService blobs() {
        return blobs;
    }

    @Override
    public DirectoryService directories() {
        return directories;
    }

    @Override
    public RootNodes roots() {
        return roots;
    }

    /** Those of the far store: what is set there shows here within a second. */
    @Override
    public MutableRootNodes mutableRoots() throws CastoreException {
        return far.mutableRoots();
    }

    /** That of the far store: what it knows of store paths is not kept. */
    @Override
    public Optional<PathInfoService> pathInfoService() {
        return far.pathInfoService();
    }

    /** In the near store. */
    @Override
    public ChecksumService checksums() {
        return near.checksums();
    }

    /** In the far store. */
    @Override
    public Pin pin() throws CastoreException {
        return far.pin();
    }

    /** Publishes what was fetched and waits, lets go of the rest, and closes both. */
    @Override
    public void close() {
        roots.close();
        blobs.close();
        publisher.close();
        near.close();
        far.close();
    }
}
