package dev.vitrine.gateway.access;

import java.nio.file.Path;
import java.util.List;

/** Something that comes from files and follows them when they change. */
public interface Reloaded {
    /** The files. */
    List<Path> files();

    /** Takes what is in the files now; when that cannot be used, what was taken last stays. */
    void reload() throws AccessException;
}
