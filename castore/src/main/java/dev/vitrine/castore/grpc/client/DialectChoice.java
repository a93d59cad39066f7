package dev.vitrine.castore.grpc.client;

import dev.vitrine.castore.grpc.Dialect;
import io.grpc.Status;
import io.grpc.StatusException;
import org.jspecify.annotations.Nullable;

/**
 * Which dialect a server speaks: that in which it has answered last. What it does not understand is asked again in the other one.
 * Thread-safe.
 */
final class DialectChoice {
    private record Known(Dialect dialect, long losses) {}

    private final Connection connection;
    private volatile @Nullable Known known;

    DialectChoice(Connection connection) {
        this.connection = connection;
    }

    /** What can be asked in either dialect. */
    @FunctionalInterface
    interface Question<T> {
        T ask(Dialect dialect) throws StatusException;
    }

    /** The answer, in whichever dialect there is one; "unimplemented" if there is none in either. */
    <T> T ask(Question<T> question) throws StatusException {
        long losses = connection.losses();
        Dialect likely = likely();
        try {
            return answered(likely, losses, question);
        } catch (StatusException e) {
            if (e.getStatus().getCode() == Status.Code.UNIMPLEMENTED) {
                return answered(otherThan(likely), losses, question);
            }
            throw e;
        }
    }

    private Dialect likely() {
        Known last = known;
        return last == null ? connection.firstGuess() : last.dialect();
    }

    private static Dialect otherThan(Dialect dialect) {
        return switch (dialect) {
            case TVIX -> Dialect.SNIX;
            case SNIX -> Dialect.TVIX;
        };
    }

    private <T> T answered(Dialect dialect, long losses, Question<T> question) throws StatusException {
        try {
            T answer = question.ask(dialect);
            known = new Known(dialect, losses);
            return answer;
        } catch (StatusException e) {
            if (e.getStatus().getCode() == Status.Code.NOT_FOUND) {
                known = new Known(dialect, losses);
            }
            throw e;
        }
    }

    /** The dialect that is spoken on this connection; where that is not known, this harmless question finds it out. */
    Dialect find(Question<?> probe) throws StatusException {
        Known last = known;
        if (last != null && last.losses() == connection.losses()) {
            return last.dialect();
        }
        try {
            ask(probe);
        } catch (StatusException e) {
            if (e.getStatus().getCode() != Status.Code.NOT_FOUND) {
                throw e;
            }
        }
        return likely();
    }
}
