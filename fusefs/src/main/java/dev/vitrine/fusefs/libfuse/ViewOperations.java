package dev.vitrine.fusefs.libfuse;

import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.PathComponent;
import dev.vitrine.castore.view.Attributes;
import dev.vitrine.castore.view.CastoreView;
import dev.vitrine.castore.view.Entry;
import dev.vitrine.fusefs.jnr.FileInfo;
import dev.vitrine.fusefs.jnr.Filler;
import dev.vitrine.fusefs.jnr.Native;
import dev.vitrine.fusefs.jnr.Operations;
import dev.vitrine.fusefs.jnr.StatBuffer;
import dev.vitrine.fusefs.jnr.StatvfsBuffer;
import dev.vitrine.fusefs.request.Edge;
import dev.vitrine.fusefs.request.Errno;
import dev.vitrine.fusefs.request.Handles;
import dev.vitrine.fusefs.request.LateFailures;
import dev.vitrine.fusefs.request.ReadOnly;
import dev.vitrine.fusefs.request.RootWatch;
import dev.vitrine.fusefs.request.SharedReader;
import java.util.Optional;

/** The view, as libfuse asks for it. Read-only: what would change something is refused without being looked at. Thread-safe. */
public final class ViewOperations implements Operations {
    private final CastoreView view;
    private final Edge edge;
    private final RootWatch watch;
    private final Entries entries;
    private final LateFailures late = new LateFailures();
    private final Handles<OpenFile> files = new Handles<>();
    private final Handles<OpenDirectory> directories = new Handles<>();
    private final ThreadLocal<Boolean> forgetting = ThreadLocal.withInitial(() -> false);

    public ViewOperations(CastoreView view, Edge edge, RootWatch watch) {
        this.view = view;
        this.edge = edge;
        this.watch = watch;
        this.entries = new Entries(view, watch);
    }

    /** What to do with an entry that was found. */
    @FunctionalInterface
    private interface Use {
        int of(Entries.Found found) throws CastoreException;
    }

    private int at(String operation, long address, Use use) {
        byte[] path = Native.string(address);
        return edge.answer(operation, path, request -> {
            Optional<Entries.Found> found = entries.find(path);
            if (found.isEmpty()) {
                return Errno.ENOENT.answer();
            }
            request.about(found.get().entry());
            return use.of(found.get());
        });
    }

    @Override
    public int getattr(long path, long stat) {
        return at("getattr", path, found -> fill(stat, found.entry()));
    }

    @Override
    public int fgetattr(long stat, long info) {
        return edge.answer("fgetattr", request -> {
            OpenFile open = file(info);
            request.about(open.file());
            return fill(stat, open.file());
        });
    }

    private static int fill(long stat, Entry entry) {
        Attributes attributes = Attributes.of(entry);
        StatBuffer.identity(stat, attributes.inode(), attributes.mode());
        StatBuffer.links(stat, attributes.links());
        StatBuffer.size(stat, attributes.size(), attributes.blocks(), Attributes.BLOCK_SIZE);
        StatBuffer.times(stat, Attributes.TIME.getEpochSecond());
        return 0;
    }

    @Override
    public int readlink(long path, long buffer, long size) {
        return at("readlink", path, found -> {
            if (!(found.entry() instanceof Entry.Symlink symlink) || size < 1) {
                return Errno.EINVAL.answer();
            }
            byte[] target = symlink.node().target().toByteArray();
            Native.putString(buffer, target, (int) Math.min(target.length, size - 1));
            return 0;
        });
    }

    @Override
    public int open(long path, long info) {
        int flags = FileInfo.flags(info);
        if (ReadOnly.wouldChange(flags)) {
            return Errno.EROFS.answer();
        }
        return at("open", path, found -> switch (found.entry()) {
            case Entry.File file -> open(file, info, found.settled());
            case Entry.Symlink symlink -> Errno.ELOOP.answer();
            case Entry.Listable directory -> Errno.EISDIR.answer();
        });
    }

