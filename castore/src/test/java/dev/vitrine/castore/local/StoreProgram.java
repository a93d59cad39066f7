package dev.vitrine.castore.local;

import static dev.vitrine.castore.Fixtures.directory;
import static dev.vitrine.castore.Fixtures.name;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.vitrine.castore.blob.BlobBatch;
import dev.vitrine.castore.directory.DirectoryPutter;
import dev.vitrine.castore.gc.GcOptions;
import dev.vitrine.castore.hash.Blake3;
import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.Digest;
import dev.vitrine.castore.model.Directory;
import dev.vitrine.castore.model.DirectoryNode;
import dev.vitrine.castore.model.FileNode;
import dev.vitrine.castore.store.Pin;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A program that opens the store of its one argument and does what the lines of its input say, with one line of output for each:
 * {@code pin}, {@code put NAME}, {@code remove NAME}, {@code get NAME}, {@code count}; {@code loop SEED}, {@code churn SEED} and {@code litter SEED}
 * never end. It never closes the store.
 */
final class StoreProgram {
    private final LocalStore store;

    private StoreProgram(LocalStore store) {
        this.store = store;
    }

    public static void main(String[] arguments) throws IOException {
        StoreProgram program = new StoreProgram(LocalStore.create(Path.of(arguments[0])));
        try (BufferedReader input = new BufferedReader(new InputStreamReader(System.in, UTF_8))) {
            for (String line = input.readLine(); line != null; line = input.readLine()) {
                String[] words = line.split(" ", 2);
                System.out.println(program.answer(words[0], words.length == 1 ? "" : words[1]));
            }
        }
    }

    private String answer(String command, String argument) throws CastoreException {
        return switch (command) {
            case "put" -> putTree(argument, argument.hashCode()).toString();
            case "pin" -> String.valueOf(store.pin());
            case "remove" -> Boolean.toString(store.roots().remove(name(argument)));
            case "get" -> String.valueOf(store.roots().get(name(argument)).orElseThrow());
            case "count" -> Integer.toString(store.roots().list().size());
            case "loop" -> loop(Integer.parseInt(argument));
            case "churn" -> churn(Integer.parseInt(argument));
            case "litter" -> litter(Integer.parseInt(argument));
            default -> throw new IllegalArgumentException(command);
        };
    }

    private String loop(int seed) throws CastoreException {
        for (int i = 0; ; i++) {
            String name = "seed " + seed + " round " + i;
            System.out.println(name + "\t" + putTree(name, 31 * seed + i));
        }
    }

    /** Sets few names to few trees again and again, so that each tree becomes garbage, and is written again when it may be going. */
    private String churn(int seed) throws CastoreException {
        Random random = new Random(seed);
        while (true) {
            String name = "churn " + seed + " " + random.nextInt(2);
            try (Pin _ = store.pin()) {
                System.out.println(name + "\t" + putTree(name, random.nextInt(4)));
            }
            store.roots().remove(name("churn " + seed + " " + random.nextInt(2)));
        }
    }

    /** Makes garbage, and collects it. */
    private String litter(int seed) throws CastoreException {
        for (int i = 0; ; i++) {
            for (int j = 0; j < 5; j++) {
                putTree("litter", 31 * seed + 5 * i + j);
            }
            store.roots().remove(name("litter"));
            System.out.println("collecting");
            store.collectGarbage(GcOptions.sparing(Duration.ZERO));
        }
    }

    private Digest putTree(String name, int seed) throws CastoreException {
        return putTree(store, name, seed);
    }

    /** Writes a small tree of small and big files to a store, and names it. */
    static Digest putTree(LocalStore store, String name, int seed) throws CastoreException {
        Random random = new Random(seed);
        List<Directory> closure = new ArrayList<>();
        try (BlobBatch batch = store.blobs().batch()) {
            Directory inner = directory("big", file(batch, random, 100_000), "small", file(batch, random, 3_000));
            closure.add(inner);
            closure.add(directory(
                    "inner", new DirectoryNode(Blake3.digest(inner), inner.size()),
                    "file", file(batch, random, 20_000),
                    "empty", file(batch, random, 0)));
            batch.commit();
        }
        Digest root = put(store, closure);
        store.roots().put(name(name), new DirectoryNode(root, closure.getLast().size()));
        return root;
    }

    private static FileNode file(BlobBatch batch, Random random, int size) throws CastoreException {
        byte[] bytes = new byte[size];
        random.nextBytes(bytes);
        return new FileNode(batch.put(ByteBuffer.wrap(bytes)), size, random.nextBoolean());
    }

    private static Digest put(LocalStore store, List<Directory> closure) throws CastoreException {
        try (DirectoryPutter putter = store.directories().putter()) {
            for (Directory directory : closure) {
                putter.put(directory);
            }
            return putter.finish();
        }
    }
}
