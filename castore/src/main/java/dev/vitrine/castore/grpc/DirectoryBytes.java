package dev.vitrine.castore.grpc;

import io.grpc.KnownLength;
import io.grpc.MethodDescriptor.Marshaller;
import io.grpc.Status;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Directory messages as the bytes that they are on the wire, since their digest is that of these bytes: what decodes a message and
 * encodes it again may lose what makes it another one.
 */
enum DirectoryBytes implements Marshaller<byte[]> {
    MARSHALLER;

    @Override
    public InputStream stream(byte[] directory) {
        return new Known(directory);
    }

    @Override
    public byte[] parse(InputStream message) {
        try {
            return message.readAllBytes();
        } catch (IOException e) {
            throw Status.INTERNAL
                    .withDescription("a message cannot be read")
                    .withCause(e)
                    .asRuntimeException();
        }
    }

    /** Lets the transport write the length in front of the bytes without looking for their end. */
    private static final class Known extends ByteArrayInputStream implements KnownLength {
        Known(byte[] bytes) {
            super(bytes);
        }
    }
}
