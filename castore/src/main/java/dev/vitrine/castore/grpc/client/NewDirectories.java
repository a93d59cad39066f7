package dev.vitrine.castore.grpc.client;

import dev.vitrine.castore.model.Added;
import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.Digest;
import dev.vitrine.castore.model.Directory;
import dev.vitrine.castore.model.DirectoryNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

/**
 * Finds out which directories of a closure a server does not have, from the root down: where it has one, it has all below. Takes some 100
 * bytes for each and for each reference. For one thread.
 */
final class NewDirectories {
    /** How many questions are under way at once. */
    private static final int UNDER_WAY = 32;

    private record Known(int length, List<Digest> children) {}

    private final Map<Digest, Known> directories = new HashMap<>();
    private final Semaphore room = new Semaphore(UNDER_WAY);

    void add(Digest digest, Directory directory) {
        Set<Digest> children = new HashSet<>();
        for (int i = 0; i < directory.count(); i++) {
            if (directory.node(i) instanceof DirectoryNode child) {
                children.add(child.digest());
            }
        }
        directories.put(digest, new Known(directory.encoding().remaining(), List.copyOf(children)));
    }

    /** How many of those below the root, and it itself, the server does not have. */
    Added count(Digest root, GrpcDirectoryService server) throws CastoreException {
        Added added = Added.NOTHING;
        Set<Digest> seen = new HashSet<>(Set.of(root));
        List<Digest> level = List.of(root);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            while (!level.isEmpty()) {
                List<Digest> below = new ArrayList<>();
                for (Digest digest : absent(level, server, threads)) {
                    Known known = known(digest);
                    added = added.plusOne(known.length());
                    known.children().stream().filter(seen::add).forEach(below::add);
                }
                level = below;
            }
        }
        return added;
    }

    private Known known(Digest digest) {
        Known known = directories.get(digest);
        if (known == null) {
            throw new IllegalStateException("a closure without directory " + digest);
        }
        return known;
    }

    private List<Digest> absent(List<Digest> level, GrpcDirectoryService server, ExecutorService threads)
            throws CastoreException {
        List<Callable<Boolean>> questions = level.stream()
                .<Callable<Boolean>>map(digest -> () -> isAbsent(digest, server))
                .toList();
        List<Digest> absent = new ArrayList<>();
        try {
            List<Future<Boolean>> answers = threads.invokeAll(questions);
            for (int i = 0; i < answers.size(); i++) {
                if (answers.get(i).get()) {
                    absent.add(level.get(i));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CastoreException.Unavailable.because("interrupted", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof CastoreException known
                    ? known
                    : CastoreException.Unavailable.because("a question to the server failed: " + e.getCause(), e);
        }
        return absent;
    }

    private boolean isAbsent(Digest digest, GrpcDirectoryService server) throws CastoreException, InterruptedException {
        room.acquire();
        try {
            return server.get(digest).isEmpty();
        } finally {
            room.release();
        }
    }
}
