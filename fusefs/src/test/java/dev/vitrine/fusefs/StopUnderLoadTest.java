package dev.vitrine.fusefs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The JVM is a process of its own, because what is looked for is its crash. */
@OnBothTransports
class StopUnderLoadTest {
    private static final int STOPS = 50;
    private static final int READERS = 6;

    /** Reads and lists without end and without minding errors: while a mount goes and the next one comes there are many. */
    private static final String READER = """
            import os, random, sys
            d = sys.argv[1]
            while True:
                try:
                    for e in os.scandir(d):
                        e.stat()
                    with open('%s/file%d' % (d, random.randrange(50)), 'rb') as f:
                        while f.read(65536): pass
                except OSError: pass
            """;

    private final Fuse fuse;

    @RegisterExtension
    final Mounted mounted;

    StopUnderLoadTest(Fuse fuse) {
        this.fuse = fuse;
        mounted = new Mounted(fuse);
    }

    /** F30: Closing a mount that programs read from never crashes the process. */
    @Test
    void fiftyStopsUnderSixReaders() throws Exception {
        Path mountpoint = Files.createDirectory(mounted.place("mnt"));
        Path crashes = Files.createDirectory(mounted.place("crashes"));
        List<Conversation> readers = new ArrayList<>();
        try (Conversation victim = Victim.start(mountpoint, fuse, STOPS, crashes)) {
            for (int i = 0; i < READERS; i++) {
                readers.add(Conversation.with("python3", "-c", READER, mountpoint));
            }
            for (int stop = 0; stop < STOPS; stop++) {
                assertThat(victim.hear()).as("stop " + stop).isEqualTo("mounted");
                Eventually.within(
                        Eventually.ONE_SECOND.multipliedBy(5), () -> Files.exists(mountpoint.resolve("file0")));
                victim.say("stop");
                assertThat(Integer.parseInt(victim.hear())).isLessThan(3000);
            }
            assertThat(victim.hear()).isEqualTo("(it has ended)");
        } finally {
            readers.forEach(Conversation::close);
        }
        try (Stream<Path> files = Files.list(crashes)) {
            assertThat(files).isEmpty();
        }
    }
}
