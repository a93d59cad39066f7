package dev.vitrine.castore;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.castore.blob.MemoryBlobService;
import dev.vitrine.castore.directory.DirectoryPutter;
import dev.vitrine.castore.directory.DirectoryService;
import dev.vitrine.castore.directory.MemoryDirectoryService;
import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.Digest;
import dev.vitrine.castore.model.Directory;
import dev.vitrine.castore.model.DirectoryNode;
import dev.vitrine.castore.model.FileNode;
import dev.vitrine.castore.model.PathComponent;
import dev.vitrine.castore.model.SymlinkNode;
import dev.vitrine.castore.model.SymlinkTarget;
import dev.vitrine.castore.root.MemoryRootNodes;
import dev.vitrine.castore.view.Entry;
import dev.vitrine.castore.view.StoreView;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Trees in memory from lines such as {@code sub/name=contents}, {@code bin/run*=contents}, {@code link->target} and {@code empty/}.
 * Writes down which directories were fetched.
 */
public final class SketchedTrees {
    private static final int ENDLESS = 500_000;

    public final List<Digest> fetched = new ArrayList<>();
    private final MemoryBlobService blobs = new MemoryBlobService();
    private final MemoryDirectoryService stored = new MemoryDirectoryService();

    /** A view without roots and, so that every fetch is seen, without a cache. */
    public StoreView view() {
        return new StoreView(blobs, new Watched(), new MemoryRootNodes(), 0);
    }

    public Entry.Directory tree(String... lines) throws CastoreException {
        try (DirectoryPutter putter = stored.putter()) {
            Entry.Directory top = new Entry.Directory(put(List.of(lines), putter));
            putter.finish();
            return top;
        }
    }

    private DirectoryNode put(List<String> lines, DirectoryPutter putter) throws CastoreException {
        Directory.Builder builder = Directory.builder();
        Map<String, List<String>> below = new TreeMap<>();
        for (String line : lines) {
            int slash = line.replaceAll("(->|=).*", "").indexOf('/');
            if (slash < 0) {
                leaf(line, builder);
            } else {
                List<String> rest = below.computeIfAbsent(line.substring(0, slash), _ -> new ArrayList<>());
                Optional.of(line.substring(slash + 1))
                        .filter(tail -> !tail.isEmpty())
                        .ifPresent(rest::add);
            }
        }
        for (Map.Entry<String, List<String>> child : below.entrySet()) {
            builder.add(PathComponent.of(child.getKey()), put(child.getValue(), putter));
        }
        Directory directory = builder.build();
        return new DirectoryNode(putter.put(directory), directory.size());
    }

    private void leaf(String line, Directory.Builder builder) throws CastoreException {
        String[] link = line.split("->", 2);
        if (link.length == 2) {
            builder.add(PathComponent.of(link[0]), new SymlinkNode(SymlinkTarget.of(link[1])));
            return;
        }
        String[] file = line.split("=", 2);
        boolean executable = file[0].endsWith("*");
        String name = executable ? file[0].substring(0, file[0].length() - 1) : file[0];
        byte[] bytes = file[1].getBytes(UTF_8);
        builder.add(PathComponent.of(name), new FileNode(blobs.put(ByteBuffer.wrap(bytes)), bytes.length, executable));
    }

    /** A directory in directories, so many of them, with a file in the innermost. */
    public Entry.Directory deep(int levels, String contents) throws CastoreException {
        return nested(levels, contents, List.of("d"));
    }

    /** Two names for one directory, in one that has two names, and so on: 2^levels ways lead to the one file. */
    public Entry.Directory doubled(int levels, String contents) throws CastoreException {
        return nested(levels, contents, List.of("a", "b"));
    }

    private Entry.Directory nested(int levels, String contents, List<String> names) throws CastoreException {
        try (DirectoryPutter putter = stored.putter()) {
            DirectoryNode node = put(List.of("f=" + contents), putter);
            for (int i = 0; i < levels; i++) {
                Directory.Builder above = Directory.builder();
                for (String name : names) {
                    above.add(PathComponent.of(name), node);
                }
                Directory directory = above.build();
                node = new DirectoryNode(putter.put(directory), directory.size());
            }
            putter.finish();
            return new Entry.Directory(node);
        }
    }

    private final class Watched implements DirectoryService {
        @Override
        public Optional<Directory> get(Digest digest) {
            fetched.add(digest);
            assertThat(fetched.size()).as("fetches, which seem to have no end").isLessThan(ENDLESS);
            return stored.get(digest);
        }

        @Override
        public DirectoryPutter putter() {
            throw new UnsupportedOperationException("a view writes nothing");
        }
    }
}
