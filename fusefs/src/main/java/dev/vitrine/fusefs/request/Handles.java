package dev.vitrine.fusefs.request;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** What is open, by the number that the kernel knows it by; numbers are not used twice. Thread-safe. The kernel bounds how many there are. */
public final class Handles<T> {
    private final Map<Long, T> open = new ConcurrentHashMap<>();
    private final AtomicLong last = new AtomicLong();

    public long add(T what) {
        long handle = last.incrementAndGet();
        open.put(handle, what);
        return handle;
    }

    public Optional<T> get(long handle) {
        return Optional.ofNullable(open.get(handle));
    }

    public Optional<T> remove(long handle) {
        return Optional.ofNullable(open.remove(handle));
    }

    /** Removes all. */
    public void drain(Consumer<T> each) {
        open.values().forEach(each);
        open.clear();
    }

    public int count() {
        return open.size();
    }
}
