package dev.vitrine.fusefs.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.vitrine.fusefs.Sample;
import dev.vitrine.fusefs.kernel.FakeKernel.Answer;
import dev.vitrine.fusefs.request.Edge;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** What no kernel sends. */
class MalformedRequestTest {
    private static final int EIO = -5;
    private static final int ENOSYS = -38;
    private static final int ESTALE = -116;
    private static final byte[] STATFS = {};
    private static final int ROUNDS = 10;

    private final Logger logger = (Logger) LoggerFactory.getLogger(Edge.class);
    private FakeMount mount;

    @BeforeEach
    void mount() throws Exception {
        logger.setLevel(Level.OFF);
        Sample sample = new Sample();
        sample.root("file", sample.file("contents"));
        mount = FakeMount.of(sample.view());
    }

    @AfterEach
    void close() {
        mount.close();
        logger.setLevel(null);
    }

    /** More often than there are seats that wait. */
    private void eachIsEio(Opcode opcode, long node, byte[] body, int length) {
        for (int i = 1; i <= ROUNDS; i++) {
            Answer answer = mount.kernel.answerTo(mount.kernel.send(opcode.number(), node, body, length));
            assertThat(answer.error()).isEqualTo(EIO);
            assertThat(mount.edge.unexpectedFailures()).isEqualTo(i);
        }
        assertThat(mount.kernel.ask(Opcode.STATFS, FakeMount.TOP, STATFS).error())
                .isZero();
    }

    /**
     * F48: A request of the kernel that is cut short, or has another length than it says, is answered with EIO and counted as
     * unexpected, and the requests after it are answered.
     */
    @ParameterizedTest
    @CsvSource({
        "OPEN, 3",
        "READ, 0",
        "READ, 19",
        "READDIR, 15",
        "READDIRPLUS, 0",
        "ACCESS, 0",
        "LISTXATTR, 3",
        "RELEASE, 7"
    })
    void oneThatIsShorterThanItsStructIsEio(Opcode opcode, int size) {
        eachIsEio(opcode, mount.find("file"), new byte[size], 40 + size);
    }

    @Test
    void aNameWithoutAnEndIsEio() {
        byte[] name = {'f', 'i', 'l', 'e'};
        eachIsEio(Opcode.LOOKUP, FakeMount.TOP, name, 44);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 39, 44, 46, Integer.MAX_VALUE, -1})
    void oneThatHasAnotherLengthThanItSaysIsEio(int length) {
        eachIsEio(Opcode.LOOKUP, FakeMount.TOP, Body.name("file"), length);
    }

    @ParameterizedTest
    @EnumSource(names = {"FORGET", "BATCH_FORGET", "INTERRUPT"})
    void oneThatNeedsNoAnswerGetsNone(Opcode opcode) {
        for (int i = 0; i < ROUNDS; i++) {
            mount.kernel.send(opcode, FakeMount.TOP, new byte[4]);
        }
        assertThat(mount.kernel.ask(Opcode.STATFS, FakeMount.TOP, STATFS).error())
                .isZero();
    }

    @Test
    void moreToForgetThanThereIsIsForgottenAsFarAsItGoes() {
        long file = mount.find("file");
        byte[] body = Body.batch(file, 1);
        body[0] = 100;
        mount.kernel.send(Opcode.BATCH_FORGET, 0, body);
        assertThat(mount.nodesWhenSettled(0)).isZero();
    }

    @Test
    void whatHasNoWholeHeaderIsPassedOver() {
        for (int i = 0; i < ROUNDS; i++) {
            mount.kernel.sendBytes(new byte[39]);
        }
        assertThat(mount.kernel.ask(Opcode.STATFS, FakeMount.TOP, STATFS).error())
                .isZero();
    }

    /** 7 and 19 were never given out, 53 was later. */
    @ParameterizedTest
    @ValueSource(ints = {0, 7, 19, 53, 4096, Integer.MAX_VALUE, -1})
    void whatIsNotKnownIsNotImplemented(int opcode) {
        assertThat(mount.kernel
                        .answerTo(mount.kernel.send(opcode, 1, STATFS, 40))
                        .error())
                .isEqualTo(ENOSYS);
        assertThat(mount.edge.unexpectedFailures()).isZero();
    }

    @ParameterizedTest
    @EnumSource(
            names = {
                "LOOKUP",
                "GETATTR",
                "READLINK",
                "OPEN",
                "READ",
                "RELEASE",
                "OPENDIR",
                "READDIR",
                "READDIRPLUS",
                "LISTXATTR"
            })
    void aNodeThatTheKernelWasNeverToldOfIsStale(Opcode opcode) {
        byte[] body = new byte[40];
        body[0] = opcode == Opcode.LOOKUP ? (byte) 'a' : 0;
        assertThat(mount.kernel.ask(opcode, 4711, body).error()).isEqualTo(ESTALE);
        assertThat(mount.kernel.ask(opcode, 0, body).error()).isEqualTo(ESTALE);
        assertThat(mount.edge.unexpectedFailures()).isZero();
    }
}