    /**
     * The kernel keeps one set of pages per inode, and libfuse2 one inode per path. While a path has shown two states of its root,
     * pages of the one must not be taken for the other's.
     */
    private int open(Entry.File file, long info, boolean settled) throws CastoreException {
        FileInfo.handle(info, files.add(new OpenFile(file, new SharedReader(view.open(file)))));
        FileInfo.keepCache(info);
        if (!settled) {
            FileInfo.directIo(info);
        }
        return 0;
    }

    @Override
    public int read(long buffer, long size, long offset, long info) {
        return edge.answer("read", request -> {
            OpenFile open = file(info);
            request.about(open.file());
            int length = (int) Math.min(size, Integer.MAX_VALUE);
            return late.read(
                    open.file(),
                    offset,
                    length,
                    () -> open.reader().acquireAndRead(offset, Native.buffer(buffer, length)));
        });
    }

    @Override
    public int release(long info) {
        return edge.answer("release", request -> {
            files.remove(FileInfo.handle(info)).ifPresent(open -> {
                request.about(open.file());
                open.reader().release();
            });
            return 0;
        });
    }

    /** An unknown handle is a mistake of ours: {@link Edge} counts it. */
    private OpenFile file(long info) {
        return files.get(FileInfo.handle(info)).orElseThrow(() -> new IllegalStateException("no such file is open"));
    }

    @Override
    public int opendir(long path, long info) {
        return at("opendir", path, found -> {
            if (!(found.entry() instanceof Entry.Listable directory)) {
                return Errno.ENOTDIR.answer();
            }
            if (directory instanceof Entry.Top) {
                view.list(directory);
            }
            FileInfo.handle(info, directories.add(new OpenDirectory(view, directory, found.parentInode())));
            return 0;
        });
    }

    @Override
    public int readdir(long buffer, long filler, long offset, long info) {
        return edge.answer("readdir", request -> {
            OpenDirectory open = directories
                    .get(FileInfo.handle(info))
                    .orElseThrow(() -> new IllegalStateException("no such directory is open"));
            request.about(open.directory());
            open.list(offset, new Filler(filler, buffer));
            return 0;
        });
    }

    @Override
    public int releasedir(long info) {
        return edge.answer("releasedir", request -> {
            directories.remove(FileInfo.handle(info)).ifPresent(open -> request.about(open.directory()));
            return 0;
        });
    }

    /** One block and one file, both in use: some programs take a file system of nothing for a broken one. */
    @Override
    public int statfs(long path, long statvfs) {
        return edge.answer("statfs", request -> {
            StatvfsBuffer.full(statvfs, Attributes.BLOCK_SIZE, 1, 1, PathComponent.MAX_LENGTH);
            return 0;
        });
    }

    @Override
    public int access(long path, int mask) {
        return at("access", path, found -> ReadOnly.access(found.entry(), mask));
    }

    @Override
    public int getxattr(long path, long name, long value, long size) {
        if (!DigestXattr.mayExist(name)) {
            return Errno.ENODATA.answer();
        }
        return at("getxattr", path, found -> DigestXattr.get(found.entry(), name, value, size));
    }

    @Override
    public int listxattr(long path, long list, long size) {
        return at("listxattr", path, found -> DigestXattr.list(found.entry(), list, size));
    }

    /** Lets {@link #rmdir} pass on this thread while it runs. */
    public void whileForgetting(Runnable forget) {
        forgetting.set(true);
        try {
            forget.run();
        } finally {
            forgetting.set(false);
        }
    }

    @Override
    public int rmdir(long path) {
        if (!forgetting.get()) {
            return refuse();
        }
        byte[] root = Native.string(path + 1);
        return edge.answer("forget", root, request -> {
            watch.forgotten(PathComponent.of(root));
            return 0;
        });
    }

    @Override
    public int refuse() {
        return edge.answer("refuse", request -> Errno.EROFS.answer());
    }

    /** How many files and directories are open. */
    public int openHandles() {
        return files.count() + directories.count();
    }

    /** Closes what is still open. Only when no request can come any more. */
    public void closeAll() {
        files.drain(open -> open.reader().release());
    }
}
