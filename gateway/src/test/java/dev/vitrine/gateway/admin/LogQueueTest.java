package dev.vitrine.gateway.admin;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LogQueueTest {
    /** A sink that takes nothing until it is let, and may fail. */
    private static final class StubbornSink implements LogSink {
        final Semaphore writes = new Semaphore(0);
        private final StringBuilder text = new StringBuilder();
        final CountDownLatch closed = new CountDownLatch(1);
        volatile boolean full;

        @Override
        public void write(ByteBuffer lines) throws IOException {
            writes.acquireUninterruptibly();
            if (full && lines.hasRemaining()) {
                throw new IOException("No space left on device");
            }
            synchronized (text) {
                text.append(US_ASCII.decode(lines));
            }
        }

        String text() {
            synchronized (text) {
                return text.toString();
            }
        }

        @Override
        public void close() {
            closed.countDown();
        }
    }

    private static AccessEntry entry(String path) {
        return new AccessEntry(0, "127.0.0.1", "", "GET", path, "HTTP/1.1", 200, 1, 1_000, "", "", "", "", false);
    }

    /** O8: A log that cannot keep up holds up no request: what does not fit in its queue is dropped, and counted. */
    @Test
    void aStalledLogNeverBlocks() {
        StubbornSink sink = new StubbornSink();
        LogQueue queue = LogQueue.start(sink, LogForm.COMMON);
        String path = "/" + "x".repeat(10_000);
        long start = System.nanoTime();
        int offered = 2 * LogQueue.ROOM / 10_000;
        for (int i = 0; i < offered; i++) {
            queue.offer(entry(path));
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
        assertThat(queue.dropped()).isBetween(offered / 3L, 2L * offered / 3);
        sink.writes.release(Integer.MAX_VALUE / 2);
        queue.close();
        assertThat(queue.written() + queue.dropped()).isEqualTo(offered);
        assertThat(sink.text().lines()).hasSize((int) queue.written());
    }

    /** O9: What was logged is written when the server closes, unless the log takes more than two seconds for it. */
    @Test
    void closingWritesWhatIsLeft() {
        StubbornSink sink = new StubbornSink();
        sink.writes.release(1_000);
        LogQueue queue = LogQueue.start(sink, LogForm.COMMON);
        queue.offer(entry("/last"));
        queue.close();
        assertThat(sink.text()).contains("GET /last ");
        assertThat(sink.closed.getCount()).isZero();
        queue.close();
        queue.offer(entry("/late"));
        assertThat(queue.dropped()).isEqualTo(1);
    }

    @Test
    void closingGivesUpOnAStalledLog() {
        StubbornSink sink = new StubbornSink();
        LogQueue queue = LogQueue.start(sink, LogForm.COMMON);
        long start = System.nanoTime();
        queue.close();
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isBetween(Duration.ofMillis(1_900), Duration.ofSeconds(4));
        sink.writes.release(1_000);
    }

    @Test
    void linesThatCannotBeWrittenAreCounted() throws Exception {
        StubbornSink sink = new StubbornSink();
        sink.full = true;
        sink.writes.release(1_000_000);
        LogQueue queue = LogQueue.start(sink, LogForm.COMMON);
        queue.offer(entry("/lost"));
        while (queue.dropped() == 0) {
            LockSupport.parkNanos(1_000_000);
        }
        sink.full = false;
        queue.offer(entry("/kept"));
        queue.close();
        assertThat(sink.text()).contains("/kept").doesNotContain("/lost");
    }
}
