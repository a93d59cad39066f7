package dev.vitrine.castore.grpc.server;

import dev.vitrine.castore.grpc.StatusTable;
import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.CastoreException.Corrupt;
import dev.vitrine.castore.model.CastoreException.Invalid;
import dev.vitrine.castore.model.CastoreException.ListingDisabled;
import dev.vitrine.castore.model.CastoreException.NotADirectory;
import dev.vitrine.castore.model.CastoreException.NotFound;
import dev.vitrine.castore.model.CastoreException.Unavailable;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The edge of the server: each call gets a thread of its own and ends with a status, what goes wrong is mapped, logged and counted here
 * and nowhere else. Thread-safe.
 */
final class Calls {
    private static final Logger LOG = LoggerFactory.getLogger(Calls.class);
    private static final Set<Status.Code> REFUSALS = Set.of(Status.Code.UNIMPLEMENTED, Status.Code.PERMISSION_DENIED);

    /**
     * How long the chunks are that a client gets, in bytes. Long enough that the cost of a message does not show; below half a region of
     * the heap, so that it is ordinary garbage; and what a client must take within the patience of a call, so 4 KiB a second suffice.
     */
    private static final int LONGEST_CHUNK = 256 << 10;

    private static final int SHORTEST_CHUNK = 64 << 10;

    private final ServerLimits limits;
    private final ExecutorService threads;
    private final Arrivals arrivals;
    private final Semaphore all;
    private final Semaphore puts;
    private final LongAdder failures = new LongAdder();
    private final EndedCalls ended = new EndedCalls();

    /** The threads stay the caller's. */
    Calls(ServerLimits limits, ExecutorService threads, Arrivals arrivals) {
        this.limits = limits;
        this.threads = threads;
        this.arrivals = arrivals;
        this.all = new Semaphore(limits.calls());
        this.puts = new Semaphore(limits.puts());
    }

    /** Has calls of a method carried out so, whose client sends one message. */
    <Q, R> ServerCallHandler<Message<Q>, R> handler(Work<Q, R> work) {
        return (call, headers) -> start(call, Exchange::ask, work);
    }

    /** Has calls of a method carried out so, whose client sends many messages: only so many go on at once, and the others wait. */
    <Q, R> ServerCallHandler<Message<Q>, R> takingHandler(Work<Q, R> work) {
        return (call, headers) -> start(call, _ -> {}, oneOfFew(work));
    }

    private <Q, R> Work<Q, R> oneOfFew(Work<Q, R> work) {
        return call -> {
            if (!enter()) {
                throw Status.RESOURCE_EXHAUSTED
                        .withDescription("too many Puts are under way; try again later")
                        .asRuntimeException();
            }
            try {
                call.checkOpen();
                work.run(call);
            } finally {
                puts.release();
            }
        };
    }

    private boolean enter() {
        try {
            return puts.tryAcquire(limits.patience().toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private <Q, R> ServerCall.Listener<Message<Q>> start(
            ServerCall<Message<Q>, R> call, Consumer<Exchange<Q, R>> first, Work<Q, R> work) {
        if (!all.tryAcquire()) {
            Status refusal = Status.RESOURCE_EXHAUSTED.withDescription("too many calls are under way; try again later");
            ended.count(call.getMethodDescriptor(), refusal);
            call.close(refusal, new Metadata());
            return new ServerCall.Listener<>() {};
        }
        Exchange<Q, R> exchange = new Exchange<>(call, arrivals.current(), limits.patience());
        first.accept(exchange);
        threads.execute(() -> run(exchange, work, call.getMethodDescriptor()));
        return exchange;
    }

    /** Counts before the client can know: who asks for the numbers when it does finds this call among them. */
    private <Q, R> void run(Exchange<Q, R> exchange, Work<Q, R> work, MethodDescriptor<?, ?> method) {
        try {
            Status status = status(exchange, work, method.getFullMethodName());
            ended.count(method, status);
            exchange.close(status);
        } finally {
            all.release();
        }
    }

    @SuppressWarnings("CatchingUnchecked") // the edge: whatever it is, the client gets an answer
    private <Q, R> Status status(Exchange<Q, R> exchange, Work<Q, R> work, String method) {
        try {
            work.run(exchange);
            return Status.OK;
        } catch (StatusRuntimeException e) {
            return e.getStatus();
        } catch (CastoreException e) {
            Status status = StatusTable.of(e);
            note(e, status, method);
            return status;
        } catch (RuntimeException e) {
            failures.increment();
            LOG.error("{} failed unexpectedly", method, e);
            return Status.INTERNAL.withDescription("the server has failed");
        }
    }

    /** What a server behind this one does not know or forbids is no failure, and some clients ask for it all the time. */
    private void note(CastoreException e, Status status, String method) {
        switch (e) {
            case Corrupt _, Unavailable _ -> {
                if (!REFUSALS.contains(status.getCode())) {
                    failures.increment();
                    LOG.warn("{}: {}", method, e.getMessage());
                }
            }
            case NotFound _, NotADirectory _, ListingDisabled _, Invalid _ -> {}
        }
    }

    /** How many calls failed so far through the server's fault. */
    long failures() {
        return failures.sum();
    }

    /** How often calls of each method have ended so far, and how. */
    Map<CallEnd, Long> ended() {
        return ended.now();
    }

    /** How long the next chunk may be: shorter when very many calls are under way, as each may have one or two that wait for its client. */
    int chunk() {
        return Math.clamp(limits.leavingBytes() / (2L * Math.max(1, underWay())), SHORTEST_CHUNK, LONGEST_CHUNK);
    }

    /** How many calls are under way. */
    int underWay() {
        return limits.calls() - all.availablePermits();
    }
}
