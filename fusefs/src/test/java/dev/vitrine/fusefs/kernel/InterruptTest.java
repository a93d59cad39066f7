package dev.vitrine.fusefs.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.fusefs.Sample;
import dev.vitrine.fusefs.kernel.FakeKernel.Answer;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class InterruptTest {
    private static final int EINTR = -4;

    private WatchedView view;
    private FakeMount mount;

    @BeforeEach
    void mount() throws Exception {
        Sample sample = new Sample();
        sample.root("tree", sample.directory());
        view = new WatchedView(sample.view());
        mount = FakeMount.of(view);
    }

    @AfterEach
    void close() {
        view.letGo();
        mount.close();
    }

    @Test
    void aRequestThatIsInterruptedIsGivenUpAfterASecondAndAnsweredOnce() throws Exception {
        view.hold();
        long start = System.nanoTime();
        long request = mount.kernel.send(Opcode.LOOKUP, FakeMount.TOP, Body.name("tree"));
        mount.kernel.send(Opcode.INTERRUPT, 0, Body.number(request));
        assertThat(mount.kernel.answerTo(request).error()).isEqualTo(EINTR);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(3));
        view.letGo();
        assertThat(mount.kernel.isSilent()).isTrue();
        assertThat(mount.edge.requests()).containsEntry("lookup", 1L);
        assertThat(mount.operations.nodes())
                .as("nodes that the kernel was told of")
                .isZero();
    }

    @Test
    void aRequestThatIsInterruptedAndQuickIsAnswered() {
        view.hold();
        long request = mount.kernel.send(Opcode.LOOKUP, FakeMount.TOP, Body.name("tree"));
        mount.kernel.send(Opcode.INTERRUPT, 0, Body.number(request));
        view.letGo();
        Answer answer = mount.kernel.answerTo(request);
        assertThat(answer.error()).isZero();
        assertThat(mount.operations.nodes()).isEqualTo(1);
    }

    @Test
    void anInterruptForNothingIsPassedOver() {
        mount.kernel.send(Opcode.INTERRUPT, 0, Body.number(4711));
        assertThat(mount.kernel.ask(Opcode.STATFS, FakeMount.TOP, Body.EMPTY).error())
                .isZero();
    }
}
