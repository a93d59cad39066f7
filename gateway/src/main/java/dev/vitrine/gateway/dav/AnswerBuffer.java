package dev.vitrine.gateway.dav;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.vitrine.castore.model.Digest;
import dev.vitrine.castore.model.PathComponent;
import dev.vitrine.gateway.http.Exchange;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Base64;

/**
 * The body of an answer on its way: 32 KiB of it, sent whenever they are full. A body that never fills them goes out whole, with its
 * length; and until then nothing was sent, so that a failure can still be told. For one thread.
 */
final class AnswerBuffer {
    private static final int CAPACITY = 32 << 10;
    private static final int MAX_DIGITS = 20;
    private static final int DIGEST_CHARACTERS = 44;
    private static final Base64.Encoder BASE64 = Base64.getEncoder();
    private static final Base64.Encoder BASE64_IN_URL = Base64.getUrlEncoder().withoutPadding();
    private static final byte[] HEX = {'0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F'};

    /** Bytes that stand for themselves in a URL (RFC 3986, 2.3). */
    private static final boolean[] UNRESERVED = table("-._~");

    /** Bytes that stand for themselves in the content of an element. */
    private static final boolean[] PLAIN = table(" !\"#$%'()*+,-./:;=?@[\\]^_`{|}~");

    private final Exchange exchange;
    private final byte[] bytes = new byte[CAPACITY];
    private final byte[] digest = new byte[DIGEST_CHARACTERS];
    private int at;
    private boolean begun;

    AnswerBuffer(Exchange exchange) {
        this.exchange = exchange;
    }

    private static boolean[] table(String others) {
        boolean[] table = new boolean[256];
        for (int c = 0; c < 128; c++) {
            table[c] = Character.isLetterOrDigit(c) || others.indexOf(c) >= 0;
        }
        return table;
    }

    /** Appends these bytes. */
    void put(byte[] more) throws IOException {
        if (more.length > CAPACITY - at) {
            putLong(more);
            return;
        }
        System.arraycopy(more, 0, bytes, at, more.length);
        at += more.length;
    }

    private void putLong(byte[] more) throws IOException {
        send();
        if (more.length > CAPACITY) {
            exchange.write(false, ByteBuffer.wrap(more));
            return;
        }
        put(more);
    }

    /** Appends one ASCII character. */
    void put(char c) throws IOException {
        room(1);
        bytes[at++] = (byte) c;
    }

    /** Appends a number, which is not negative, in decimal. */
    void putDecimal(long number) throws IOException {
        room(MAX_DIGITS);
        int digits = 1;
        for (long rest = number; rest >= 10; rest /= 10) {
            digits++;
        }
        at += digits;
        int to = at;
        long rest = number;
        do {
            bytes[--to] = (byte) ('0' + rest % 10);
            rest /= 10;
        } while (rest > 0);
    }

    /** Appends a digest in base64, without {@code b3:}. */
    void putBase64(Digest value) throws IOException {
        putDigest(BASE64, value);
    }

    /** Appends a digest as it stands in a URL. */
    void putBase64InUrl(Digest value) throws IOException {
        putDigest(BASE64_IN_URL, value);
    }

    private void putDigest(Base64.Encoder encoder, Digest value) throws IOException {
        room(DIGEST_CHARACTERS);
        int length = encoder.encode(value.toByteArray(), digest);
        System.arraycopy(digest, 0, bytes, at, length);
        at += length;
    }

    /** Appends a name as a segment of a URL: every byte that is not unreserved is percent-encoded. */
    void putSegment(byte[] name, int length) throws IOException {
        room(3 * PathComponent.MAX_LENGTH);
        int to = at;
        for (int i = 0; i < length; i++) {
            int b = name[i] & 0xff;
            if (UNRESERVED[b]) {
                bytes[to++] = (byte) b;
            } else {
                bytes[to++] = '%';
                bytes[to++] = HEX[b >> 4];
                bytes[to++] = HEX[b & 0xf];
            }
        }
        at = to;
    }

    /** Appends bytes as the content of an element; see {@link Xml#escaped}. What is not UTF-8 becomes U+FFFD. */
    void putText(byte[] text, int length) throws IOException {
        if (length > CAPACITY - at) {
            send();
        }
        int to = at;
        for (int i = 0; i < length; i++) {
            byte b = text[i];
            if (!PLAIN[b & 0xff]) {
                put(Xml.escaped(new String(text, 0, length, UTF_8)).getBytes(UTF_8));
                return;
            }
            bytes[to++] = b;
        }
        at = to;
    }

    /** Makes room for a few bytes. */
    private void room(int length) throws IOException {
        if (length > CAPACITY - at) {
            send();
        }
    }

    private void send() throws IOException {
        if (!begun) {
            exchange.beginUnknownLength();
            begun = true;
        }
        exchange.write(false, ByteBuffer.wrap(bytes, 0, at));
        at = 0;
    }

    /** Sends what is left. Without this call the answer has no end. */
    void finish() throws IOException {
        ByteBuffer rest = ByteBuffer.wrap(bytes, 0, at);
        if (begun) {
            exchange.write(true, rest);
        } else {
            exchange.send(rest);
        }
    }
}
