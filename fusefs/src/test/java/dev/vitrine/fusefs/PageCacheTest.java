package dev.vitrine.fusefs;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.castore.model.Node;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the kernel keeps and does not ask for again. */
class PageCacheTest {
    private static final String ALL_OF_BLOB_B = "255 1044480\n";
    private static final String NONE_OF_BLOB_B = "0 1044480\n";

    @RegisterExtension
    final Mounted mounted = new Mounted(Fuse.KERNEL);

    private final Sample sample = new Sample();

    private Mount open(Fuse fuse) throws Exception {
        return mounted.open(sample.view(), MountOptions.defaults().withFuse(fuse));
    }

    /** How many pages of a file are in memory, and its size. */
    private static String resident(Path file) throws Exception {
        return Program.shell("set -- $(fincore -b -n -o PAGES,SIZE \"$1\"); echo $1 $2", file);
    }

    private static void read(Path file) throws Exception {
        Program.shell("cat \"$1\" > /dev/null", file);
    }

    private static long reads(Mount mount) {
        return mount.requests().getOrDefault("read", 0L);
    }

    private void putBlobBAtManyPlaces() throws Exception {
        String twin = new String(Sample.blobB(), ISO_8859_1);
        Node file = sample.file(twin);
        sample.root("one", sample.directory("a", file, "b", file, "exec", sample.executable(twin)));
        sample.root("two", sample.directory("deep", sample.directory("c", file)));
        sample.root("file", file);
    }

    /**
     * F49: By the kernel's own protocol equal files have their bytes in memory once: what was read at one place is there at all others,
     * under every root, and is not asked for again. By jnr-fuse each path has its own; the executable and the plain twin do always.
     */
    @Test
    void equalFilesShareTheirPages() throws Exception {
        putBlobBAtManyPlaces();
        Mount mount = open(Fuse.KERNEL);
        Path top = mount.mountpoint();
        assertThat(resident(top.resolve("two/deep/c"))).isEqualTo(NONE_OF_BLOB_B);
        read(top.resolve("one/a"));
        long once = reads(mount);
        assertThat(once).isPositive();
        for (String other : new String[] {"one/a", "one/b", "two/deep/c", "file"}) {
            assertThat(resident(top.resolve(other))).as(other).isEqualTo(ALL_OF_BLOB_B);
            read(top.resolve(other));
        }
        assertThat(reads(mount)).isEqualTo(once);
    }

    @Test
    void byJnrEachPathHasPagesOfItsOwn() throws Exception {
        putBlobBAtManyPlaces();
        Mount mount = open(Fuse.JNR);
        Path top = mount.mountpoint();
        read(top.resolve("one/a"));
        assertThat(resident(top.resolve("one/a"))).isEqualTo(ALL_OF_BLOB_B);
        long once = reads(mount);
        assertThat(resident(top.resolve("one/b"))).isEqualTo(NONE_OF_BLOB_B);
        read(top.resolve("one/b"));
        assertThat(reads(mount)).isGreaterThan(once);
    }

    @Test
    void theExecutableTwinHasPagesOfItsOwn() throws Exception {
        putBlobBAtManyPlaces();
        Path one = open(Fuse.KERNEL).mountpoint().resolve("one");
        read(one.resolve("a"));
        assertThat(resident(one.resolve("a"))).isEqualTo(ALL_OF_BLOB_B);
        assertThat(resident(one.resolve("exec"))).isEqualTo(NONE_OF_BLOB_B);
    }

    /** The requests since an earlier count, by what they do; without statfs(2), whose answers the kernel never keeps. */
    private static Map<String, Long> since(Map<String, Long> earlier, Mount mount) {
        Map<String, Long> more = new TreeMap<>();
        mount.requests()
                .forEach((operation, count) -> more.put(operation, count - earlier.getOrDefault(operation, 0L)));
        more.values().removeIf(count -> count == 0);
        more.remove("statfs");
        return more;
    }

    /**
     * F50: By the kernel's own protocol a tree below a root is asked about once: a second walk that lists and reads all of it, follows its
     * symlinks and looks for the same names in vain asks for nothing but statfs.
     */
    @Test
    void aSecondWalkAsksNothing() throws Exception {
        Node file = sample.file(Sample.blobB());
        Node link = Sample.symlink("a");
        Node deep = sample.directory("a", file, "b", sample.file("small"), "link", link, "empty", sample.file(""));
        sample.root("tree", sample.directory("a", deep, "again", deep, "link", link, "none", sample.directory()));
        Mount mount = open(Fuse.KERNEL);
        String walk = """
                cd "$1"
                find . -ls
                find . -type f -print0 | xargs -0 cat | md5sum
                find . -type l -print0 | xargs -0 readlink
                for name in missing a/missing none/missing; do ! test -e $name; done
                """;
        String first = Program.shell(walk, mount.mountpoint().resolve("tree"));
        Map<String, Long> once = mount.requests();
        assertThat(once).containsKeys("lookup", "readdirplus", "read").containsEntry("readlink", 1L);
        assertThat(Program.shell(walk, mount.mountpoint().resolve("tree"))).isEqualTo(first);
        assertThat(since(once, mount)).isEmpty();
    }

    @Test
    void aMissingNameBelowARootIsAskedForOnce() throws Exception {
        sample.root("tree", sample.directory());
        Mount mount = open(Fuse.KERNEL);
        String look = "for i in 1 2 3; do ! test -e \"$1\"; done";
        Program.shell(look, mount.mountpoint().resolve("tree/missing"));
        // The one of the root and the one of the name.
        assertThat(mount.requests()).containsEntry("lookup", 2L);
        Program.shell(look, mount.mountpoint().resolve("missing"));
        assertThat(mount.requests()).containsEntry("lookup", 5L);
    }

    @Test
    void equalSymlinksAreReadOnce() throws Exception {
        Node link = Sample.symlink("nowhere");
        sample.root("tree", sample.directory("a", link, "b", link, "sub", sample.directory("c", link)));
        Mount mount = open(Fuse.KERNEL);
        String all = "readlink \"$1/a\" \"$1/b\" \"$1/sub/c\" \"$1/a\"";
        assertThat(Program.shell(all, mount.mountpoint().resolve("tree"))).isEqualTo("nowhere\n".repeat(4));
        assertThat(mount.requests()).containsEntry("readlink", 1L);
    }
}
