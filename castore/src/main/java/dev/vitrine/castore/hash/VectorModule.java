package dev.vitrine.castore.hash;

import java.lang.reflect.InvocationTargetException;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The module {@code jdk.incubator.vector}, which is loaded when the first vector is needed. Named at the start of Java it would have a
 * warning on stderr each time, and delay also what hashes next to nothing; so Java's own way to load a module of its own later is used, the one
 * that serves its agents. Where that is closed, or the module is absent, there are no vectors.
 */
final class VectorModule {
    private static final Logger log = LoggerFactory.getLogger(VectorModule.class);
    private static final String NAME = "jdk.incubator.vector";

    private VectorModule() {}

    /** A kernel of vectors; empty if it cannot run here. */
    static Optional<Kernel> kernel(KernelName name) {
        return loaded(() -> Vectors.kernel(name));
    }

    /** The widest vectors of that kernel alone; empty if they cannot run here. */
    static Optional<Kernel> widest(KernelName name) {
        return loaded(() -> Vectors.widest(name));
    }

    private static Optional<Kernel> loaded(Supplier<Optional<Kernel>> kernel) {
        try {
            load();
            return kernel.get();
        } catch (ReflectiveOperationException | LinkageError e) {
            log.debug("there are no vectors: {} cannot be loaded", NAME, e);
            return Optional.empty();
        }
    }

    private static void load() throws ReflectiveOperationException {
        if (ModuleLayer.boot().findModule(NAME).isEmpty()) {
            try {
                Class.forName("jdk.internal.module.Modules")
                        .getMethod("loadModule", String.class)
                        .invoke(null, NAME);
            } catch (InvocationTargetException e) { // no such module in this Java
                throw new ClassNotFoundException(NAME, e);
            }
        }
    }
}
