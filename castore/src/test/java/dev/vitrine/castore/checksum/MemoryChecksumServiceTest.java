package dev.vitrine.castore.checksum;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.castore.model.Digest;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class MemoryChecksumServiceTest implements ChecksumServiceContract {
    private final ChecksumService checksums = new MemoryChecksumService(1_000);

    @Override
    public ChecksumService checksums() {
        return checksums;
    }

    @Test
    void noMoreAreKeptThanThereIsRoomFor() {
        MemoryChecksumService small = new MemoryChecksumService(10);
        LongStream.range(0, 1_000).forEach(i -> small.put(new Digest(i, 0, 0, 0), SOME));
        assertThat(LongStream.range(0, 1_000)
                        .filter(i -> small.get(new Digest(i, 0, 0, 0)).isPresent()))
                .hasSizeLessThanOrEqualTo(10);
    }
}
