package dev.vitrine.castore.importer;

import dev.vitrine.castore.model.CastoreException.Invalid;
import dev.vitrine.castore.model.PathComponent;
import dev.vitrine.castore.model.Violation;
import java.io.IOException;

/** The first walk: counts what is there, and finds what cannot be imported before anything is written. */
final class Survey implements TreeVisitor {
    private final RawFiles files;
    private final boolean wantsBytes;
    private long fileCount;
    private long directoryCount;
    private long symlinkCount;
    private long bytes;

    /** @param wantsBytes whether the sizes of files are to be added up */
    Survey(RawFiles files, boolean wantsBytes) {
        this.files = files;
        this.wantsBytes = wantsBytes;
    }

    ImportPlan plan() {
        return new ImportPlan(fileCount, directoryCount, symlinkCount, bytes);
    }

    @Override
    public void enter(Place directory) throws Invalid {
        directoryCount++;
        checkName(directory);
    }

    /** Some file systems have names of more bytes than a castore can hold. */
    private static void checkName(Place place) throws Invalid {
        if (place.directory() != Descriptor.WORKING_DIRECTORY && place.name().length() > PathComponent.MAX_LENGTH) {
            throw new Invalid(
                    Violation.TOO_LONG,
                    "the name of '" + place.location() + "' has " + place.name().length()
                            + " bytes; 255 can be imported");
        }
    }

    @Override
    public void leave() {}

    @Override
    public void file(Place file) throws IOException {
        checkName(file);
        fileCount++;
        if (wantsBytes) {
            bytes += files.stat(file.directory(), file.name()).size();
        }
    }

    @Override
    public void symlink(Place symlink) throws Invalid {
        checkName(symlink);
        symlinkCount++;
    }

    @Override
    public void skipped(Place what, SkipReason reason) {}
}
