package dev.vitrine.cli;

import dev.vitrine.castore.blob.MemoryBlobService;
import dev.vitrine.castore.directory.MemoryDirectoryService;
import dev.vitrine.castore.hash.Blake3;
import dev.vitrine.castore.importer.ImportListener;
import dev.vitrine.castore.importer.ImportOptions;
import dev.vitrine.castore.importer.Importer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A tree on disk, of files whose names say what is in them, so that whoever meets one can tell whether it is right.
 *
 * @param files that are in it, relative to it
 * @param digest of its root, as {@code import} prints it; found without a store on disk
 */
record SourceTree(Path path, List<Path> files, String digest) {
    /** So many contents are in many trees; the others are in one. */
    private static final int SHARED = 40;
    /** The longest blob that lies in the index. */
    private static final int INLINE = 64 << 10;

    private static final int DIRECTORIES = 5;

    /** Makes one of so many files at a path where nothing is. Half of the contents are in other trees as well. */
    static SourceTree make(Path path, Random random, int files) throws IOException {
        List<Path> made = new ArrayList<>();
        for (int i = 0; i < files; i++) {
            long name = random.nextBoolean() ? random.nextInt(SHARED) : random.nextLong(SHARED, Long.MAX_VALUE);
            Path file = Path.of("directory" + i % DIRECTORIES, Long.toString(name));
            Files.createDirectories(path.resolve(file).getParent());
            Files.write(path.resolve(file), contents(name));
            made.add(file);
        }
        Files.createSymbolicLink(path.resolve("link"), Path.of("directory0"));
        return new SourceTree(path, made, digest(path));
    }

    /** The digest of what is there, as {@code import} prints it. */
    static String digest(Path path) throws IOException {
        Importer importer =
                new Importer(new MemoryBlobService(), new MemoryDirectoryService(), ImportOptions.defaults());
        return Blake3.digest(importer.importTree(path, ImportListener.NONE)).toString();
    }

    /** The path of one of its files, relative to it. */
    Path anyFile(Random random) {
        return files.get(random.nextInt(files.size()));
    }

    /** What a file of {@link #make} holds. */
    static byte[] contents(Path file) {
        return contents(Long.parseLong(String.valueOf(file.getFileName())));
    }

    /** What a file of that name holds: up to 4,000 bytes, but more than the index takes in every eighth file. */
    private static byte[] contents(long name) {
        Random random = new Random(name);
        int length = random.nextInt(8) == 0 ? INLINE + 1 + random.nextInt(300_000) : random.nextInt(4_000);
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}
