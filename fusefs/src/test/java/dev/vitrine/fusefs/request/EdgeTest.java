package dev.vitrine.fusefs.request;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.view.Entry;
import dev.vitrine.fusefs.Sample;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class EdgeTest {
    private final Logger logger = (Logger) LoggerFactory.getLogger(Edge.class);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final Edge edge = new Edge();

    @BeforeEach
    void listen() {
        lines.start();
        logger.addAppender(lines);
        logger.setAdditive(false);
    }

    @AfterEach
    void stopListening() {
        logger.detachAppender(lines);
        logger.setAdditive(true);
        logger.setLevel(null);
    }

    private String line() {
        assertThat(lines.list).hasSize(1);
        return lines.list.getFirst().getLevel() + " " + lines.list.getFirst().getFormattedMessage();
    }

    /** F31: The debug log has a line for each request, with its path where there is but one, inode number, digest, duration and answer. */
    @Test
    void eachRequestIsALineOfTheDebugLog() throws Exception {
        logger.setLevel(Level.DEBUG);
        Entry entry = Entry.of(new Sample().file("\0\1"));
        int answer = edge.answer("open", "/a\n\u00e8".getBytes(ISO_8859_1), request -> {
            request.about(entry);
            return 0;
        });
        assertThat(answer).isZero();
        assertThat(line())
                .matches("DEBUG open '/a\\\\n\\\\xe8' inode 4447316579711419800"
                        + " b3:e3AVu5LPCzGAN3AqbN2B3uQSJPc0aEwsEizWNZyx7mM= took [0-9]+ us and answers 0");
    }

    @Test
    void nothingIsLoggedWhenDebugIsOff() {
        assertThat(edge.answer("read", request -> 7)).isEqualTo(7);
        assertThat(lines.list).isEmpty();
    }

    /** F32: A request that takes more than a second is warned of. */
    @Test
    void aSlowRequestIsWarnedOf() {
        long until = System.nanoTime() + 1_010_000_000L;
        edge.answer("read", request -> {
            while (System.nanoTime() < until) {
                LockSupport.parkNanos(until - System.nanoTime());
            }
            return 0;
        });
        assertThat(line()).matches("WARN read took 10[0-9]{2} ms and answers 0");
    }

    @Test
    void whatNobodyThoughtOfIsEioAndCounted() {
        int answer = edge.answer("read", request -> {
            throw new IllegalStateException("a mistake");
        });
        assertThat(answer).isEqualTo(-5);
        assertThat(edge.unexpectedFailures()).isEqualTo(1);
        assertThat(line()).isEqualTo("ERROR read fails unexpectedly");
    }

    @Test
    void whatIsForeseenIsNotCounted() {
        int answer = edge.answer("opendir", request -> {
            throw new CastoreException.ListingDisabled();
        });
        assertThat(answer).isEqualTo(-1);
        assertThat(edge.unexpectedFailures()).isZero();
        assertThat(lines.list).isEmpty();
    }
}
