package dev.vitrine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.castore.grpc.server.HashedRead;
import dev.vitrine.castore.grpc.server.ServerAddress;
import dev.vitrine.castore.grpc.server.WireClient;
import dev.vitrine.castore.hash.Blake3;
import dev.vitrine.castore.model.Digest;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is as large as it gets, between two vitrines that have a heap of 256 MiB each. */
final class ScaleIT {
    private static final long MIB = 1 << 20;
    private static final long SIZE = 10 << 10;

    /** Of a file of 10 GiB that has a MiB of other bytes at its beginning, in its middle and at its end, and zeros between them. */
    private static final Digest HUGE =
            Digest.at(WireClient.bytes("7957b0b63be74e0260a7a009d11a97519fec2f1942e052cd30beadb8e2ca0952"), 0);

    private static final int WIDE = 100_000;

    /** The heap, and the program with its buffers. */
    private static final long MOST_RESIDENT = 400 * MIB;

    @TempDir
    private Path temp;

    private FarAndNear vitrines;

    @BeforeEach
    void connect() throws Exception {
        vitrines = FarAndNear.in(temp);
    }

    @AfterEach
    void removeMachines() throws Exception {
        vitrines.remove();
    }

    private static Path makeHuge(Path path) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            file.setLength(SIZE * MIB);
            for (int mib : new int[] {0, 5 << 10, (10 << 10) - 1}) {
                file.seek(mib * MIB);
                file.write(random(mib));
            }
        }
        return path;
    }

    private static byte[] random(int mib) {
        byte[] bytes = new byte[1 << 20];
        new Random(mib).nextBytes(bytes);
        return bytes;
    }

    private static long diskUsage(Path directory) throws Exception {
        return Long.parseLong(Program.shell("du -s --block-size=1 \"$1\" | cut -f1", directory)
                .succeeded()
                .text()
                .strip());
    }

    private static void assertIsSmall(Server server) throws IOException {
        assertThat(Memory.of(server.pid()).mostResident()).isLessThan(MOST_RESIDENT);
    }

    /** G62: Of a large file that is read in a few places no more than those is fetched and kept. */
    @Test
    void tenGibibytesAreReadHereAndThere() throws Exception {
        vitrines.importIt(makeHuge(temp.resolve("huge")));
        assertThat(diskUsage(vitrines.store())).isLessThan(100 * MIB);
        try (Server far = vitrines.startFar();
                Server near = vitrines.startNear("--no-http")) {
            Path mounted = near.mountpoint().resolve("huge");
            assertThat(Files.size(mounted)).isEqualTo(SIZE * MIB);
            long before = vitrines.machines().near().received();
            try (FileChannel channel = FileChannel.open(mounted, StandardOpenOption.READ)) {
                for (int mib : new int[] {(10 << 10) - 1, 5 << 10, 0}) {
                    ByteBuffer part = ByteBuffer.allocate(1 << 20);
                    while (part.hasRemaining()) {
                        channel.read(part, mib * MIB + part.position());
                    }
                    assertThat(part.array()).isEqualTo(random(mib));
                }
            }
            assertThat(vitrines.machines().near().received() - before).isBetween(3 * MIB, 60 * MIB);
            assertThat(diskUsage(vitrines.cache())).isLessThan(60 * MIB);
            assertIsSmall(far);
            assertIsSmall(near);
        }
        try (Server again = vitrines.startNear("--no-http")) {
            again.mountpoint();
            assertThat(diskUsage(vitrines.cache())).isLessThan(5 * MIB);
        }
    }

    /** G79: A blob of 10 GiB can be put and read over gRPC with a heap of 256 MiB on either side, and 64 KiB of zeros or more take no room in the store. */
    @Test
    void tenGibibytesGoOverTheWire() throws Exception {
        Path huge = makeHuge(temp.resolve("huge"));
        try (Server far = vitrines.startFar()) {
            assertThat(importOverTheWire(huge)).isEqualTo("huge\t" + HUGE + "\n");
            assertThat(diskUsage(vitrines.store())).isLessThan(100 * MIB);
            try (WireClient client = WireClient.to(new ServerAddress.Unix(vitrines.socket()))) {
                assertThat(HashedRead.of(client, HUGE)).isEqualTo(HUGE);
            }
            assertIsSmall(far);
        }
    }

    private String importOverTheWire(Path path) throws Exception {
        ProcessBuilder command = Program.vitrineCommand(
                temp.resolve("none"), "import", "--quiet", "--store", vitrines.url(), path.toString());
        command.command().addAll(0, vitrines.machines().near().entering());
        command.environment().put("JAVA_TOOL_OPTIONS", FarAndNear.HEAP);
        return Program.run(command).succeeded().text();
    }

    private Path makeWide(Path path) throws IOException {
        Files.createDirectory(path);
        for (int i = 0; i < WIDE; i++) {
            Files.writeString(path.resolve("entry" + i), Integer.toString(i % 10));
        }
        return path;
    }

    /** G13: A message may have 64 MiB, so that a directory of 100,000 entries goes over the wire; a longer one is RESOURCE_EXHAUSTED. */
    @Test
    void aHundredThousandEntriesGoOverTheWire() throws Exception {
        Path wide = makeWide(temp.resolve("wide"));
        String digest = SourceTree.digest(wide);
        try (Server far = vitrines.startFar()) {
            assertThat(importOverTheWire(wide)).isEqualTo("wide\t" + digest + "\n");
            try (WireClient client = WireClient.to(new ServerAddress.Unix(vitrines.socket()))) {
                byte[] request = WireClient.bytes("0a20" + Digest.parse(digest).hex());
                List<byte[]> directory = client.receive("snix.castore.v1.DirectoryService/Get", request);
                assertThat(directory).hasSize(1);
                assertThat(Blake3.digest(directory.getFirst()).toString()).isEqualTo(digest);
            }
            try (Server near = vitrines.startNear()) {
                assertShowsWide(near, wide);
                assertIsSmall(near);
            }
            assertIsSmall(far);
        }
    }

    private void assertShowsWide(Server near, Path wide) throws Exception {
        Path mounted = near.mountpoint().resolve("wide");
        assertThat(Program.shell("ls -f \"$1\" | wc -l", mounted).text().strip())
                .isEqualTo("100002");
        Program.shell("diff <(ls \"$1\") <(ls \"$2\")", wide, mounted).succeeded();
        assertThat(Program.shell("cd \"$1\" && cat entry0 entry99999 entry50003", mounted)
                        .text())
                .isEqualTo("093");
        assertThat(Files.size(mounted.resolve("entry77777"))).isEqualTo(1);
        URI address = near.address().resolve("wide/");
        List<String> curl = new ArrayList<>(vitrines.machines().near().entering());
        curl.addAll(List.of("curl", "-s", "-f", "-m", "60", "-H", "Accept: text/plain", address.toString()));
        List<String> names = Program.run(new ProcessBuilder(curl)).succeeded().lines();
        assertThat(names)
                .hasSize(WIDE)
                .startsWith("entry0", "entry1", "entry10")
                .doesNotHaveDuplicates();
    }
}
