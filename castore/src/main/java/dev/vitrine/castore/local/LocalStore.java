package dev.vitrine.castore.local;

import dev.vitrine.castore.blob.BlobService;
import dev.vitrine.castore.checksum.ChecksumService;
import dev.vitrine.castore.directory.DirectoryService;
import dev.vitrine.castore.gc.GcOptions;
import dev.vitrine.castore.gc.GcReport;
import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.CastoreException.Unavailable;
import dev.vitrine.castore.nar.NarHasher;
import dev.vitrine.castore.nar.NarThreads;
import dev.vitrine.castore.nix.PathInfoService;
import dev.vitrine.castore.outboard.ReadCheck;
import dev.vitrine.castore.outboard.VerifiedBlobs;
import dev.vitrine.castore.root.MutableRootNodes;
import dev.vitrine.castore.store.Pin;
import dev.vitrine.castore.store.Store;
import dev.vitrine.castore.verify.Checkpoints;
import dev.vitrine.castore.verify.Quarantine;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;

/**
 * A store in a directory of this machine. What a service has acknowledged survives the end of the process and of the power: blobs
 * are durable before the index speaks of them, and roots come last. Thread-safe.
 *
 * <p>Any number of processes may have one store open at once, all of them writing, and each sees what the others have finished; but
 * one process opens it once. Not for network file systems, nor for processes in different PID namespaces.
 */
public final class LocalStore implements Store {
    private final BlobService blobs;
    private final BlobService storedBlobs;
    private final DirectoryService directories;
    private final MutableRootNodes roots;
    private final PathInfoService pathInfos;
    private final ChecksumService checksums;
    private final Path importMemory;
    private final Pins pins;
    private final LocalGarbage garbage;
    private final LocalCheckpoints checkpoints;
    private final LocalQuarantine quarantine;
    private final LocalCache cache;
    private final Resources resources;

    private LocalStore(
            StoreDirectory directory,
            LocalStoreOptions options,
            Index index,
            BlobFiles files,
            StoreLock lock,
            Scratch scratch,
            Resources resources) {
        Failures failures = directory.failures();
        FileGate gate = lock.gate(failures);
        BlobLedger ledger = new BlobLedger(index, files, gate);
        VerifiedBlobs verified = new VerifiedBlobs();
        this.blobs = new LocalBlobService(index, files, ledger, scratch, failures, options, verified);
        this.storedBlobs = new LocalBlobService(
                index, files, ledger, scratch, failures, options.withReadCheck(ReadCheck.OFF), verified);
        this.directories = new LocalDirectoryService(index, options);
        this.roots = new LocalRootNodes(index, InstantSource.system());
        this.checksums = new LocalChecksumService(index);
        this.importMemory = directory.seen();
        this.pins = new Pins(index, scratch);
        this.pathInfos = new LocalPathInfoService(
                index, new NarThreads(new NarHasher(blobs, directories)), InstantSource.system());
        LocalGarbage.Parts parts = new LocalGarbage.Parts(index, files, gate, failures);
        this.garbage = new LocalGarbage(parts, lock, pins, directories, roots, InstantSource.system());
        this.checkpoints = new LocalCheckpoints(index);
        this.quarantine = new LocalQuarantine(parts, directory.quarantine());
        this.cache = new LocalCache(parts, scratch, InstantSource.system());
        this.resources = resources;
    }

    /** Opens the store in that directory with {@link LocalStoreOptions#DEFAULTS}, and makes it and its parents when missing. */
    public static LocalStore create(Path directory) throws Unavailable {
        return create(directory, LocalStoreOptions.DEFAULTS);
    }

    /**
     * Opens the store in that directory, and makes it and its parents when missing.
     *
     * @throws Unavailable if the directory holds something else, a store of another format, or one that this process has open; or
     *     cannot be written
     */
    public static LocalStore create(Path directory, LocalStoreOptions options) throws Unavailable {
        StoreDirectory store = new StoreDirectory(directory.toAbsolutePath());
        store.prepare();
        return openPrepared(store, options);
    }

    /** Opens the store in that directory with {@link LocalStoreOptions#DEFAULTS}. */
    public static LocalStore open(Path directory) throws Unavailable {
        return open(directory, LocalStoreOptions.DEFAULTS);
    }

