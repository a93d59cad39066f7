package dev.vitrine.fusefs.node;

import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.Escaped;
import dev.vitrine.castore.model.PathComponent;
import dev.vitrine.castore.view.CastoreView;
import dev.vitrine.castore.view.Entry;
import dev.vitrine.fusefs.kernel.Features;
import dev.vitrine.fusefs.kernel.Handler;
import dev.vitrine.fusefs.kernel.KernelSession;
import dev.vitrine.fusefs.kernel.Message;
import dev.vitrine.fusefs.kernel.Opcode;
import dev.vitrine.fusefs.kernel.Payload;
import dev.vitrine.fusefs.kernel.Wire.AccessIn;
import dev.vitrine.fusefs.kernel.Wire.BatchForgetIn;
import dev.vitrine.fusefs.kernel.Wire.EntryOut;
import dev.vitrine.fusefs.kernel.Wire.ForgetIn;
import dev.vitrine.fusefs.kernel.Wire.OpenIn;
import dev.vitrine.fusefs.kernel.Wire.OpenOut;
import dev.vitrine.fusefs.kernel.Wire.ReadIn;
import dev.vitrine.fusefs.request.Edge;
import dev.vitrine.fusefs.request.Errno;
import dev.vitrine.fusefs.request.ReadOnly;
import dev.vitrine.fusefs.request.RootWatch;
import java.util.Optional;

/** The view, as the kernel asks for it. Read-only: what would change something is refused without being looked at. Thread-safe. */
public final class NodeOperations implements Handler, AutoCloseable {
    private final CastoreView view;
    private final Edge edge;
    private final RootWatch watch;
    private final boolean xattrs;
    private final Nodes nodes = new Nodes();
    private final OpenFiles files;
    private final OpenDirectories directories;

    /**
     * The operations of one mount.
     *
     * @param session says what the kernel can do without, and opens backing files
     * @param xattrs whether to have extended attributes at all; without them the kernel is told so once and for ever
     */
    public NodeOperations(CastoreView view, Edge edge, RootWatch watch, KernelSession session, boolean xattrs) {
        this.view = view;
        this.edge = edge;
        this.watch = watch;
        this.xattrs = xattrs;
        Features features = session.features();
        this.files = features.has(Features.NO_OPEN_SUPPORT)
                ? OpenFiles.stateless(view)
                : OpenFiles.withHandles(view, backings(session));
        this.directories =
                new OpenDirectories(view, nodes, watch, features.has(Features.NO_OPENDIR_SUPPORT) && mayListTop(view));
    }

    private static Optional<Backings> backings(KernelSession session) {
        return session.features().has(Features.PASSTHROUGH) ? Optional.of(new Backings(session)) : Optional.empty();
    }

    /** Without opening directories the kernel would not ask whether the top may be listed. */
    private static boolean mayListTop(CastoreView view) {
        try {
            view.list(new Entry.Top());
            return true;
        } catch (CastoreException.ListingDisabled e) {
            return false;
        } catch (CastoreException e) {
            return true;
        }
    }

    /** What to do with a node that was found. */
    @FunctionalInterface
    private interface Use {
        int of(Node node) throws CastoreException;
    }

    @Override
    public int answer(Message request, Payload answer) {
        Opcode opcode = request.opcode().orElse(null);
        if (opcode == null) {
            return Errno.ENOSYS.answer();
        }
        try {
            request.checkLength();
            return answer(opcode, request, answer);
        } catch (IndexOutOfBoundsException e) {
            return edge.answer(opcode.text(), none -> {
                throw e;
            });
        }
    }

    private int answer(Opcode opcode, Message request, Payload answer) {
        return switch (opcode) {
            case LOOKUP -> lookUp(request, answer);
            case FORGET -> forget(request);
            case BATCH_FORGET -> forgetAll(request);
            case GETATTR -> at(opcode, request, node -> Answers.attributes(answer, node.entry()));
            case READLINK -> at(opcode, request, node -> readLink(node, answer));
            case OPEN -> open(opcode, request, answer);
            case READ -> at(opcode, request, node -> read(node, request, answer));
            case RELEASE -> at(opcode, request, node -> files.release(request));
            case OPENDIR -> at(opcode, request, node -> directories.open(node, answer));
            case READDIR -> at(opcode, request, node -> list(node, request, answer, false));
            case READDIRPLUS -> at(opcode, request, node -> list(node, request, answer, true));
            case GETXATTR -> getXattr(opcode, request, answer);
            case LISTXATTR -> listXattr(opcode, request, answer);
            case STATFS -> edge.answer(opcode.text(), none -> Answers.statfs(answer));
            case ACCESS -> at(opcode, request, node -> ReadOnly.access(node.entry(), request.getInt(AccessIn.MASK)));
            case RELEASEDIR, DESTROY -> edge.answer(opcode.text(), none -> 0);
            case IOCTL -> edge.answer(opcode.text(), none -> Errno.ENOTTY.answer());
            // The kernel takes these for told once and for ever, and does itself what a tree that never changes needs:
            // the end of a file is its only hole.
            case FLUSH, FSYNC, FSYNCDIR, LSEEK, POLL, BMAP, GETLK, SETLK, SETLKW, SYNCFS, STATX, COPY_FILE_RANGE ->
                edge.answer(opcode.text(), none -> Errno.ENOSYS.answer());
            case INIT, INTERRUPT, NOTIFY_REPLY, SETUPMAPPING, REMOVEMAPPING ->
                edge.answer(opcode.text(), none -> Errno.ENOSYS.answer());
            case SETATTR,
                    SYMLINK,
                    MKNOD,
                    MKDIR,
                    UNLINK,
                    RMDIR,
                    RENAME,
                    RENAME2,
                    LINK,
                    WRITE,
                    SETXATTR,
                    REMOVEXATTR,
                    CREATE,
                    FALLOCATE,
                    TMPFILE -> edge.answer("refuse", none -> Errno.EROFS.answer());
        };
    }

