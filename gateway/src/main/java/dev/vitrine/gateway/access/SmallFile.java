package dev.vitrine.gateway.access;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Files that an operator writes and the gateway reads whole. */
final class SmallFile {
    private static final Logger LOG = LoggerFactory.getLogger(SmallFile.class);
    private static final int MAX_BYTES = 4 << 20;

    private SmallFile() {}

    /** The contents, 4 MiB at most. */
    static byte[] read(Path file) throws AccessException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] contents = in.readNBytes(MAX_BYTES + 1);
            if (contents.length > MAX_BYTES) {
                throw new AccessException(file + " is longer than " + MAX_BYTES + " bytes");
            }
            return contents;
        } catch (AccessException e) {
            throw e;
        } catch (NoSuchFileException e) {
            throw new AccessException(file + " is not there", e);
        } catch (IOException e) {
            throw new AccessException(file + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** Warns of a file with secrets that every user of this machine can read. */
    static void warnIfPublic(Path file) {
        if (isPublic(file)) {
            LOG.warn("{} can be read by every user of this machine: chmod o-r {}", file, file);
        }
    }

    static boolean isPublic(Path file) {
        try {
            Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
            return permissions.contains(PosixFilePermission.OTHERS_READ)
                    || permissions.contains(PosixFilePermission.OTHERS_WRITE);
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }
}
