package dev.vitrine.fusefs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.castore.model.Node;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Listings as getdents64(2) sees them, with buffers of several sizes. */
@OnBothTransports
class ListingTest {
    private static final int NAMES = 5000;

    /** Lists a directory by the system call, and prints a verdict on the names and what else was asked for. */
    private static final String GETDENTS = """
            import ctypes, os, struct, sys
            libc = ctypes.CDLL(None, use_errno=True)
            fd = os.open(sys.argv[1], os.O_RDONLY | os.O_DIRECTORY)
            size, count = int(sys.argv[2]), int(sys.argv[3])
            buffer = ctypes.create_string_buffer(size)
            def records(limit=None):
                while limit is None or limit > 0:
                    n = libc.syscall(217, fd, buffer, ctypes.c_size_t(size))
                    assert n >= 0, os.strerror(ctypes.get_errno())
                    if n == 0: return
                    at = 0
                    while at < n:
                        ino, off, reclen, kind = struct.unpack_from('=QqHB', buffer, at)
                        yield buffer.raw[at + 19:at + reclen].split(b'\\0')[0], ino, off, kind
                        at += reclen
                    if limit is not None: limit -= 1
            def full():
                found = [r[0] for r in records()]
                want = [b'.', b'..'] + sorted(b'name-%d' % i for i in range(count))
                return 'same' if found == want else 'different: %d names' % len(found)
            print(full())
            os.lseek(fd, 0, 0)
            print(full())
            os.lseek(fd, 0, 0)
            list(records(2))
            os.lseek(fd, 0, 0)
            print(full())
            os.lseek(fd, 0, 0)
            all = list(records())
            middle = len(all) // 2
            os.lseek(fd, all[middle][2], 0)
            print('resumes' if [r[0] for r in records()] == [r[0] for r in all[middle + 1:]] else 'loses its place')
            """;

    @RegisterExtension
    final Mounted mounted;

    ListingTest(Fuse fuse) {
        mounted = new Mounted(fuse);
    }

    private final Sample sample = new Sample();
    private final Map<String, Node> names = new LinkedHashMap<>();

    @BeforeEach
    void fill() throws Exception {
        Node file = sample.file("same");
        for (int i = 0; i < NAMES; i++) {
            names.put("name-" + i, file);
        }
    }

    /** F12: A listing gives every name once, in the order of its bytes, whatever the size of the buffers, and again after rewinddir. */
    @ParameterizedTest
    @ValueSource(ints = {300, 1024, 4096, 32768, 1 << 20})
    void rootsAreListedOnceEachWithAnyBuffer(int size) throws Exception {
        names.forEach(sample::root);
        Path top = mounted.mount(sample.view());
        assertThat(Program.python(GETDENTS, top, size, NAMES)).isEqualTo("same\nsame\nsame\nresumes\n");
    }

    @ParameterizedTest
    @ValueSource(ints = {64, 4096, 1 << 20})
    void aDirectoryIsListedOnceEachWithAnyBuffer(int size) throws Exception {
        sample.root("big", sample.directory(names));
        Path big = mounted.mount(sample.view()).resolve("big");
        assertThat(Program.python(GETDENTS, big, size, NAMES)).isEqualTo("same\nsame\nsame\nresumes\n");
    }

    /** F13: A listing that has begun gives once each name that is there all the while, whatever roots come or go; within a second after a change rewinddir begins one that shows it. */
    @Test
    void aListingSurvivesRootsThatComeAndGo() throws Exception {
        names.forEach(sample::root);
        sample.root("directory", sample.directory());
        Path top = mounted.mount(sample.view());
        // From the first directory on, the kernel's own protocol lets listings be cached, that of the top too.
        Program.shell("ls \"$1\"", top.resolve("directory"));
        String script = """
                import ctypes, os, struct, sys
                fd = os.open(sys.argv[1], os.O_RDONLY | os.O_DIRECTORY)
                libc = ctypes.CDLL(None)
                buffer = ctypes.create_string_buffer(4096)
                def more():
                    n, found = libc.syscall(217, fd, buffer, ctypes.c_size_t(4096)), []
                    data = buffer.raw[:n]
                    while data:
                        length = struct.unpack_from('H', data, 16)[0]
                        found.append(data[19:length].split(b'\\0')[0].decode())
                        data = data[length:]
                    return found
                def rest(found):
                    while names := more():
                        found += names
                    return found
                begun = more()
                print('begun', flush=True)
                sys.stdin.readline()
                found = rest(begun)
                print(sum(n.startswith('name-') for n in set(found)), len(found) - len(set(found)), flush=True)
                while sys.stdin.readline():
                    os.lseek(fd, 0, 0)
                    found = rest([])
                    print('name-zzz' in found, 'name-0' in found, flush=True)
                """;
        try (Conversation python = Conversation.with("python3", "-c", script, top)) {
            assertThat(python.hear()).isEqualTo("begun");
            sample.root("name-zzz", sample.file("new"));
            sample.roots.remove(Sample.name("name-0"));
            // Somebody else lists all of it meanwhile: where the kernel keeps listings, it keeps this one.
            Eventually.within(Eventually.ONE_SECOND, () -> {
                List<String> listed = Program.shell("ls \"$1\"", top).lines().toList();
                return listed.contains("name-zzz") && !listed.contains("name-0");
            });
            python.say("go on");
            assertThat(python.hear()).isIn(names.size() + " 0", names.size() + 1 + " 0", names.size() - 1 + " 0");
            Eventually.within(Eventually.ONE_SECOND, () -> {
                python.say("begin again");
                return python.hear().equals("True False");
            });
        }
    }

    /** F14: A listing shows the type and the inode number of each entry, and the two names that every directory has. */
    @Test
    void listingsShowTypes() throws Exception {
        Sample fixtures = Sample.fixtures();
        Path directory = mounted.mount(fixtures.view()).resolve(Sample.COMPLICATED);
        String script = """
                import os, sys
                for e in os.scandir(sys.argv[1]):
                    print(e.name, e.is_file(follow_symlinks=False), e.is_dir(follow_symlinks=False), e.is_symlink(), e.inode())
                """;
        assertThat(Program.python(script, directory).lines())
                .containsExactly(
                        ".keep True False False 6307754022119723216",
                        "aa False False True "
                                + Program.shell("stat -c %i \"$1/aa\"", directory)
                                        .strip(),
                        "keep False True False 5020861239479383518");
        assertThat(Program.shell("ls -ai \"$1\" | sed 's/^ *//' | head -2", directory)
                        .lines())
                .containsExactly("2290798438182994814 .", "1 ..");
    }
}