    private int at(Opcode opcode, Message request, Use use) {
        Node node = nodes.get(request.node()).orElse(null);
        if (node == null) {
            return edge.answer(opcode.text(), none -> Errno.ESTALE.answer());
        }
        return edge.answer(opcode.text(), node::place, seen -> {
            seen.about(node.entry());
            return use.of(node);
        });
    }

    private int lookUp(Message request, Payload answer) {
        Node parent = nodes.get(request.node()).orElse(null);
        byte[] bytes = request.string(0);
        return edge.answer("lookup", () -> place(parent, bytes), seen -> {
            if (parent == null || !(parent.entry() instanceof Entry.Listable directory)) {
                return parent == null ? Errno.ESTALE.answer() : Errno.ENOTDIR.answer();
            }
            PathComponent name = PathComponent.of(bytes);
            Entry entry = view.child(directory, name).orElse(null);
            boolean top = parent instanceof Node.Top;
            if (entry == null) {
                return top ? Errno.ENOENT.answer() : Answers.nothing(answer);
            }
            if (top) {
                watch.saw(name, entry, true);
            }
            seen.about(entry);
            return Answers.entry(answer, 0, nodes.lookUp(parent, name, entry));
        });
    }

    private static String place(@org.jspecify.annotations.Nullable Node parent, byte[] name) {
        String above = parent == null ? "" : parent.place();
        return (above.equals("/") ? "" : above) + "/" + Escaped.text(name);
    }

    private int forget(Message request) {
        nodes.forget(request.node(), request.getLong(ForgetIn.NLOOKUP));
        return 0;
    }

    private int forgetAll(Message request) {
        int count = request.getInt(BatchForgetIn.COUNT);
        for (int i = 0; i < count; i++) {
            int at = BatchForgetIn.SIZE + i * BatchForgetIn.ONE_SIZE;
            nodes.forget(
                    request.getLong(at + BatchForgetIn.ONE_NODEID), request.getLong(at + BatchForgetIn.ONE_NLOOKUP));
        }
        return 0;
    }

    private static int readLink(Node node, Payload answer) {
        if (!(node.entry() instanceof Entry.Symlink symlink)) {
            return Errno.EINVAL.answer();
        }
        byte[] target = symlink.node().target().toByteArray();
        answer.put(0, target);
        return target.length;
    }

    private int open(Opcode opcode, Message request, Payload answer) {
        int flags = request.getInt(OpenIn.FLAGS);
        if (ReadOnly.wouldChange(flags)) {
            return edge.answer(opcode.text(), none -> Errno.EROFS.answer());
        }
        return at(opcode, request, node -> switch (node.entry()) {
            case Entry.File file -> files.open(node, file, answer);
            case Entry.Symlink symlink -> Errno.ELOOP.answer();
            case Entry.Listable directory -> Errno.EISDIR.answer();
        });
    }

    private int read(Node node, Message request, Payload answer) throws CastoreException {
        return node.entry() instanceof Entry.File file ? files.read(file, request, answer) : Errno.EISDIR.answer();
    }

    private int list(Node node, Message request, Payload answer, boolean plus) throws CastoreException {
        Dirents dirents = new Dirents(answer, request.getInt(ReadIn.LENGTH), plus);
        return directories.list(node, request.getLong(ReadIn.OFFSET), dirents);
    }

    private int getXattr(Opcode opcode, Message request, Payload answer) {
        if (!xattrs) {
            return edge.answer(opcode.text(), none -> Errno.ENOSYS.answer());
        }
        if (!Xattrs.mayExist(request)) {
            return edge.answer(opcode.text(), none -> Errno.ENODATA.answer());
        }
        return at(opcode, request, node -> Xattrs.get(node.entry(), request, answer));
    }

    private int listXattr(Opcode opcode, Message request, Payload answer) {
        return xattrs
                ? at(opcode, request, node -> Xattrs.list(node.entry(), request, answer))
                : edge.answer(opcode.text(), none -> Errno.ENOSYS.answer());
    }

    @Override
    public void undelivered(Message request, Payload answer, int length) {
        if (length <= 0) {
            return;
        }
        switch (request.opcode().orElse(Opcode.STATFS)) {
            case LOOKUP -> nodes.forget(answer.getLong(EntryOut.NODEID), 1);
            case READDIRPLUS -> Dirents.undo(answer, length, nodes);
            case OPEN -> files.release(answer.getLong(OpenOut.FH));
            default -> {}
        }
    }

    /** A root is another one now: its name gets a new node, and what was open stays what it was. */
    public void forget(PathComponent root) {
        nodes.detach(root);
        watch.forgotten(root);
    }

    /** How many nodes the kernel knows. */
    public int nodes() {
        return nodes.count();
    }

    /** How many files are open. */
    public int openHandles() {
        return files.count();
    }

    /** Closes what is still open. Only when no request can come any more. */
    @Override
    public void close() {
        files.close();
    }
}
