package dev.vitrine.castore.grpc.server;

import io.grpc.Status;
import java.util.concurrent.Semaphore;

/** How many directories Puts under way may remember together: each must know what came before, to see that children come first. Thread-safe. */
final class DirectoryBudget {
    private final Semaphore free;

    DirectoryBudget(int most) {
        this.free = new Semaphore(most);
    }

    /** The part of one Put, nothing at first. */
    Share share() {
        return new Share();
    }

    /** What one Put takes, and gives back when it is closed. For one thread. */
    final class Share implements AutoCloseable {
        private int taken;

        private Share() {}

        /** Takes room for one directory more. */
        void take() {
            if (!free.tryAcquire()) {
                throw Status.RESOURCE_EXHAUSTED
                        .withDescription("too many directories are being put; try again later, or in several Puts")
                        .asRuntimeException();
            }
            taken++;
        }

        @Override
        public void close() {
            free.release(taken);
            taken = 0;
        }
    }
}
