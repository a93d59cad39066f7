package dev.vitrine.castore.grpc.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A stream to a server whose answer comes at a time that a test can say, which one over a socket does not. */
final class OutgoingTest {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** What a server does at once when it has a message, or when it has them all. */
    private enum Server {
        ANSWERS_AND_ENDS_AT_THE_FIRST,
        ANSWERS_AT_THE_FIRST,
        ENDS_AT_THE_FIRST,
        ANSWERS_AT_THE_END
    }

    private static final class Call extends ClientCall<String, String> {
        private final Server server;
        private final List<String> sent = new ArrayList<>();
        private boolean cancelled;
        private ClientCall.@Nullable Listener<String> listener;

        private Call(Server server) {
            this.server = server;
        }

        @Override
        public void start(Listener<String> told, Metadata headers) {
            listener = told;
        }

        @Override
        public void sendMessage(String message) {
            sent.add(message);
            switch (server) {
                case ANSWERS_AND_ENDS_AT_THE_FIRST -> {
                    answer();
                    end();
                }
                case ANSWERS_AT_THE_FIRST -> answer();
                case ENDS_AT_THE_FIRST -> end();
                case ANSWERS_AT_THE_END -> {}
            }
        }

        @Override
        public void halfClose() {
            if (server == Server.ANSWERS_AT_THE_END) {
                answer();
            }
            end();
        }

        private void answer() {
            if (listener != null) {
                listener.onMessage("all of it");
            }
        }

        private void end() {
            if (listener != null) {
                listener.onClose(Status.OK, new Metadata());
            }
        }

        @Override
        public void request(int count) {}

        @Override
        public void cancel(@Nullable String why, @Nullable Throwable cause) {
            cancelled = true;
        }
    }

    private static String send(Call call, String... messages) throws StatusException {
        try (Outgoing<String, String> outgoing = Outgoing.start(call, PATIENCE)) {
            for (String message : messages) {
                outgoing.send(message);
            }
            return outgoing.finish(PATIENCE);
        }
    }

    @Test
    void anAnswerAtTheEndIsOne() throws StatusException {
        Call call = new Call(Server.ANSWERS_AT_THE_END);
        assertThat(send(call, "a", "b")).isEqualTo("all of it");
        assertThat(call.sent).containsExactly("a", "b");
        assertThat(call.cancelled).isFalse();
    }

    /** G70: What a server answers to a blob or closure before all of it was sent is an error, whatever the answer. */
    @Test
    void anAnswerThatCameBeforeAllWasSentIsNone() {
        for (Server early :
                List.of(Server.ANSWERS_AND_ENDS_AT_THE_FIRST, Server.ANSWERS_AT_THE_FIRST, Server.ENDS_AT_THE_FIRST)) {
            assertThatExceptionOfType(StatusException.class)
                    .as(early.name())
                    .isThrownBy(() -> send(new Call(early), "the last"))
                    .withMessage("UNKNOWN: an answer came before all was sent");
        }
    }

    @Test
    void nothingMoreIsSentAfterAnEarlyEnd() {
        Call call = new Call(Server.ANSWERS_AND_ENDS_AT_THE_FIRST);
        assertThatExceptionOfType(StatusException.class)
                .isThrownBy(() -> send(call, "a", "b"))
                .withMessage("UNKNOWN: an answer came before all was sent");
        assertThat(call.sent).containsExactly("a");
    }
}
