package dev.vitrine.castore.importer;

import dev.vitrine.castore.model.Added;
import java.util.function.Supplier;

/**
 * What hears how an import goes on. {@link #planned}, {@link #writing} and {@link #skipped} come from the thread that imports, the others from several
 * threads at once; every method should return soon, for the import waits for it.
 */
public interface ImportListener {
    /** Hears nothing. */
    ImportListener NONE = new ImportListener() {};

    /**
     * The first walk is over: every file is of a kind that a castore can hold, and reading starts. An archive, whose contents nobody can count
     * before they are read, is read by then. Called once.
     */
    default void planned(ImportPlan plan) {}

    /** Whether {@link #planned} is to know how many bytes there are: to find out takes a look at every file. */
    default boolean wantsBytes() {
        return false;
    }

    /**
     * Writing begins. Both say at any time, to any thread and also after the import, what the store did not have. Called once, and not
     * for a symlink.
     */
    default void writing(Supplier<Added> blobs, Supplier<Added> directories) {}

    /** So many more bytes of some file were read. */
    default void bytesRead(long count) {}

    /** One file is read to its end. */
    default void fileDone(long size) {}

    /** One file is what it was at the last import of the same path, and was not read. */
    default void unchanged(long size) {}

    /** Something is left out, or imported as an empty directory. The path is escaped. Called when it is read, not when it is counted. */
    default void skipped(String path, SkipReason reason) {}
}
