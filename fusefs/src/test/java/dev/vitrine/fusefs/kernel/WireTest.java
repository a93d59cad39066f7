package dev.vitrine.fusefs.kernel;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.fusefs.node.NodeOperations;
import dev.vitrine.fusefs.request.Errno;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written down of Linux, against what its headers say to C compilers: on each processor, and for each number. */
class WireTest {
    private static final String NODE = "dev.vitrine.fusefs.node.";

    @ParameterizedTest
    @EnumSource
    void structsAreLaidOutAsInTheHeader(Layout compiler) throws Exception {
        assertThat(compiler.numbers()).containsAllEntriesOf(Numbers.structs());
    }

    @ParameterizedTest
    @EnumSource
    void requestsHaveTheNumbersOfTheHeader(Layout compiler) throws Exception {
        Map<String, Long> opcodes =
                Stream.of(Opcode.values()).collect(toMap(opcode -> "FUSE_" + opcode, opcode -> (long) opcode.number()));
        assertThat(compiler.numbers()).containsAllEntriesOf(opcodes);
    }

    @ParameterizedTest
    @EnumSource
    void featuresAreTheBitsOfTheHeader(Layout compiler) throws Exception {
        Map<String, Long> features = Numbers.of(Features.class);
        assertThat(compiler.numbers())
                .containsAllEntriesOf(features.entrySet().stream()
                        .collect(toMap(feature -> "FUSE_" + feature.getKey(), Map.Entry::getValue)));
    }

    @ParameterizedTest
    @EnumSource
    void errorsHaveTheNumbersOfTheHeader(Layout compiler) throws Exception {
        Map<String, Long> errors =
                Stream.of(Errno.values()).collect(toMap(Errno::name, errno -> (long) errno.number()));
        assertThat(compiler.numbers()).containsAllEntriesOf(errors);
    }

    @ParameterizedTest
    @EnumSource
    void constantsOfCallsAreThoseOfTheHeaders(Layout compiler) throws Exception {
        assertThat(compiler.numbers())
                .containsAllEntriesOf(Numbers.of(Wire.class))
                .containsAllEntriesOf(Numbers.of(KernelSession.class))
                .containsAllEntriesOf(Numbers.of(Device.class))
                .containsAllEntriesOf(Numbers.of(Libc.class))
                .containsAllEntriesOf(Numbers.of(RootMount.class))
                .containsAllEntriesOf(Numbers.of(UserMount.class))
                .containsAllEntriesOf(Numbers.of(NodeOperations.class))
                .containsAllEntriesOf(Numbers.of(Class.forName(NODE + "OpenFiles")))
                .containsAllEntriesOf(Numbers.of(Class.forName(NODE + "OpenDirectories")));
    }

    /** The kernel refuses to read into less, and posix_spawn(3) would write past it. */
    @ParameterizedTest
    @EnumSource
    void thereIsRoomForWhatLinuxWrites(Layout compiler) throws Exception {
        Map<String, Long> needed = compiler.numbers();
        assertThat(needed.get("FUSE_MIN_READ_BUFFER")).isBetween(1L, (long) KernelSeat.LONGEST_REQUEST);
        assertThat(needed.get("FUSE_MIN_READ_BUFFER")).isBetween(1L, (long) Handshake.LONGEST_INIT);
        assertThat(needed.get("sizeof posix_spawn_file_actions_t")).isBetween(1L, (long) Libc.SPAWN_ACTIONS_SIZE);
    }

    /** An answer to READDIRPLUS has for each name what LOOKUP and then what READDIR says. */
    @ParameterizedTest
    @ValueSource(strings = {"fuse_direntplus.entry_out 0", "fuse_direntplus.dirent 128", "fuse_statfs_out.st 0"})
    void structsOfStructsArePutTogetherAsInTheHeader(String line) throws Exception {
        for (Layout compiler : Layout.values()) {
            assertThat(compiler.numbers()).containsEntry(line.split(" ", 2)[0], Long.valueOf(line.split(" ", 2)[1]));
        }
    }

    @ParameterizedTest
    @EnumSource
    void iovecIsTwoWords(Layout compiler) throws Exception {
        assertThat(compiler.numbers())
                .containsEntry("iovec.iov_base", 0L)
                .containsEntry("iovec.iov_len", 8L)
                .containsEntry("sizeof iovec", 16L);
    }
}
