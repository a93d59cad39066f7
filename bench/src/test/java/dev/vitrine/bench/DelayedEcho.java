package dev.vitrine.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;

/** A server that sends back what comes, one connection after the other, behind {@code delayproxy.py}. */
final class DelayedEcho implements AutoCloseable {
    private static final String LISTENING = "listening ";

    private final ServerSocket echo = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
    private final Process proxy;

    DelayedEcho(Duration delay) throws IOException {
        Thread.ofVirtual().start(this::serve);
        String port = String.valueOf(echo.getLocalPort());
        proxy = new ProcessBuilder("python3", "-B", "sidebyside/delayproxy.py", port, String.valueOf(delay.toMillis()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private void serve() {
        while (!echo.isClosed()) {
            try (Socket socket = echo.accept()) {
                socket.setTcpNoDelay(true);
                long _ = socket.getInputStream().transferTo(socket.getOutputStream());
            } catch (IOException e) {
                // closed, or a client is gone: there may be another one
            }
        }
    }

    /** A connection through the proxy. For one connection: what the proxy printed is read. */
    Socket connect() throws IOException {
        String line = proxy.inputReader().readLine();
        if (line == null || !line.startsWith(LISTENING)) {
            throw new IOException("the proxy does not listen: " + line);
        }
        int port = Integer.parseInt(line.substring(LISTENING.length()));
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        return socket;
    }

    @Override
    public void close() throws IOException {
        proxy.destroyForcibly();
        echo.close();
    }
}
