package dev.vitrine.castore.verify;

import dev.vitrine.castore.directory.Place;
import dev.vitrine.castore.model.Digest;
import java.util.function.Consumer;

/** Counts, and hands on findings one at a time. Thread-safe, guarded by itself. */
final class Tally {
    private final Consumer<Finding> listener;
    private long roots;
    private long directories;
    private long blobs;
    private long bytes;
    private long findings;

    Tally(Consumer<Finding> listener) {
        this.listener = listener;
    }

    synchronized void root() {
        roots++;
    }

    synchronized void directory() {
        directories++;
    }

    synchronized void blob(long length) {
        blobs++;
        bytes += length;
    }

    synchronized void finding(Place place, Digest digest, String problem) {
        findings++;
        listener.accept(new Finding(place.path(), digest, problem));
    }

    synchronized Verification total() {
        return new Verification(roots, directories, blobs, bytes, findings);
    }
}
