package dev.vitrine.castore.local;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.vitrine.castore.model.CastoreException.Unavailable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/**
 * Where things are in a store of format 1, and whether a directory is one: {@code FORMAT}, {@code LOCK}, {@code index/} for LMDB,
 * {@code blobs/ab/cd/} for files, {@code tmp/} for what is not finished, {@code seen/} for what imports have seen, {@code quarantine/} for
 * what was found to be bad.
 *
 * @param path of the store
 */
record StoreDirectory(Path path) {
    private static final String FORMAT = "vitrine-store 1\n";
    private static final String UNFINISHED_FORMAT = "FORMAT.new";
    private static final Set<String> OURS = Set.of("LOCK", "index", "blobs", "tmp", "seen", UNFINISHED_FORMAT);

    Path lock() {
        return path.resolve("LOCK");
    }

    Path index() {
        return path.resolve("index");
    }

    Path blobs() {
        return path.resolve("blobs");
    }

    Path tmp() {
        return path.resolve("tmp");
    }

    Path seen() {
        return path.resolve("seen");
    }

    Path quarantine() {
        return path.resolve("quarantine");
    }

    private Path format() {
        return path.resolve("FORMAT");
    }

    /** Throws unless the directory is there and is a store of this format. Changes nothing. */
    void checkFormat() throws Unavailable {
        if (Files.notExists(path)) {
            throw failures().refused("there is no store at " + path);
        }
        if (!Files.isDirectory(path)) {
            throw failures().refused(path + " is not a directory, so it cannot be a store");
        }
        if (Files.notExists(format())) {
            throw failures().refused("the directory " + path + " is not a store: it has no file FORMAT");
        }
        checkKnown();
    }

    private void checkKnown() throws Unavailable {
        try (var in = Files.newInputStream(format())) {
            String found = new String(in.readNBytes(100), US_ASCII);
            if (!found.equals(FORMAT)) {
                throw failures().refused("the store at " + path + " has a format that this version does not know");
            }
        } catch (Unavailable e) {
            throw e;
        } catch (IOException e) {
            throw failures().io("open", e);
        }
    }

    /** Makes the directory if it is missing. Throws if it is, or should become, something else than a store of this format. */
    void prepare() throws Unavailable {
        try {
            Durable.createDirectories(path);
        } catch (IOException e) {
            throw failures().io("create", e);
        }
        if (Files.exists(format())) {
            checkKnown();
        } else {
            checkNothingElse();
        }
    }

    /** What an earlier attempt may have left is no reason to refuse; anything of somebody else's is. */
    private void checkNothingElse() throws Unavailable {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(path)) {
            for (Path entry : entries) {
                if (!OURS.contains(String.valueOf(entry.getFileName())) && Files.notExists(format())) {
                    throw failures().refused("the directory " + path + " is neither a store nor empty");
                }
            }
        } catch (Unavailable e) {
            throw e;
        } catch (IOException e) {
            throw failures().io("create", e);
        }
    }

    /** Makes what is missing in a directory that {@link #prepare} has passed; {@code FORMAT} comes last and says that all is there. */
    void complete() throws IOException {
        if (Files.exists(format())) {
            return;
        }
        Durable.createDirectories(index());
        Durable.createDirectories(blobs());
        Durable.createDirectories(tmp());
        Path unfinished = path.resolve(UNFINISHED_FORMAT);
        Files.writeString(unfinished, FORMAT, US_ASCII);
        try (FileChannel channel = FileChannel.open(unfinished, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        Files.move(unfinished, format(), StandardCopyOption.ATOMIC_MOVE);
        Durable.sync(path);
    }

    Failures failures() {
        return new Failures(path);
    }
}
