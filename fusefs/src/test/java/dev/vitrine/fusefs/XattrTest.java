package dev.vitrine.fusefs;

import static dev.vitrine.fusefs.Sample.BLOB_A;
import static dev.vitrine.fusefs.Sample.SYMLINK2;
import static dev.vitrine.fusefs.Sample.WITH_KEEP;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@OnBothTransports
class XattrTest {
    private static final String BLOB_A_DIGEST = "b3:e3AVu5LPCzGAN3AqbN2B3uQSJPc0aEwsEizWNZyx7mM=";
    private static final String WITH_KEEP_DIGEST = "b3:i1tdZCtka7jtUEsIYsOUE+h+V0kUl9570HWVP3uDgQ4=";

    /** Calls xattr(7) with a buffer of a given size, as no program would; prints the length or the errno. */
    private static final String CALL = """
            import ctypes, os, sys
            libc = ctypes.CDLL(None, use_errno=True)
            call, path, name, size = sys.argv[1], os.fsencode(sys.argv[2]), sys.argv[3].encode(), int(sys.argv[4])
            buffer = ctypes.create_string_buffer(b'?' * 64)
            if call == 'get':
                n = libc.lgetxattr(path, name, buffer, ctypes.c_size_t(size))
            else:
                n = libc.llistxattr(path, buffer, ctypes.c_size_t(size))
            print(n if n >= 0 else os.strerror(ctypes.get_errno()), buffer.raw[:48])
            """;

    @RegisterExtension
    final Mounted mounted;

    XattrTest(Fuse fuse) {
        mounted = new Mounted(fuse);
    }

    private static String call(String call, Path path, String name, int size) throws Exception {
        return Program.python(CALL, call, path, name, size).strip();
    }

    private static String get(Path path, String name, int size) throws Exception {
        return call("get", path, name, size);
    }

    /**
     * F8: A file shows its digest as the extended attribute user.tvix.castore.blob.digest, a directory as
     * user.tvix.castore.directory.digest; the value is the text form without a NUL, and there is no other attribute.
     */
    @Test
    void filesAndDirectoriesHaveTheirDigest() throws Exception {
        Path top = mounted.mount(Sample.fixtures().view());
        assertThat(Program.shell("cd \"$1\"; getfattr -h -d -m - " + BLOB_A + " " + WITH_KEEP, top))
                .isEqualTo("# file: " + BLOB_A + "\nuser.tvix.castore.blob.digest=\"" + BLOB_A_DIGEST + "\"\n\n# file: "
                        + WITH_KEEP + "\nuser.tvix.castore.directory.digest=\"" + WITH_KEEP_DIGEST + "\"\n\n");
    }

    @Test
    void anyOtherNameHasNoData() throws Exception {
        Path top = mounted.mount(Sample.fixtures().view());
        for (String name : new String[] {
            "user.tvix.castore.directory.digest",
            "user.tvix.castore.blob.digestx",
            "user.tvix.castore.blob.diges",
            "user.x",
            "security.capability",
            "security.selinux"
        }) {
            assertThat(get(top.resolve(BLOB_A), name, 64)).as(name).startsWith("No data available");
        }
        assertThat(get(top.resolve(WITH_KEEP), "user.tvix.castore.blob.digest", 64))
                .startsWith("No data available");
    }

    /** F9: Symlinks and the top of the mount have no extended attributes. */
    @Test
    void symlinksAndTheTopHaveNone() throws Exception {
        Path top = mounted.mount(Sample.fixtures().view());
        for (Path path : new Path[] {top, top.resolve(SYMLINK2)}) {
            assertThat(call("list", path, "", 64)).startsWith("0 ");
            assertThat(call("list", path, "", 0)).startsWith("0 ");
        }
        assertThat(get(top, "user.tvix.castore.directory.digest", 64)).startsWith("No data available");
    }

    /** F10: Asked with a size of 0, an extended attribute says its length; asked with too small a buffer it fails with ERANGE. */
    @Test
    void sizesAreThoseOfTheManual() throws Exception {
        Path file = mounted.mount(Sample.fixtures().view()).resolve(BLOB_A);
        String name = "user.tvix.castore.blob.digest";
        assertThat(get(file, name, 0)).isEqualTo("47 b'" + "?".repeat(48) + "'");
        assertThat(get(file, name, 1)).startsWith("Numerical result out of range");
        assertThat(get(file, name, 46)).startsWith("Numerical result out of range");
        assertThat(get(file, name, 47)).isEqualTo("47 b'" + BLOB_A_DIGEST + "?'");
        assertThat(call("list", file, "", 0)).startsWith("30 ");
        assertThat(call("list", file, "", 29)).startsWith("Numerical result out of range");
        assertThat(call("list", file, "", 30)).startsWith("30 b'" + name + "\\x00?");
    }

    /** F11: Mounted without extended attributes, asking for any answers that they are not supported. */
    @Test
    void withoutXattrsTheyAreNotSupported() throws Exception {
        MountOptions options = MountOptions.defaults().withXattrs(false);
        Path top = mounted.open(Sample.fixtures().view(), options).mountpoint();
        for (int round = 0; round < 2; round++) {
            assertThat(get(top.resolve(BLOB_A), "user.tvix.castore.blob.digest", 64))
                    .startsWith("Operation not supported");
            assertThat(call("list", top.resolve(BLOB_A), "", 64)).startsWith("Operation not supported");
        }
    }
}
