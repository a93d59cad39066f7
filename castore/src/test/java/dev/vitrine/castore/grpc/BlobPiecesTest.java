package dev.vitrine.castore.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.KnownLength;
import io.grpc.StatusRuntimeException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class BlobPiecesTest {
    private static final HexFormat HEX = HexFormat.of();

    /** As gRPC gives a message that was not compressed. */
    private static final class Known extends ByteArrayInputStream implements KnownLength {
        Known(String hex) {
            super(HEX.parseHex(hex));
        }
    }

    private static String hex(ByteBuffer piece) {
        byte[] bytes = new byte[piece.remaining()];
        piece.get(bytes);
        return HEX.formatHex(bytes);
    }

    @Test
    void whatLiesBetweenPositionAndLimitIsSent() throws IOException {
        ByteBuffer all = ByteBuffer.wrap(HEX.parseHex("0001020304"));
        try (InputStream message = BlobPieces.MARSHALLER.stream(all.position(1).limit(4))) {
            assertThat(HEX.formatHex(message.readAllBytes())).isEqualTo("0a03010203");
        }
    }

    /** An empty message, one with nothing in it, the last of two, one of another type, and one between fields that nobody knows. */
    @ParameterizedTest
    @CsvSource({"'', ''", "0a00, ''", "0a0100, 00", "0a01000a0101, 01", "0801, ''", "10010a02000113180114, 0001"})
    void aMessageIsReadAsTheGeneratedCodeReadsIt(String message, String piece) {
        assertThat(hex(BlobPieces.MARSHALLER.parse(new Known(message)))).isEqualTo(piece);
        InputStream compressed = new ByteArrayInputStream(HEX.parseHex(message));
        assertThat(hex(BlobPieces.MARSHALLER.parse(compressed))).isEqualTo(piece);
    }

    @Test
    void whatComesLiesWhereItCame() {
        ByteBuffer piece = BlobPieces.MARSHALLER.parse(new Known("0a03010203"));
        assertThat(HEX.formatHex(piece.array())).isEqualTo("0a03010203");
        assertThat(piece.arrayOffset()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ff", "00", "0c", "0b", "0a20", "0a205c"})
    void whatIsNoMessageIsRefused(String message) {
        assertThatThrownBy(() -> BlobPieces.MARSHALLER.parse(new Known(message)))
                .isInstanceOf(StatusRuntimeException.class);
    }
}
