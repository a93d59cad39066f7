package dev.vitrine.cli;

import java.util.Random;

/**
 * How long the tests of crashes go on, and from which seed: {@code -Dvitrine.crash.rounds}, {@code .losses}, {@code .seconds} and
 * {@code .seed}. What is not given is short; a seed that is not given is printed, so that it can be given again.
 */
final class CrashOptions {
    private CrashOptions() {}

    /** How often commands are killed. */
    static int rounds() {
        return Integer.getInteger("vitrine.crash.rounds", 3);
    }

    /** How often the power fails. */
    static int losses() {
        return Integer.getInteger("vitrine.crash.losses", 3);
    }

    /** How often the power fails for a store that does not sync. */
    static int controls() {
        return Math.max(1, losses() / 5);
    }

    /** How long several processes use one store. */
    static int seconds() {
        return Integer.getInteger("vitrine.crash.seconds", 10);
    }

    static Random random(String test) {
        long seed = Long.getLong("vitrine.crash.seed", new Random().nextInt(Integer.MAX_VALUE));
        System.out.println(test + ": -Dvitrine.crash.seed=" + seed);
        return new Random(seed);
    }
}
