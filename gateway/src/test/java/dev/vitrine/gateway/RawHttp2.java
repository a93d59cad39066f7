package dev.vitrine.gateway;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.net.URI;
import java.nio.ByteBuffer;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** HTTP/2 frame by frame (RFC 9113, 4.1), as a client that does what it likes. */
final class RawHttp2 implements AutoCloseable {
    static final int DATA = 0x0;
    static final int HEADERS = 0x1;
    static final int RESET = 0x3;
    static final int SETTINGS = 0x4;
    static final int PING = 0x6;
    static final int GOAWAY = 0x7;
    static final int END_STREAM = 0x1;
    static final int END_HEADERS = 0x4;

    private static final int PATIENCE_MILLIS = 10_000;

    private final SSLSocket socket;
    private final DataInputStream in;

    RawHttp2(Served served, Certificate certificate, byte... settings) throws Exception {
        URI address = served.gateway().address();
        socket =
                (SSLSocket) certificate.trusted().getSocketFactory().createSocket(address.getHost(), address.getPort());
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setApplicationProtocols(new String[] {"h2"});
        socket.setSSLParameters(parameters);
        socket.setSoTimeout(PATIENCE_MILLIS);
        in = new DataInputStream(socket.getInputStream());
        socket.getOutputStream().write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(US_ASCII));
        frame(SETTINGS, 0, 0, settings);
    }

    void frame(int type, int flags, int stream, byte... payload) throws IOException {
        ByteBuffer frame = ByteBuffer.allocate(9 + payload.length);
        frame.put((byte) (payload.length >> 16)).putShort((short) payload.length);
        frame.put((byte) type).put((byte) flags).putInt(stream).put(payload);
        socket.getOutputStream().write(frame.array());
    }

    /** A request for a path; its header block is all literals without indexing (RFC 7541, 6.2.2), but for the scheme. */
    void request(int stream, int flags, String method, String path) throws IOException {
        ByteArrayOutputStream block = new ByteArrayOutputStream();
        block.write(0x87);
        literal(block, 2, method);
        literal(block, 4, path);
        literal(block, 1, "localhost");
        frame(HEADERS, flags | END_HEADERS, stream, block.toByteArray());
    }

    private static void literal(ByteArrayOutputStream block, int name, String value) {
        block.write(name);
        block.write(value.length());
        block.writeBytes(value.getBytes(US_ASCII));
    }

    /** Reads frames until one of this type comes, or the connection ends; whether it came. */
    boolean awaits(int type) throws IOException {
        try {
            while (true) {
                int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
                int got = in.readUnsignedByte();
                in.skipNBytes(5L + length);
                if (got == type) {
                    return true;
                }
            }
        } catch (EOFException | SocketException | SSLException ended) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
