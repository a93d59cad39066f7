package dev.vitrine.fusefs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.fusefs.jnr.LibFuse2;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import jnr.ffi.LibraryLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RequirementsTest {
    private static final MountOptions FOR_ALL = MountOptions.defaults().withAllowOther(true);

    @TempDir
    Path directory = Path.of("");

    private Requirements with(String device, boolean root, Supplier<LibFuse2> library) throws Exception {
        if (!Files.exists(directory.resolve("device"))) {
            Files.createFile(directory.resolve("device"));
        }
        return new Requirements(
                directory.resolve(device), directory.resolve("fuse.conf"), root, List.of(directory), library);
    }

    /** F23: Without libfuse 2, without /dev/fuse, or when fuse.conf does not allow other users, mounting fails with one sentence that says what to do. */
    @Test
    void aMissingLibraryNamesThePackage() throws Exception {
        Requirements requirements = with(
                "device",
                true,
                () -> LibraryLoader.create(LibFuse2.class).failImmediately().load("libfuse-that-is-not-there.so.2"));
        assertThatThrownBy(requirements::library)
                .isInstanceOf(MountException.class)
                .hasMessage("cannot mount without libfuse 2: install it (Debian and Ubuntu: apt-get install libfuse2)");
    }

    @Test
    void aMissingDeviceIsNamed() throws Exception {
        Requirements requirements = with("missing", true, LibFuse2::load);
        assertThatThrownBy(() -> requirements.check(MountOptions.defaults()))
                .isInstanceOf(MountException.class)
                .hasMessageStartingWith("cannot mount without " + directory.resolve("missing"));
    }

    /** F41: Users other than root need fusermount3 for the kernel's own protocol, and are told so. */
    @Test
    void usersOtherThanRootNeedFusermount() throws Exception {
        Requirements requirements = with("device", false, LibFuse2::load);
        assertThatThrownBy(requirements::checkFusermount)
                .isInstanceOf(MountException.class)
                .hasMessageContaining("apt-get install fuse3");
        assertThatNoException()
                .isThrownBy(() -> with("device", true, LibFuse2::load).checkFusermount());
        Path program = Files.createFile(directory.resolve("fusermount3"));
        assertThat(program.toFile().setExecutable(true)).isTrue();
        assertThatNoException().isThrownBy(requirements::checkFusermount);
    }

    @Test
    void allowOtherIsForRoot() throws Exception {
        Requirements requirements = with("device", true, LibFuse2::load);
        assertThatNoException().isThrownBy(() -> requirements.check(FOR_ALL));
    }

    @Test
    void allowOtherIsForOthersOnlyIfTheConfigurationSaysSo() throws Exception {
        Requirements requirements = with("device", false, LibFuse2::load);
        assertThatThrownBy(() -> requirements.check(FOR_ALL)).hasMessageContaining("user_allow_other");
        Files.writeString(directory.resolve("fuse.conf"), "# user_allow_other\n");
        assertThatThrownBy(() -> requirements.check(FOR_ALL)).hasMessageContaining("user_allow_other");
        Files.writeString(directory.resolve("fuse.conf"), "# comment\nuser_allow_other \n");
        assertThatNoException().isThrownBy(() -> requirements.check(FOR_ALL));
    }
}
