package dev.vitrine.castore.root;

import dev.vitrine.castore.model.Node;
import dev.vitrine.castore.model.PathComponent;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;

/** Root nodes on the heap, for tests and small things: nothing outlives the process. Thread-safe. */
public final class MemoryRootNodes implements MutableRootNodes {
    private record State(long revision, SortedMap<PathComponent, Node> nodes) {}

    private final AtomicReference<State> state = new AtomicReference<>(new State(0, new TreeMap<>()));

    @Override
    public Optional<Node> get(PathComponent name) {
        return Optional.ofNullable(state.get().nodes().get(name));
    }

    @Override
    public SortedMap<PathComponent, Node> list() {
        return Collections.unmodifiableSortedMap(state.get().nodes());
    }

    @Override
    public long revision() {
        return state.get().revision();
    }

    @Override
    public void put(PathComponent name, Node node) {
        state.updateAndGet(before -> {
            SortedMap<PathComponent, Node> nodes = new TreeMap<>(before.nodes());
            nodes.put(name, node);
            return new State(before.revision() + 1, nodes);
        });
    }

    @Override
    public boolean remove(PathComponent name) {
        State before = state.getAndUpdate(now -> {
            SortedMap<PathComponent, Node> nodes = new TreeMap<>(now.nodes());
            return nodes.remove(name) == null ? now : new State(now.revision() + 1, nodes);
        });
        return before.nodes().containsKey(name);
    }
}
