package dev.vitrine.cli;

import dev.vitrine.castore.model.CastorePath;
import java.nio.file.Path;

/**
 * What is mounted where.
 *
 * @param path the directory of the view that becomes the top of the mount; the top for all of it
 */
record MountTarget(Path directory, CastorePath path) {}
