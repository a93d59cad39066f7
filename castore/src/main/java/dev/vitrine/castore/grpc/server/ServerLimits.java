package dev.vitrine.castore.grpc.server;

import java.time.Duration;

/**
 * What the clients of a gRPC server may cost.
 *
 * @param messageBytes the longest message that is taken: a directory of some 900,000 entries. The 4 MiB that gRPC has by itself end at
 *     some 60,000, and a directory cannot be split
 * @param callsPerConnection how many calls one connection may have under way; a client that knows the rules of HTTP/2 waits with more
 * @param calls how many calls may be under way in all; the next is refused with RESOURCE_EXHAUSTED. Each that reads has a chunk or two
 *     in memory
 * @param puts how many of them may be taking messages; more wait, without reading what their clients send
 * @param arrivingBytes how much memory messages may take that have begun to arrive, of all calls together; the call whose message
 *     does not fit is refused with RESOURCE_EXHAUSTED
 * @param leavingBytes how much memory chunks of blobs may take that wait for their clients, of all calls together: where there are so many
 *     calls that it does not suffice, chunks are shorter, though not below 64 KiB
 * @param directories how many directories the Puts under way may hold in mind together, at some 100 bytes each; the Put whose directory
 *     does not fit is refused with RESOURCE_EXHAUSTED
 * @param patience how long a call waits for a client that neither sends what it has begun nor takes what it has asked for
 * @param closing how long calls may go on when the server closes
 */
public record ServerLimits(
        int messageBytes,
        int callsPerConnection,
        int calls,
        int puts,
        long arrivingBytes,
        long leavingBytes,
        int directories,
        Duration patience,
        Duration closing) {
    private static final long HEAP = Runtime.getRuntime().maxMemory();
    private static final int MESSAGE_BYTES = 64 << 20;

    /**
     * 64 MiB; 1,024 calls on a connection and 2,048 in all; 64 Puts; an eighth of the heap for messages, but one of the longest at least,
     * and another eighth for directories; a quarter for chunks; a minute; and a second, as everything closes within three.
     */
    public static final ServerLimits DEFAULT = new ServerLimits(
            MESSAGE_BYTES,
            1024,
            2048,
            64,
            Math.max(MESSAGE_BYTES, HEAP / 8),
            HEAP / 4,
            (int) Math.min(1 << 24, HEAP / 8 / 100),
            Duration.ofMinutes(1),
            Duration.ofSeconds(1));

    /** The same with another patience. */
    public ServerLimits withPatience(Duration other) {
        return new ServerLimits(
                messageBytes,
                callsPerConnection,
                calls,
                puts,
                arrivingBytes,
                leavingBytes,
                directories,
                other,
                closing);
    }

    /** The same with other numbers of calls: on a connection, in all, and those that take messages. */
    public ServerLimits withCalls(int onConnection, int inAll, int taking) {
        return new ServerLimits(
                messageBytes, onConnection, inAll, taking, arrivingBytes, leavingBytes, directories, patience, closing);
    }

    /** The same with other memory for messages that arrive. */
    public ServerLimits withArrivingBytes(long bytes) {
        return new ServerLimits(
                messageBytes, callsPerConnection, calls, puts, bytes, leavingBytes, directories, patience, closing);
    }

    /** The same with other memory for chunks that wait for their clients. */
    public ServerLimits withLeavingBytes(long bytes) {
        return new ServerLimits(
                messageBytes, callsPerConnection, calls, puts, arrivingBytes, bytes, directories, patience, closing);
    }

    /** The same with another number of directories. */
    public ServerLimits withDirectories(int count) {
        return new ServerLimits(
                messageBytes, callsPerConnection, calls, puts, arrivingBytes, leavingBytes, count, patience, closing);
    }

    /** The same with other time to close. */
    public ServerLimits withClosing(Duration other) {
        return new ServerLimits(
                messageBytes,
                callsPerConnection,
                calls,
                puts,
                arrivingBytes,
                leavingBytes,
                directories,
                patience,
                other);
    }
}
