package dev.vitrine.castore.grpc.server;

import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts the calls that have ended. Both names of a method are ours and codes are few, so there are never many numbers. Thread-safe. */
final class EndedCalls {
    private final ConcurrentMap<CallEnd, LongAdder> counts = new ConcurrentHashMap<>();

    void count(MethodDescriptor<?, ?> method, Status status) {
        String service = Objects.requireNonNull(method.getServiceName());
        String name = Objects.requireNonNull(method.getBareMethodName());
        counts.computeIfAbsent(new CallEnd(service, name, status.getCode().name()), _ -> new LongAdder())
                .increment();
    }

    /** What was counted so far, in order. */
    Map<CallEnd, Long> now() {
        Map<CallEnd, Long> all = new TreeMap<>();
        counts.forEach((end, count) -> all.put(end, count.sum()));
        return all;
    }
}
