package dev.vitrine.fusefs;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.castore.view.CastoreView;
import dev.vitrine.fusefs.jnr.OperationTable;
import dev.vitrine.fusefs.libfuse.ViewOperations;
import dev.vitrine.fusefs.request.Edge;
import dev.vitrine.fusefs.request.RootWatch;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing can be changed: not through the kernel, which refuses most of it, nor by calling what libfuse would call. */
@OnBothTransports
class RefusalTest {
    private static final int EROFS = 30;
    private static final int ENOSYS_BY_ABSENCE = 0;

    @RegisterExtension
    final Mounted mounted;

    RefusalTest(Fuse fuse) {
        mounted = new Mounted(fuse);
    }

    private static MemorySegment slot(OperationTable table, int slot) {
        return table(table).getAtIndex(ADDRESS, slot);
    }

    @SuppressWarnings("restricted")
    private static MemorySegment table(OperationTable table) {
        return MemorySegment.ofAddress(table.address()).reinterpret(table.size());
    }

    private static OperationTable tableOf(CastoreView view, boolean xattrs) {
        return new OperationTable(new ViewOperations(view, new Edge(), new RootWatch(view)), xattrs);
    }

    @SuppressWarnings("restricted")
    private static int call(MemorySegment function, long... arguments) throws Throwable {
        FunctionDescriptor six =
                FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG);
        long[] words = LongStream.concat(LongStream.of(arguments), LongStream.generate(() -> 0))
                .limit(6)
                .toArray();
        return (int) Linker.nativeLinker()
                .downcallHandle(function, six)
                .invokeExact(words[0], words[1], words[2], words[3], words[4], words[5]);
    }

    /**
     * F7: The mount is read-only: every change fails with EROFS, whoever asks, and whichever way.
     *
     * <p>The slots are those of {@code struct fuse_operations} in fuse.h of libfuse 2.9.
     */
    @ParameterizedTest(name = "{1}")
    @CsvSource({
        "3, mknod",
        "4, mkdir",
        "5, unlink",
        "6, rmdir",
        "7, symlink",
        "8, rename",
        "9, link",
        "10, chmod",
        "11, chown",
        "12, truncate",
        "13, utime",
        "16, write",
        "21, setxattr",
        "24, removexattr",
        "32, create",
        "33, ftruncate",
        "36, utimens",
        "41, write_buf",
        "44, fallocate"
    })
    void everyMutatorOfTheTableAnswersErofs(int slot, String name) throws Throwable {
        OperationTable table = tableOf(Sample.fixtures().view(), true);
        try (Arena arena = Arena.ofConfined()) {
            long path = arena.allocateFrom("/" + Sample.BLOB_A).address();
            assertThat(call(slot(table, slot), path, path)).as(name).isEqualTo(-EROFS);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {01, 02, 01000, 02001})
    void openForWritingAnswersErofs(int flags) throws Throwable {
        OperationTable table = tableOf(Sample.fixtures().view(), true);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment info = arena.allocate(40, 8);
            info.set(JAVA_INT, 0, flags);
            long path = arena.allocateFrom("/" + Sample.BLOB_A).address();
            assertThat(call(slot(table, 14), path, info.address())).isEqualTo(-EROFS);
        }
    }

    @ParameterizedTest(name = "access {0} of {1} is {2}")
    @CsvSource({"0, 0, 0", "4, 0, 0", "2, 0, -30", "6, 6, -30", "1, 0, -13", "1, 6, 0", "4, 9, -2"})
    void accessKnowsThatNothingCanBeWritten(int mask, String root, int answer) throws Throwable {
        OperationTable table = tableOf(Sample.fixtures().view(), true);
        try (Arena arena = Arena.ofConfined()) {
            long path = arena.allocateFrom("/" + root.repeat(32) + "-test").address();
            assertThat(call(slot(table, 31), path, mask)).isEqualTo(answer);
        }
    }

    /** What is not in the table libfuse answers by itself, with ENOSYS, which the kernel remembers. */
    @Test
    void withoutXattrsTheTableHasNoneOfTheirReaders() throws Exception {
        OperationTable table = tableOf(Sample.fixtures().view(), false);
        assertThat(slot(table, 22).address()).isEqualTo(ENOSYS_BY_ABSENCE);
        assertThat(slot(table, 23).address()).isEqualTo(ENOSYS_BY_ABSENCE);
    }

    @Test
    void nothingCanBeChangedThroughTheKernel() throws Exception {
        Path top = mounted.mount(Sample.fixtures().view());
        Path file = top.resolve(Sample.BLOB_A);
        assertThatThrownBy(() -> Files.createFile(top.resolve("new")))
                .isInstanceOf(FileSystemException.class)
                .hasMessageContaining("Read-only file system");
        assertThatThrownBy(() -> Files.delete(file)).hasMessageContaining("Read-only file system");
        assertThatThrownBy(() -> Files.writeString(file, "x")).hasMessageContaining("Read-only file system");
        for (String script : new String[] {
            "chmod 777 $1",
            "chown 1 $1",
            "touch $1",
            "ln $1 $1.2",
            "ln -s a $1.2",
            "mv $1 $1.2",
            "mkdir $1.2",
            "rmdir $1",
            "mkfifo $1.2",
            "truncate -s 0 $1",
            "setfattr -n user.a -v b $1",
            "rm -f $1",
            "echo x >> $1"
        }) {
            Program.Result result = Program.run("bash", "-c", script, "bash", file);
            assertThat(result.exit()).as(script).isNotZero();
            assertThat(result.output()).as(script).contains("Read-only file system");
        }
        assertThat(Files.readAllBytes(file)).containsExactly(0, 1);
    }
}
