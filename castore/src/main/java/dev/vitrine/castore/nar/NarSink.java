package dev.vitrine.castore.nar;

import java.io.IOException;
import java.nio.ByteBuffer;

/** What takes the bytes of a NAR, one piece after the other. */
@FunctionalInterface
public interface NarSink {
    /** Takes all that remains in the buffer, which is used again afterwards. */
    void take(ByteBuffer bytes) throws IOException;
}
