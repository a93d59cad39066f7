package dev.vitrine.castore.importer;

import dev.vitrine.castore.blob.MemoryBlobService;
import dev.vitrine.castore.directory.MemoryDirectoryService;
import dev.vitrine.castore.root.MemoryRootNodes;
import dev.vitrine.castore.root.RootName;
import java.io.IOException;
import java.nio.file.Path;

/** A program that imports the directory of its one argument and prints the digest: for a JVM in another locale. */
final class ImportedDigest {
    private ImportedDigest() {}

    public static void main(String[] arguments) throws IOException {
        System.out.println(of(Path.of(arguments[0])).digest());
    }

    static ImportedRoot of(Path directory) throws IOException {
        return new Importer(new MemoryBlobService(), new MemoryDirectoryService(), ImportOptions.defaults())
                .importAs(new MemoryRootNodes(), RootName.of("root"), directory, ImportListener.NONE);
    }
}
