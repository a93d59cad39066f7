package dev.vitrine.gateway.admin;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Where the lines of a log end up. For one thread. */
interface LogSink extends Closeable {
    /** Writes whole lines; all of them, unless it throws. Called several times a second, also when there is nothing to write. */
    void write(ByteBuffer lines) throws IOException;
}
