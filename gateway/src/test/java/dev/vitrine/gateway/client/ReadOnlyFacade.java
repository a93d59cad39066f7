package dev.vitrine.gateway.client;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/**
 * A proxy before a read-only server that pretends that writes succeed, for test suites that begin by making what they are to read. What
 * MKCOL, PUT and DELETE would have made must be there already. Everything is passed on to the server, the writes too; only their answers
 * are replaced. A body is held back from the server where the client would wait for 100 (Continue). One request per connection.
 */
final class ReadOnlyFacade implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 10_000;
    private static final int MAX_HEAD = 32 << 10;
    private static final Map<String, String> PRETENDED = Map.of("MKCOL", "201", "PUT", "201", "DELETE", "204");

    private final InetSocketAddress server;
    private final ServerSocket listener;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Queue<String> refusals = new ConcurrentLinkedQueue<>();

    private ReadOnlyFacade(InetSocketAddress server, ServerSocket listener) {
        this.server = server;
        this.listener = listener;
    }

    /** Listens at a free port of this machine until it is closed. */
    static ReadOnlyFacade before(URI server) throws IOException {
        ReadOnlyFacade facade = new ReadOnlyFacade(
                new InetSocketAddress(server.getHost(), server.getPort()),
                new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
        facade.threads.execute(facade::accept);
        return facade;
    }

    /** The address of the top, with a slash at its end. */
    URI address() {
        return URI.create("http://127.0.0.1:" + listener.getLocalPort() + "/");
    }

    /** How the server itself answered each write, as {@code METHOD STATUS}. */
    List<String> refusals() {
        return List.copyOf(refusals);
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                threads.execute(() -> serve(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            client.setSoTimeout(PATIENCE_MILLIS);
            InputStream in = client.getInputStream();
            String head = head(in);
            byte[] answer = ask(head, body(head, in, client));
            client.getOutputStream().write(pretend(head, answer));
        } catch (IOException gone) {
            // What the client makes of it is what its test says.
        }
    }

    /** The request line and the fields, which end with an empty line. */
    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int b = in.read();
            if (b < 0 || head.length() == MAX_HEAD) {
                throw new EOFException();
            }
            head.append((char) b);
        }
        return head.toString();
    }

    private static boolean expects(String head) {
        return head.toLowerCase(Locale.ROOT).contains("\r\nexpect: 100-continue");
    }

    private static byte[] body(String head, InputStream in, Socket client) throws IOException {
        if (expects(head)) {
            client.getOutputStream().write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(ISO_8859_1));
        }
        return in.readNBytes(head.lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("content-length:"))
                .mapToInt(line ->
                        Integer.parseInt(line.substring(line.indexOf(':') + 1).strip()))
                .findFirst()
                .orElse(0));
    }

    /** The whole answer of the server, which is asked to close the connection after it. */
    private byte[] ask(String head, byte[] body) throws IOException {
        try (Socket socket = new Socket()) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.connect(server, PATIENCE_MILLIS);
            String last = head.lines()
                    .filter(line ->
                            !line.isEmpty() && !line.toLowerCase(Locale.ROOT).matches("(connection|te):.*"))
                    .collect(Collectors.joining("\r\n", "", "\r\nConnection: close\r\n\r\n"));
            ByteArrayOutputStream request = new ByteArrayOutputStream();
            request.writeBytes(last.getBytes(ISO_8859_1));
            request.writeBytes(expects(head) ? new byte[0] : body);
            socket.getOutputStream().write(request.toByteArray());
            return socket.getInputStream().readAllBytes();
        }
    }

    private byte[] pretend(String head, byte[] answer) {
        String method = head.substring(0, head.indexOf(' '));
        String status = PRETENDED.get(method);
        if (status == null) {
            return answer;
        }
        refusals.add(method + " " + new String(answer, ISO_8859_1).split(" ", 3)[1]);
        return ("HTTP/1.1 " + status + " Pretended\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
                .getBytes(ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        listener.close();
        threads.close();
    }
}
