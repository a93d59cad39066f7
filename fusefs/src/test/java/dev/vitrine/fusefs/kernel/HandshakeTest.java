package dev.vitrine.fusefs.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.fusefs.kernel.FakeKernel.Answer;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HandshakeTest {
    private static final byte[] MOUNTPOINT = {};
    private static final long PASSTHROUGH = 1L << 37;
    /** All features that any mount wants. */
    private static final Features WANTED = new Features(FakeMount.WANTED.bits() | PASSTHROUGH);

    private final FakeKernel kernel = new FakeKernel();

    HandshakeTest() throws IOException {}

    @AfterEach
    void close() {
        kernel.close();
    }

    private Answer agreed(byte[] init) throws IOException {
        long unique = kernel.send(Opcode.INIT, 0, init);
        KernelSession.open(kernel, MOUNTPOINT, WANTED).close();
        Answer answer = kernel.answerTo(unique);
        assertThat(answer.error()).isZero();
        assertThat(answer.body().capacity()).isEqualTo(64);
        return answer;
    }

    private static String version(Answer answer) {
        return answer.getInt(0) + "." + answer.getInt(4);
    }

    private static String features(Answer answer) {
        return "%x %x".formatted(answer.getInt(12), answer.getInt(32));
    }

    /** Each kernel offers more than is wanted, and the one of Linux 5.17 is the first to say so in 64 bytes. */
    @ParameterizedTest
    @CsvSource({
        "23, 16, 3ffff, 26001 0",
        "27, 16, 3fffff, 166001 0",
        "31, 16, 7ffffff, 3d66001 0",
        "36, 64, 37fffffff, 43d66001 0",
        "40, 64, ff7fffffff, 43d66001 20",
        "45, 64, 7ffff7fffffff, 43d66001 20",
    })
    void whatBothHaveIsAgreedOn(int minor, int size, String offered, String agreed) throws Exception {
        Answer answer = agreed(Body.init(size, 7, minor, Long.parseLong(offered, 16)));
        assertThat(version(answer)).isEqualTo("7." + Math.min(minor, 40));
        assertThat(features(answer)).isEqualTo(agreed);
    }

    @Test
    void theSecondHalfOfTheFlagsCountsOnlyIfTheFirstSaysSo() throws Exception {
        assertThat(features(agreed(Body.init(64, 7, 40, 0xff_3fff_ffffL)))).isEqualTo("3d66001 0");
    }

    @Test
    void theSecondHalfOfTheFlagsCountsOnlyIfItIsThere() throws Exception {
        assertThat(features(agreed(Body.init(16, 7, 40, FakeMount.ALL)))).isEqualTo("43d66001 0");
    }

    @Test
    void theAnswerSaysHowMuchMayGoOnAtOnce() throws Exception {
        Answer answer = agreed(Body.init(64, 7, 40, FakeMount.ALL));
        assertThat(answer.getInt(8)).as("max_readahead, as the kernel has it").isEqualTo(131_072);
        assertThat(answer.body().getShort(16)).as("max_background").isEqualTo((short) 1024);
        assertThat(answer.body().getShort(18)).as("congestion_threshold").isEqualTo((short) 768);
        assertThat(answer.getInt(20)).as("max_write").isEqualTo(4096);
        assertThat(answer.getInt(24)).as("time_gran").isEqualTo(1_000_000_000);
        assertThat(answer.body().getShort(28)).as("max_pages").isEqualTo((short) 64);
        assertThat(answer.getInt(36)).as("max_stack_depth").isEqualTo(1);
    }

    @Test
    void withoutPassthroughNothingIsStacked() throws Exception {
        Answer answer = agreed(Body.init(64, 7, 40, FakeMount.ALL & ~PASSTHROUGH));
        assertThat(answer.getInt(36)).as("max_stack_depth").isZero();
    }

    @Test
    void aKernelOfTheNextMajorVersionIsAskedToComeDown() throws Exception {
        long first = kernel.send(Opcode.INIT, 0, Body.init(64, 8, 0, 0));
        long second = kernel.send(Opcode.INIT, 0, Body.init(64, 7, 45, FakeMount.ALL));
        KernelSession.open(kernel, MOUNTPOINT, WANTED).close();
        assertThat(version(kernel.answerTo(first))).isEqualTo("7.40");
        Answer answer = kernel.answerTo(second);
        assertThat(version(answer)).isEqualTo("7.40");
        assertThat(features(answer)).isEqualTo("43d66001 20");
    }

    /**
     * F47: On kernels that speak an older minor version of the FUSE protocol, down to 7.23, the mount works without what they lack; an
     * older one than that is refused with one sentence, and nothing stays mounted.
     */
    @ParameterizedTest
    @CsvSource({"7, 22", "6, 99", "0, 0"})
    void anOlderKernelIsRefused(int major, int minor) {
        kernel.send(Opcode.INIT, 0, Body.init(16, major, minor, 0));
        assertThatThrownBy(() -> KernelSession.open(kernel, MOUNTPOINT, WANTED))
                .hasMessage("the kernel speaks version " + major + "." + minor
                        + " of the FUSE protocol, and 7.23 is needed");
        assertThat(kernel.undone()).isEqualTo(1);
        assertThat(kernel.isCutOff()).isTrue();
    }

    @Test
    void aFirstRequestThatIsNoInitIsRefused() {
        kernel.send(Opcode.LOOKUP, 1, Body.name("a name that is long enough"));
        assertRefused();
    }

    @Test
    void anInitThatIsCutShortIsRefused() {
        kernel.send(Opcode.INIT, 0, Body.init(12, 7, 40, 0));
        assertRefused();
    }

    private void assertRefused() {
        assertThatThrownBy(() -> KernelSession.open(kernel, MOUNTPOINT, WANTED))
                .hasMessage("the first request is not the one that it must be");
        assertThat(kernel.undone()).isEqualTo(1);
        assertThat(kernel.isCutOff()).isTrue();
    }

    @Test
    void aKernelThatGoesAwayIsRefused() {
        kernel.close();
        assertThatThrownBy(() -> KernelSession.open(kernel, MOUNTPOINT, WANTED)).isInstanceOf(IOException.class);
        assertThat(kernel.undone()).isEqualTo(1);
    }
}
