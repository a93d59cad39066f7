package dev.vitrine.castore.verify;

import dev.vitrine.castore.model.Digest;
import java.util.ArrayList;
import java.util.List;

/** Some of the blobs, in order; one digest is never in two parts. A thread takes one part after the other. */
record Part(List<Met> blobs) {
    private static final int MAX_BLOBS = 64;
    /** What a kill may cost to read again, and what the last thread has to do while the others are done. */
    private static final long MAX_BYTES = 16 << 20;

    /** The parts of all blobs, which are in order. */
    static List<Part> of(List<Met> blobs) {
        List<Part> parts = new ArrayList<>();
        for (int start = 0; start < blobs.size(); ) {
            int end = end(blobs, start);
            parts.add(new Part(blobs.subList(start, end)));
            start = end;
        }
        return parts;
    }

    private static int end(List<Met> blobs, int start) {
        long bytes = size(blobs.get(start));
        int end = start + 1;
        while (end < blobs.size()
                && (isSame(blobs, end) || (end - start < MAX_BLOBS && bytes + size(blobs.get(end)) <= MAX_BYTES))) {
            bytes += size(blobs.get(end));
            end++;
        }
        return end;
    }

    private static boolean isSame(List<Met> blobs, int at) {
        return blobs.get(at).claim().digest().equals(blobs.get(at - 1).claim().digest());
    }

    /** What the claim says, which may be anything. */
    private static long size(Met met) {
        long size = met.claim().size();
        return size < 0 ? MAX_BYTES : Math.min(size, MAX_BYTES);
    }

    /** How many bytes the claims say there are to be hashed; with more than fit into a long, anything. */
    long claimed() {
        return blobs.stream().mapToLong(met -> met.claim().size()).sum();
    }

    Digest last() {
        return blobs.getLast().claim().digest();
    }
}
