package dev.vitrine.castore.importer;

import dev.vitrine.castore.importer.PendingDirectory.Slot;
import dev.vitrine.castore.model.SymlinkNode;
import dev.vitrine.castore.model.SymlinkTarget;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** The second walk: leaves files to the loaders, reads symlinks, and says when a directory is through. Used by one thread. */
final class TreeImport implements TreeVisitor {
    private final RawFiles files;
    private final LoaderPool loaders;
    private final DirectoryAssembly assembly;
    private final ImportListener listener;
    private final ImportMemory memory;
    private final Deque<PendingDirectory> inside = new ArrayDeque<>();

    TreeImport(
            RawFiles files,
            LoaderPool loaders,
            DirectoryAssembly assembly,
            ImportListener listener,
            ImportMemory memory) {
        this.files = files;
        this.loaders = loaders;
        this.assembly = assembly;
        this.listener = listener;
        this.memory = memory;
    }

    @Override
    public void enter(Place directory) throws IOException {
        SeenDirectory seen = memory.entered(
                files.stat(directory.directory(), directory.name()).key());
        Optional<Slot> slot = inside.isEmpty()
                ? Optional.empty()
                : Optional.of(inside.element().await(directory.name().component()));
        inside.push(new PendingDirectory(slot, seen));
    }

    @Override
    public void leave() throws IOException {
        assembly.left(inside.remove());
    }

    @Override
    public void file(Place file) throws IOException {
        loaders.submit(PendingFile.of(file, inside.element().await(file.name().component())));
    }

    @Override
    public void symlink(Place symlink) throws IOException {
        inside.element().add(symlink.name().component(), node(files, symlink));
    }

    static SymlinkNode node(RawFiles files, Place symlink) throws IOException {
        return new SymlinkNode(SymlinkTarget.of(files.readLink(symlink.directory(), symlink.name())));
    }

    @Override
    public void skipped(Place what, SkipReason reason) {
        listener.skipped(what.location().toString(), reason);
    }
}
