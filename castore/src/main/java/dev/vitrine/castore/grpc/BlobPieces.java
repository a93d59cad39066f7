package dev.vitrine.castore.grpc;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.UnsafeByteOperations;
import com.google.protobuf.WireFormat;
import dev.vitrine.proto.tvix.castore.v1.BlobChunk;
import io.grpc.KnownLength;
import io.grpc.MethodDescriptor.Marshaller;
import io.grpc.Status;
import io.grpc.protobuf.ProtoUtils;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/**
 * Messages of type {@link BlobChunk} as the bytes of a blob that they carry, between the position and the limit. What is sent must not
 * change any more. What comes lies in an array of its own, in which it came: the generated code would copy it twice.
 */
public enum BlobPieces implements Marshaller<ByteBuffer> {
    MARSHALLER;

    private static final Marshaller<BlobChunk> GENERATED = ProtoUtils.marshaller(BlobChunk.getDefaultInstance());

    private static final int DATA = BlobChunk.DATA_FIELD_NUMBER << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED;

    @Override
    public InputStream stream(ByteBuffer piece) {
        return GENERATED.stream(BlobChunk.newBuilder()
                .setData(UnsafeByteOperations.unsafeWrap(piece))
                .build());
    }

    @Override
    public ByteBuffer parse(InputStream message) {
        try {
            return data(CodedInputStream.newInstance(bytes(message)));
        } catch (IOException e) {
            throw Status.INTERNAL
                    .withDescription("a message cannot be read")
                    .withCause(e)
                    .asRuntimeException();
        }
    }

    /** A message that came as it is says how long it is, and one that was compressed does not. */
    private static byte[] bytes(InputStream message) throws IOException {
        if (!(message instanceof KnownLength)) {
            return message.readAllBytes();
        }
        byte[] bytes = new byte[message.available()];
        int _ = message.readNBytes(bytes, 0, bytes.length);
        return bytes;
    }

    /** As the generated code has it: the last field counts, and those that are not known are passed over. */
    private static ByteBuffer data(CodedInputStream fields) throws IOException {
        fields.enableAliasing(true);
        ByteBuffer data = ByteBuffer.allocate(0);
        for (int tag = fields.readTag(); tag != 0; tag = fields.readTag()) {
            if (tag == DATA) {
                data = fields.readByteBuffer();
            } else {
                boolean _ = fields.skipField(tag);
            }
        }
        return data;
    }
}
