package dev.vitrine.fusefs;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.castore.blob.BlobService;
import dev.vitrine.castore.directory.DirectoryPutter;
import dev.vitrine.castore.directory.DirectoryService;
import dev.vitrine.castore.local.LocalStore;
import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.Directory;
import dev.vitrine.castore.model.DirectoryNode;
import dev.vitrine.castore.model.FileNode;
import dev.vitrine.castore.view.StoreView;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

@OnBothTransports
class ManyEntriesTest {
    private static final int ENTRIES = 1_000_000;
    private static final int CONTENTS = 7;
    private static final long CACHE_BYTES = 64L << 20;
    /** The directory has 58 MB, its encoding and an index. */
    private static final long MOST_BYTES = 100_000_000;

    private static final String LIST = """
            import os, sys
            count, first, last, inodes = 0, None, None, set()
            for entry in os.scandir(sys.argv[1]):
                first, last, count = first or entry.name, entry.name, count + 1
                inodes.add(entry.inode())
            directory = os.open(sys.argv[1], os.O_RDONLY)
            os.listdir(directory)
            print(count, first, last, len(inodes), flush=True)
            sys.stdin.readline()
            """;

    @RegisterExtension
    final Mounted mounted;

    ManyEntriesTest(Fuse fuse) {
        mounted = new Mounted(fuse);
    }

    @TempDir
    private Path temp;

    /** F40: A directory of 1,000,000 entries is listed to its end, and takes no more memory than its own size meanwhile. */
    @Test
    @Timeout(60)
    void aMillionEntriesAreListed() throws Exception {
        try (LocalStore store = LocalStore.create(temp.resolve("store"));
                StoreView view = new StoreView(store.blobs(), store.directories(), store.roots(), CACHE_BYTES)) {
            store.roots().put(Sample.name("many"), put(store.directories(), directory(store.blobs())));
            long before = usedHeap();
            try (Mount mount = mounted.open(view, MountOptions.defaults());
                    Conversation program = Conversation.with(
                            "python3", "-c", LIST, mount.mountpoint().resolve("many"))) {
                assertThat(program.hear()).isEqualTo("1000000 entry-0000000 entry-0999999 7");
                assertThat(usedHeap() - before).isLessThan(MOST_BYTES);
            }
        }
    }

    private static Directory directory(BlobService blobs) throws CastoreException {
        FileNode[] files = new FileNode[CONTENTS];
        for (int i = 0; i < CONTENTS; i++) {
            byte[] contents = String.valueOf(i).getBytes(US_ASCII);
            files[i] = new FileNode(blobs.put(ByteBuffer.wrap(contents)), contents.length, false);
        }
        Directory.Builder builder = Directory.builder();
        for (int i = 0; i < ENTRIES; i++) {
            builder.add(Sample.name(String.format("entry-%07d", i)), files[i % CONTENTS]);
        }
        return builder.build();
    }

    private static DirectoryNode put(DirectoryService directories, Directory directory) throws CastoreException {
        try (DirectoryPutter putter = directories.putter()) {
            putter.put(directory);
            return new DirectoryNode(putter.finish(), directory.size());
        }
    }

    /** What is left after a collection. */
    private static long usedHeap() {
        MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
        memory.gc();
        return memory.getHeapMemoryUsage().getUsed();
    }
}
