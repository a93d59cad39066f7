package dev.vitrine.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.Locale;

/** Several requests of one client over one connection, each with the fields that this client always sends. Close it. */
final class Conversation implements AutoCloseable {
    private final Socket socket;
    private final InputStream in;
    private final String fields;

    Conversation(RawHttp server, String... fields) throws IOException {
        this.socket = server.connect();
        this.in = new BufferedInputStream(socket.getInputStream());
        this.fields = "Host: " + server.address().getAuthority() + "\r\n" + String.join("\r\n", fields) + "\r\n";
    }

    RawHttp.Reply ask(String method, String target, String... more) throws IOException {
        return ask("", method, target, more);
    }

    RawHttp.Reply ask(String body, String method, String target, String[] more) throws IOException {
        String length = body.isEmpty() ? "" : "Content-Length: " + body.length() + "\r\n";
        String given = more.length == 0 ? "" : String.join("\r\n", more) + "\r\n";
        String request = method + " " + target + " HTTP/1.1\r\n" + fields + given + length + "\r\n" + body;
        socket.getOutputStream().write(request.getBytes(ISO_8859_1));
        return read(method.equals("HEAD"));
    }

    RawHttp.Reply propfind(String target, int depth, String body) throws IOException {
        return ask(body, "PROPFIND", target, new String[] {"Depth: " + depth});
    }

    private RawHttp.Reply read(boolean head) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        until("\r\n\r\n", all);
        String header = all.toString(ISO_8859_1).toLowerCase(Locale.ROOT);
        if (header.contains("\r\ntransfer-encoding: chunked") && !head) {
            until("\r\n0\r\n\r\n", all);
        } else if (header.contains("\r\ncontent-length: ") && !head) {
            String length = header.split("\r\ncontent-length: ", 2)[1].split("\r\n", 2)[0];
            all.write(in.readNBytes(Integer.parseInt(length)));
        }
        return RawHttp.parse(all.toByteArray(), head);
    }

    private void until(String end, ByteArrayOutputStream into) throws IOException {
        for (int matched = 0; matched < end.length(); ) {
            int b = in.read();
            if (b < 0) {
                throw new IOException("the connection ended after " + into.toString(ISO_8859_1));
            }
            into.write(b);
            matched = b == end.charAt(matched) ? matched + 1 : b == end.charAt(0) ? 1 : 0;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
