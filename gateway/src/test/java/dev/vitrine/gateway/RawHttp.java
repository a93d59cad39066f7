package dev.vitrine.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** HTTP/1.1 over a bare socket: what is sent is exactly what stands here, and what comes back is not interpreted. */
record RawHttp(URI address) {
    private static final int PATIENCE_MILLIS = 20_000;

    /** An answer. Header names are in lower case; the body is as it came, without its chunks when it was chunked. */
    static final class Reply {
        private final int status;
        private final Map<String, String> header;
        private final byte[] body;
        private final boolean ended;

        private Reply(int status, Map<String, String> header, byte[] body, boolean ended) {
            this.status = status;
            this.header = header;
            this.body = body;
            this.ended = ended;
        }

        int status() {
            return status;
        }

        Map<String, String> header() {
            return header;
        }

        byte[] body() {
            return body;
        }

        /** Whether the body is as long as was said, or had its last chunk. */
        boolean ended() {
            return ended;
        }

        String text() {
            return new String(body, UTF_8);
        }

        Optional<String> get(String name) {
            return Optional.ofNullable(header.get(name.toLowerCase(Locale.ROOT)));
        }
    }

    Reply get(String target, String... fields) {
        return send("GET", target, fields);
    }

    Reply head(String target, String... fields) {
        return send("HEAD", target, fields);
    }

    Reply send(String method, String target, String... fields) {
        StringBuilder head = new StringBuilder(
                method + " " + target + " HTTP/1.1\r\nHost: " + address.getAuthority() + "\r\nConnection: close\r\n");
        Arrays.stream(fields).forEach(field -> head.append(field).append("\r\n"));
        return exchange(head.append("\r\n").toString());
    }

    /** Asks for properties, with a body or an empty one. */
    Reply propfind(String target, String depth, String body, String... fields) {
        StringBuilder head = new StringBuilder("PROPFIND " + target + " HTTP/1.1\r\nHost: " + address.getAuthority()
                + "\r\nConnection: close\r\nDepth: " + depth + "\r\nContent-Length: " + body.length() + "\r\n");
        Arrays.stream(fields).forEach(field -> head.append(field).append("\r\n"));
        return exchange(head + "\r\n" + body);
    }

    /** Sends these bytes and reads until the server closes the connection. */
    Reply exchange(String request) {
        try (Socket socket = connect()) {
            socket.getOutputStream().write(request.getBytes(ISO_8859_1));
            return parse(drain(socket), request.startsWith("HEAD"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends these bytes, and gives all that comes until the server closes the connection, a byte a character. */
    String talk(String requests) {
        try (Socket socket = connect()) {
            socket.getOutputStream().write(requests.getBytes(ISO_8859_1));
            return new String(drain(socket), ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Socket connect() throws IOException {
        Socket socket = new Socket(address.getHost(), address.getPort());
        socket.setSoTimeout(PATIENCE_MILLIS);
        return socket;
    }

    private static byte[] drain(Socket socket) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] buffer = new byte[1 << 16];
        try {
            for (int n = 0; n >= 0; n = socket.getInputStream().read(buffer)) {
                all.write(buffer, 0, n);
            }
        } catch (java.net.SocketException reset) {
            return all.toByteArray();
        }
        return all.toByteArray();
    }

    static Reply parse(byte[] all, boolean head) {
        String text = new String(all, ISO_8859_1);
        int end = text.indexOf("\r\n\r\n");
        if (end < 0) {
            throw new IllegalStateException("no whole header: '" + text + "'");
        }
        String[] lines = text.substring(0, end).split("\r\n", -1);
        TreeMap<String, String> header = new TreeMap<>();
        for (String line : Arrays.asList(lines).subList(1, lines.length)) {
            String[] field = line.split(": ?", 2);
            header.merge(field[0].toLowerCase(Locale.ROOT), field[1], (a, b) -> a + ", " + b);
        }
        int status = Integer.parseInt(lines[0].split(" ", 3)[1]);
        return body(status, header, Arrays.copyOfRange(all, end + 4, all.length), head);
    }

    private static Reply body(int status, Map<String, String> header, byte[] rest, boolean head) {
        if ("chunked".equals(header.get("transfer-encoding")) && !head) {
            return unchunk(status, header, rest);
        }
        String length = header.get("content-length");
        boolean ended = head || length == null || Long.parseLong(length) == rest.length;
        return new Reply(status, header, rest, ended);
    }

    private static Reply unchunk(int status, Map<String, String> header, byte[] rest) {
        ByteArrayInputStream in = new ByteArrayInputStream(rest);
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        while (true) {
            String size = line(in);
            if (size.isEmpty()) {
                return new Reply(status, header, body.toByteArray(), false);
            }
            int length = Integer.parseInt(size, 16);
            if (length == 0) {
                return new Reply(status, header, body.toByteArray(), true);
            }
            body.writeBytes(
                    in.readNBytes(new byte[length], 0, length) == length ? tail(rest, in, length) : new byte[0]);
            line(in);
        }
    }

    private static byte[] tail(byte[] rest, ByteArrayInputStream in, int length) {
        int to = rest.length - in.available();
        return Arrays.copyOfRange(rest, to - length, to);
    }

    private static String line(ByteArrayInputStream in) {
        StringBuilder line = new StringBuilder();
        for (int b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
            if (b != '\r') {
                line.append((char) b);
            }
        }
        return line.toString();
    }
}
