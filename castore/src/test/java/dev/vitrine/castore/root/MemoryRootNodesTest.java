package dev.vitrine.castore.root;

final class MemoryRootNodesTest implements RootNodesContract {
    private final MutableRootNodes roots = new MemoryRootNodes();

    @Override
    public MutableRootNodes roots() {
        return roots;
    }
}
