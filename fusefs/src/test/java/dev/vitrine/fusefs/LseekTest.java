package dev.vitrine.fusefs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@OnBothTransports
class LseekTest {
    private static final String SEEK = """
            import errno, os, sys
            def seek(offset, whence):
                try: return os.lseek(fd, offset, whence)
                except OSError as e: return errno.errorcode[e.errno]
            fd = os.open(sys.argv[1], os.O_RDONLY)
            for offset in sys.argv[2:]:
                print(offset, seek(int(offset), os.SEEK_DATA), seek(int(offset), os.SEEK_HOLE))
            print('end', seek(0, os.SEEK_END))
            """;

    @RegisterExtension
    final Mounted mounted;

    LseekTest(Fuse fuse) {
        mounted = new Mounted(fuse);
    }

    /** F51: A file is data from its first byte to its last, and its end is its only hole: lseek(2) past it is ENXIO. */
    @Test
    void theEndIsTheOnlyHole() throws Exception {
        Sample sample = new Sample();
        sample.root("zeroes", sample.file(new byte[1 << 20]));
        Path file = mounted.mount(sample.view()).resolve("zeroes");
        assertThat(Program.python(SEEK, file, 0, 4096, 1_048_575, 1_048_576, 1_048_577, -1))
                .isEqualTo("""
                0 0 1048576
                4096 4096 1048576
                1048575 1048575 1048576
                1048576 ENXIO ENXIO
                1048577 ENXIO ENXIO
                -1 ENXIO ENXIO
                end 1048576
                """);
    }

    @Test
    void anEmptyFileHasNothingToSeek() throws Exception {
        Sample sample = new Sample();
        sample.root("empty", sample.file(""));
        Path file = mounted.mount(sample.view()).resolve("empty");
        assertThat(Program.python(SEEK, file, 0)).isEqualTo("0 ENXIO ENXIO\nend 0\n");
    }
}
