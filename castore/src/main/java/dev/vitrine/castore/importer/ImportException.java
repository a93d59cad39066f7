package dev.vitrine.castore.importer;

import java.io.IOException;

/** Why a tree on disk could not be imported: one sentence that names the path, escaped. Nothing got a root name by then. */
public final class ImportException extends IOException {
    private static final long serialVersionUID = 1L;

    ImportException(String message) {
        super(message);
    }

    ImportException(String message, Throwable cause) {
        super(message, cause);
    }

    static ImportException unreadable(Location where, ErrnoException cause) {
        return new ImportException("cannot read '" + where + "': " + cause.getMessage(), cause);
    }

    static ImportException changed(Location where) {
        return new ImportException("'" + where + "' changed while it was read; import it again when it is at rest");
    }
}
