package dev.vitrine.castore.model;

import java.io.IOException;

/**
 * Why the castore could not do what it was asked. The family is closed: each window turns it into its own codes with one
 * {@code switch} that has no {@code default}. Messages are one sentence for a person; names in them are escaped.
 */
public abstract sealed class CastoreException extends IOException {
    private static final long serialVersionUID = 1L;

    private CastoreException(String message) {
        super(message);
    }

    private CastoreException(String message, Throwable cause) {
        super(message, cause);
    }

    /** There is nothing at that path. */
    public static final class NotFound extends CastoreException {
        private static final long serialVersionUID = 1L;

        public NotFound(String message) {
            super(message);
        }

        /** Nothing is recorded: programs look for what is not there all the time, and where that was noticed tells nobody anything. */
        @Override
        @SuppressWarnings("UnsynchronizedOverridesSynchronized") // there is nothing to guard
        public Throwable fillInStackTrace() {
            return this;
        }
    }

    /** The path goes through something that has no children, or a listing was asked of it. */
    public static final class NotADirectory extends CastoreException {
        private static final long serialVersionUID = 1L;

        public NotADirectory(String message) {
            super(message);
        }
    }

    /** The root nodes may be looked up by name but not listed. */
    public static final class ListingDisabled extends CastoreException {
        private static final long serialVersionUID = 1L;

        public ListingDisabled() {
            super("listing the root nodes is disabled");
        }
    }

    /** A name, path, digest or message that breaks a rule of the data model. */
    public static final class Invalid extends CastoreException {
        private static final long serialVersionUID = 1L;
        private final Violation violation;

        public Invalid(Violation violation, String message) {
            super(message);
            this.violation = violation;
        }

        /** The rule that was broken. */
        public Violation violation() {
            return violation;
        }
    }

    /**
     * The store holds something other than what its own references promise: a blob or directory that is referred to but not there,
     * bytes with another digest, a blob of another size, an encoding that is not canonical.
     */
    public static final class Corrupt extends CastoreException {
        private static final long serialVersionUID = 1L;

        public Corrupt(String message) {
            super(message);
        }

        public Corrupt(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** The store could not be reached, failed, or did not answer in time. Trying again later may help. */
    public static final class Unavailable extends CastoreException {
        private static final long serialVersionUID = 1L;
        private final boolean deadlineExceeded;

        private Unavailable(String message, Throwable cause, boolean deadlineExceeded) {
            super(message, cause);
            this.deadlineExceeded = deadlineExceeded;
        }

        /** The backend is down or answered with a failure of its own. */
        public static Unavailable because(String message, Throwable cause) {
            return new Unavailable(message, cause, false);
        }

        /** The backend did not answer before the deadline. */
        public static Unavailable deadlineExceeded(String message, Throwable cause) {
            return new Unavailable(message, cause, true);
        }

        /** Whether time ran out, as opposed to a failure that was reported. */
        public boolean deadlineExceeded() {
            return deadlineExceeded;
        }
    }
}
