package dev.vitrine.fusefs.kernel;

/** What answers requests. Called by several threads at once; throws nothing. */
public interface Handler {
    /**
     * Answers a request.
     *
     * @return how many bytes of the payload are the answer, or a negated errno; without meaning for what the kernel wants no answer to
     */
    int answer(Message request, Payload answer);

    /** That answer did not reach the kernel, which no longer waited: whatever was counted for it must be taken back. */
    void undelivered(Message request, Payload answer, int length);
}
