package dev.vitrine.castore.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.castore.hash.Blake3;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/**
 * The directories that tvix and snix test themselves with, by their literal digests and bytes.
 *
 * <p>M8: The digest of a directory is the BLAKE3 of its canonical encoding, the same as tvix and snix compute.
 */
final class DirectoryFixturesTest {
    private static final String EMPTY = "af1349b9f5f9a1a6a0404dea36dcc9499bcb25c9adc112b7cc9a93cae41f3262";
    private static final String WITH_KEEP = "8b5b5d642b646bb8ed504b0862c39413e87e57491497de7bd075953f7b83810e";
    private static final String B = "8701f4722d8dae7f2c40fa003331b8437a3825f9e1bfd3a77998c64cc226b9cc";
    private static final String WITH_SYMLINKS = "9ab0e05253167373594f33e63ea3ca46119d8dc9b1336b111aba20903ad7a8d5";

    private final Directory.Builder directory = Directory.builder();

    private DirectoryFixturesTest subdirectory(String name, String digest, long size) throws Exception {
        directory.add(PathComponent.of(name), new DirectoryNode(Digest.parse(digest), size));
        return this;
    }

    private DirectoryFixturesTest file(String name, String digest, long size) throws Exception {
        directory.add(PathComponent.of(name), new FileNode(Digest.parse(digest), size, false));
        return this;
    }

    private DirectoryFixturesTest symlink(String name, String target) throws Exception {
        directory.add(PathComponent.of(name), new SymlinkNode(SymlinkTarget.of(target)));
        return this;
    }

    private void is(int bytes, long size, String digest) throws Exception {
        Directory built = directory.build();
        assertThat(built.toByteArray()).hasSize(bytes);
        assertThat(built.size()).isEqualTo(size);
        assertThat(Blake3.digest(built).hex()).isEqualTo(digest);
        assertThat(Directory.parse(built.encoding())).isEqualTo(built);
    }

    private void isEncodedAs(String hex) {
        assertThat(HexFormat.of().formatHex(directory.build().toByteArray())).isEqualTo(hex);
    }

    /** M12: The empty directory and the empty blob have the same digest. */
    @Test
    void emptyDirectory() throws Exception {
        is(0, 0, EMPTY);
        assertThat(Blake3.digest(new byte[0]).hex()).isEqualTo(EMPTY);
        assertThat(Digest.EMPTY.hex()).isEqualTo(EMPTY);
        assertThat(Directory.parse(new byte[0])).isEqualTo(Directory.empty());
    }

    @Test
    void directoryWithKeep() throws Exception {
        file(".keep", EMPTY, 0).is(43, 1, WITH_KEEP);
        isEncodedAs("12290a052e6b6565701220af1349b9f5f9a1a6a0404dea36dcc9499bcb25c9adc112b7cc9a93cae41f3262");
    }

    @Test
    void directoryComplicated() throws Exception {
        subdirectory("keep", WITH_KEEP, 1)
                .file(".keep", EMPTY, 0)
                .symlink("aa", "/nix/store/somewhereelse")
                .is(119, 4, "3f951a15afd586fb3121ef4d13d582e811ce0e5a7f21c0497fd87490e9e2355a");
        isEncodedAs("0a2a0a046b65657012208b5b5d642b646bb8ed504b0862c39413e87e57491497de7bd075953f7b83810e1801"
                + "12290a052e6b6565701220af1349b9f5f9a1a6a0404dea36dcc9499bcb25c9adc112b7cc9a93cae41f3262"
                + "1a1e0a02616112182f6e69782f73746f72652f736f6d657768657265656c7365");
    }

    @Test
    void directoryB() throws Exception {
        subdirectory("a", EMPTY, 0).is(39, 1, B);
    }

    @Test
    void directoryC() throws Exception {
        subdirectory("a", EMPTY, 0)
                .subdirectory("a'", EMPTY, 0)
                .is(79, 2, "78eb200ae0cc95d4ea954655fbcf91e285013a261310e161927f2401d2bca803");
    }

    @Test
    void directoryD() throws Exception {
        subdirectory("a", EMPTY, 0)
                .subdirectory("b", B, 1)
                .is(80, 3, "99922a5c1801805287a647af73bca0ed7352a5f7f373e54992795bcc4a235213");
    }

    @Test
    void directoryWithSymlinks() throws Exception {
        file("index.html", "293c5a67b2722328177aedb6ad541c8dd7d02e45317a0e1a17147ef535694283", 53)
                .symlink("dot", ".")
                .symlink("dot_symlink", "./index.html")
                .symlink("dotdot_same_symlink", "../nested/index.html")
                .symlink("dotdot_symlink", "../index.htm")
                .symlink("symlink", "index.html")
                .is(189, 6, WITH_SYMLINKS);
    }

    @Test
    void directoryNestedWithSymlinks() throws Exception {
        subdirectory("nested", WITH_SYMLINKS, 6)
                .file("index.htm", "293c5a67b2722328177aedb6ad541c8dd7d02e45317a0e1a17147ef535694283", 53)
                .symlink("out_of_base_path_symlink", "../index.htm")
                .is(137, 9, "eb78e61c554edabe6e4475140f713744756055902648938cd164cf4e9922d660");
    }
}
