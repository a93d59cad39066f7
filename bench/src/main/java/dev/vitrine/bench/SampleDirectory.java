package dev.vitrine.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.vitrine.castore.model.CastoreException.Invalid;
import dev.vitrine.castore.model.Digest;
import dev.vitrine.castore.model.Directory;
import dev.vitrine.castore.model.DirectoryNode;
import dev.vitrine.castore.model.FileNode;
import dev.vitrine.castore.model.Node;
import dev.vitrine.castore.model.PathComponent;
import dev.vitrine.castore.model.SymlinkNode;
import dev.vitrine.castore.model.SymlinkTarget;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * A directory as one meets it: of ten entries two are directories, one is a symlink, the rest are files. Equal for equal counts.
 *
 * @param directory itself
 * @param present its names, in random order
 * @param absent as many names that it has not, each next to one that it has, in random order
 */
record SampleDirectory(Directory directory, List<PathComponent> present, List<PathComponent> absent) {
    static SampleDirectory of(int entries) throws Invalid {
        Random random = new Random(entries);
        Directory.Builder builder = Directory.builder();
        List<PathComponent> present = new ArrayList<>(entries);
        List<PathComponent> absent = new ArrayList<>(entries);
        for (int i = 0; i < entries; i++) {
            String name = "entry-%06d.class".formatted(i);
            present.add(PathComponent.of(name));
            absent.add(PathComponent.of(name + "~"));
            builder.add(present.get(i), node(i, random));
        }
        Collections.shuffle(present, random);
        Collections.shuffle(absent, random);
        return new SampleDirectory(builder.build(), present, absent);
    }

    private static Node node(int number, Random random) throws Invalid {
        byte[] digest = new byte[Digest.LENGTH];
        random.nextBytes(digest);
        return switch (number % 10) {
            case 0 ->
                new SymlinkNode(
                        SymlinkTarget.of("../lib/target-%d".formatted(number).getBytes(UTF_8)));
            case 1, 2 -> new DirectoryNode(Digest.of(digest), random.nextInt(1000));
            default -> new FileNode(Digest.of(digest), random.nextInt(1 << 20), number % 3 == 0);
        };
    }
}
