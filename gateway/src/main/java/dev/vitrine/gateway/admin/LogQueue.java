package dev.vitrine.gateway.admin;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What waits to be written to a log, and the thread that writes it, ten times a second rather than line by line. What waits is bounded
 * by its size, because a line may be as long as a client likes. Thread-safe.
 */
final class LogQueue implements AutoCloseable {
    /** How many characters may wait. */
    static final int ROOM = 4 << 20;

    private static final Logger LOG = LoggerFactory.getLogger(LogQueue.class);
    private static final Duration PERIOD = Duration.ofMillis(100);
    private static final Duration LAST_LINES = Duration.ofSeconds(2);
    private static final int BATCH_CHARS = 64 << 10;

    private final ConcurrentLinkedQueue<AccessEntry> waiting = new ConcurrentLinkedQueue<>();
    private final Semaphore room = new Semaphore(ROOM);
    private final LongAdder written = new LongAdder();
    private final LongAdder dropped = new LongAdder();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final LogSink sink;
    private final LogForm form;
    private final Thread writer;
    private boolean failing;

    private LogQueue(LogSink sink, LogForm form) {
        this.sink = sink;
        this.form = form;
        this.writer = Thread.ofPlatform().daemon().name("access-log").unstarted(this::run);
    }

    static LogQueue start(LogSink sink, LogForm form) {
        LogQueue queue = new LogQueue(sink, form);
        queue.writer.start();
        return queue;
    }

    /** Takes a line, or drops it; never waits. */
    void offer(AccessEntry entry) {
        if (closing.getCount() > 0 && room.tryAcquire(entry.weight())) {
            waiting.add(entry);
        } else {
            dropped.increment();
        }
    }

    long written() {
        return written.sum();
    }

    long dropped() {
        return dropped.sum();
    }

    private void run() {
        try (sink) {
            while (!closing.await(PERIOD.toMillis(), TimeUnit.MILLISECONDS)) {
                writeAll();
            }
            writeAll();
        } catch (IOException e) {
            LOG.warn("the access log was not closed in order: {}", e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** At least one write, of nothing perhaps, so that the sink can look after itself. */
    private void writeAll() {
        StringBuilder lines = new StringBuilder();
        do {
            lines.setLength(0);
            writeBatch(take(lines), lines);
        } while (!waiting.isEmpty());
    }

    /** Moves lines from the queue to a batch; says how many. */
    private int take(StringBuilder lines) {
        int count = 0;
        while (lines.length() < BATCH_CHARS) {
            @Nullable AccessEntry next = waiting.poll();
            if (next == null) {
                break;
            }
            room.release(next.weight());
            form.append(next, lines);
            count++;
        }
        return count;
    }

    private void writeBatch(int count, CharSequence lines) {
        try {
            sink.write(ByteBuffer.wrap(lines.toString().getBytes(US_ASCII)));
            written.add(count);
            failing = false;
        } catch (IOException e) {
            dropped.add(count);
            reportOnce(e);
        }
    }

    private void reportOnce(IOException e) {
        if (!failing) {
            LOG.warn("the access log cannot be written, and lines are lost until it can: {}", e.toString());
        }
        failing = true;
    }

    @Override
    public void close() {
        closing.countDown();
        try {
            if (!writer.join(LAST_LINES)) {
                LOG.warn("the end of the access log could not be written in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
