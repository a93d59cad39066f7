package dev.vitrine.castore.hash;

/** Which word of the message each step of each round takes: BLAKE3 paper, section 2.2, table 2. */
final class Schedule {
    private static final int[] PERMUTATION = {2, 6, 3, 10, 7, 0, 4, 13, 1, 11, 12, 5, 9, 14, 15, 8};

    private Schedule() {}

    /** Sixteen indices for each round, each times {@code factor}. */
    static int[] times(int factor) {
        int[] schedule = new int[16 * Constants.ROUNDS];
        for (int i = 0; i < schedule.length; i++) {
            schedule[i] = i < 16 ? i * factor : schedule[i / 16 * 16 - 16 + PERMUTATION[i % 16]];
        }
        return schedule;
    }
}
