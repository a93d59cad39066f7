package dev.vitrine.castore.root;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.castore.model.CastoreException.Invalid;
import dev.vitrine.castore.model.PathComponent;
import dev.vitrine.castore.model.Violation;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RootNameTest {
    @TempDir
    private Path temp;

    /**
     * I12: The default name of a root is the last name in the path that was given; for `.`, `..` and the like it is the name of the
     * real directory.
     */
    @ParameterizedTest
    @ValueSource(strings = {"tree", "tree/", "tree/.", "tree/sub/..", "tree/./", "tree/./."})
    void defaultIsTheLastName(String path) throws IOException {
        Files.createDirectories(temp.resolve("tree/sub"));

        assertThat(RootName.defaultFor(Path.of(temp + "/" + path))).isEqualTo(PathComponent.of("tree"));
    }

    @Test
    void linkIsCalledByItsOwnName() throws IOException {
        Path tree = Files.createDirectory(temp.resolve("tree"));
        Path link = Files.createSymbolicLink(temp.resolve("link"), tree);

        assertThat(RootName.defaultFor(link)).isEqualTo(PathComponent.of("link"));
        assertThat(RootName.defaultFor(Path.of(link + "/."))).isEqualTo(PathComponent.of("tree"));
    }

    @Test
    void emptyPathIsCalledLikeTheWorkingDirectory() throws IOException {
        PathComponent expected =
                PathComponent.of(Path.of("").toRealPath().getFileName().toString());

        assertThat(RootName.defaultFor(Path.of(""))).isEqualTo(expected);
        assertThat(RootName.defaultFor(Path.of("."))).isEqualTo(expected);
    }

    @Test
    void defaultKeepsEveryByte() throws IOException {
        Path odd = Path.of(URI.create("file:///no/caf%E8%0A"));

        assertThat(RootName.defaultFor(odd)).isEqualTo(PathComponent.of(new byte[] {'c', 'a', 'f', (byte) 0xe8, '\n'}));
    }

    /** I13: The path `/` has no default name. */
    @ParameterizedTest
    @ValueSource(strings = {"/", "/.", "/.."})
    void slashHasNoName(String path) {
        assertThatThrownBy(() -> RootName.defaultFor(Path.of(path)))
                .isInstanceOf(Invalid.class)
                .hasMessage("the path '/' has no name of its own; give the root one with --name");
    }

    /** I14: The root name `.castore` is refused. */
    @Test
    void reservedNameIsRefused() {
        assertThatThrownBy(() -> RootName.of(".castore"))
                .isInstanceOfSatisfying(
                        Invalid.class, e -> assertThat(e.violation()).isEqualTo(Violation.RESERVED_NAME));
        assertThatThrownBy(() -> RootName.defaultFor(Path.of("x/.castore"))).isInstanceOf(Invalid.class);
    }

    @Test
    void namesAlikeAreFine() throws Invalid {
        assertThat(RootName.of(".castore2")).hasToString(".castore2");
    }
}
