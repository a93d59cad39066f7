package dev.vitrine.fusefs.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A connection whose descriptor cannot be cloned, as before Linux 4.2. */
class DeviceTest {
    private final FakeKernel kernel = new FakeKernel();
    private final Device device = kernel.connect(new byte[0]);

    DeviceTest() throws IOException {}

    @AfterEach
    void close() {
        kernel.close();
    }

    @Test
    void seatsShareTheDescriptorThatTheSessionCloses() {
        Device shared = device.another();
        assertThat(shared.fd()).isEqualTo(device.fd());
        shared.close();
        shared.another().close();
        assertThat(kernel.isSilent()).isTrue();
        device.close();
        assertThat(kernel.isCutOff()).isTrue();
    }
}