    /**
     * Opens the store in that directory.
     *
     * @throws Unavailable if there is none, or as {@link #create(Path, LocalStoreOptions)} has it
     */
    public static LocalStore open(Path directory, LocalStoreOptions options) throws Unavailable {
        StoreDirectory store = new StoreDirectory(directory.toAbsolutePath());
        store.checkFormat();
        return openPrepared(store, options);
    }

    private static LocalStore openPrepared(StoreDirectory directory, LocalStoreOptions options) throws Unavailable {
        Resources resources = new Resources();
        try {
            LocalStore store = open(directory, options, resources);
            resources = new Resources();
            return store;
        } catch (Unavailable e) {
            throw e;
        } catch (IOException e) {
            throw directory.failures().io("open", e);
        } finally {
            resources.close();
        }
    }

    private static LocalStore open(StoreDirectory directory, LocalStoreOptions options, Resources resources)
            throws IOException {
        OpenStores.Claim claim = OpenStores.claim(directory);
        resources.add(claim::close);
        StoreLock lock = StoreLock.shared(directory);
        resources.add(lock::close);
        Scratch scratch = lock.alone(() -> {
            directory.complete();
            Scratch.sweep(directory.tmp());
            return Scratch.in(directory.tmp());
        });
        resources.add(scratch::close);
        FileSystemSync sync = FileSystemSync.of(directory.path());
        resources.add(sync::close);
        Index index = Index.open(directory, options.mapSize());
        resources.add(index::close);
        BlobFiles files = new BlobFiles(directory.blobs(), sync);
        return new LocalStore(directory, options, index, files, lock, scratch, resources);
    }

    @Override
    public BlobService blobs() {
        return blobs;
    }

    /** The same blobs as they lie there, unverified: for who verifies them all the same. */
    @Override
    public BlobService storedBlobs() {
        return storedBlobs;
    }

    @Override
    public DirectoryService directories() {
        return directories;
    }

    @Override
    public MutableRootNodes roots() {
        return roots;
    }

    /** The roots that have names of store paths, and what is known of them. What was put stays as long as its root. */
    public PathInfoService pathInfos() {
        return pathInfos;
    }

    @Override
    public Optional<PathInfoService> pathInfoService() {
        return Optional.of(pathInfos);
    }

    @Override
    public MutableRootNodes mutableRoots() {
        return roots;
    }

    /** What is kept here may be forgotten: it is written a second later, and nobody hears when that fails. */
    @Override
    public ChecksumService checksums() {
        return checksums;
    }

    /** Where imports into this store remember what they have read; need not be there, and may be removed at any time. */
    public Path importMemory() {
        return importMemory;
    }

    /** How far verifications of this store have come. */
    public Checkpoints checkpoints() {
        return checkpoints;
    }

    /** Takes what is bad out of this store, and keeps it in a directory {@code quarantine} in it. */
    public Quarantine quarantine() {
        return quarantine;
    }

    /** What this store can do as the cache of another one, and nobody else needs. */
    public LocalCache cache() {
        return cache;
    }

    /**
     * Keeps what is written, or found to be there, from now on from being collected as garbage: until the pin is closed, or the process
     * ends. Whoever writes something and then sets a root that reaches it holds one from before the first write until the root is set;
     * without it he relies on the grace of collections. One commit to begin and one to end, unless another pin is held.
     */
    @Override
    public Pin pin() throws Unavailable {
        return pins.pin();
    }

    /**
     * Removes what no root reaches, if an earlier collection has found so long enough ago. Imports and readers in any process go on
     * meanwhile. A view of something that no root reaches any more may find parts of it gone; what is open stays readable. The disk
     * space of blob files is free at once; that of small blobs and directories is used again by later writes, as the index never
     * shrinks. Takes 43 to 86 bytes of memory for each distinct digest below the roots.
     *
     * @throws CastoreException.Corrupt if a directory or root is broken, so that nothing can be told to be garbage; then nothing more
     *     is removed
     * @throws Unavailable if another collection is under way, or the store fails
     */
    public GcReport collectGarbage(GcOptions options) throws CastoreException {
        return garbage.collect(options);
    }

    /**
     * Waits for the calls that have begun and releases everything; what is called later finds the store {@link Unavailable}. Blobs
     * that are open stay readable. Harmless when repeated.
     */
    @Override
    public synchronized void close() {
        resources.close();
    }
}
