package dev.vitrine.gateway;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.vitrine.castore.blob.MemoryBlobService;
import dev.vitrine.castore.directory.DirectoryPutter;
import dev.vitrine.castore.directory.MemoryDirectoryService;
import dev.vitrine.castore.model.Directory;
import dev.vitrine.castore.model.DirectoryNode;
import dev.vitrine.castore.model.PathComponent;
import dev.vitrine.castore.root.MemoryRootNodes;
import dev.vitrine.castore.view.StoreView;
import java.nio.ByteBuffer;

/** A gateway with a directory of 1,000,000 files, for a process with a small heap. It prints its address, and ends when its input does. */
final class MillionEntries {
    static final int COUNT = 1_000_000;
    private static final int NAME_LENGTH = 8;
    private static final int ENTRY_LENGTH = 2 + NAME_LENGTH + 2 + 32;

    private MillionEntries() {}

    public static void main(String[] arguments) throws Exception {
        MemoryDirectoryService directories = new MemoryDirectoryService();
        MemoryRootNodes roots = new MemoryRootNodes();
        try (DirectoryPutter putter = directories.putter()) {
            Directory directory = Directory.parse(encoding());
            roots.put(PathComponent.of("many"), new DirectoryNode(putter.put(directory), directory.size()));
            putter.finish();
        }
        StoreView view = new StoreView(new MemoryBlobService(), directories, roots, 1 << 20);
        try (Gateway gateway = Gateway.start(view, Served.defaults())) {
            System.out.println(gateway.address());
            System.in.readAllBytes();
        }
    }

    /** By hand, because a builder of so many would not fit. Each file is empty, and so its size is not spelled out. */
    private static ByteBuffer encoding() {
        ByteBuffer encoding = ByteBuffer.allocate(COUNT * (2 + ENTRY_LENGTH));
        byte[] digest = new byte[32];
        byte[] name = "f0000000".getBytes(US_ASCII);
        for (int i = 0; i < COUNT; i++) {
            encoding.put((byte) 0x12).put((byte) ENTRY_LENGTH);
            encoding.put((byte) 0x0a).put((byte) NAME_LENGTH).put(name);
            encoding.put((byte) 0x12).put((byte) digest.length).put(digest);
            increment(name);
        }
        return encoding.flip();
    }

    /** To the next name of as many digits. */
    private static void increment(byte[] name) {
        int at = name.length - 1;
        while (name[at] == '9') {
            name[at--] = '0';
        }
        name[at]++;
    }
}
