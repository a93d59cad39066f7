package dev.vitrine.castore.grpc.server;

import io.grpc.Context;
import io.grpc.Metadata;
import io.grpc.ServerStreamTracer;
import io.grpc.Status;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How many bytes of messages there are in memory that have begun to arrive, in all calls together. gRPC hands a message over when it is
 * whole, and bounds each one but not their sum; this counts their parts. A call whose part is too much is refused. Thread-safe.
 */
final class Arrivals extends ServerStreamTracer.Factory {
    private static final Context.Key<Arrival> KEY = Context.key("arrival");

    private final long most;
    private final AtomicLong now = new AtomicLong();

    Arrivals(long most) {
        this.most = most;
    }

    @Override
    public ServerStreamTracer newServerStreamTracer(String fullMethodName, Metadata headers) {
        return new Arrival();
    }

    /** That of the call which the calling thread is about to start. */
    Arrival current() {
        Arrival current = KEY.get();
        return current != null ? current : new Arrival();
    }

    /** How many bytes there are now. */
    long bytes() {
        return now.get();
    }

    /** The messages of one call: one after the other, as the next is asked for only when the last was used. */
    final class Arrival extends ServerStreamTracer {
        private final AtomicLong held = new AtomicLong();
        private volatile boolean whole;
        private volatile boolean closed;
        private volatile boolean refused;
        private volatile Runnable refusal = () -> {};

        private Arrival() {}

        @Override
        public Context filterContext(Context context) {
            return context.withValue(KEY, this);
        }

        /** A part of a message has come. What came before it and was whole is used by now. */
        @Override
        public void inboundWireSize(long bytes) {
            if (closed) {
                return;
            }
            if (whole) {
                whole = false;
                letGo();
            }
            held.addAndGet(bytes);
            if (now.addAndGet(bytes) > most) {
                refused = true;
                refusal.run();
            }
        }

        @Override
        public void inboundMessageRead(int number, long wireSize, long uncompressedSize) {
            whole = true;
        }

        @Override
        public void streamClosed(Status status) {
            closed = true;
            letGo();
        }

        private void letGo() {
            now.addAndGet(-held.getAndSet(0));
        }

        /** Who is to be told when it is refused. */
        void onRefusal(Runnable told) {
            refusal = told;
        }

        boolean isRefused() {
            return refused;
        }
    }
}
