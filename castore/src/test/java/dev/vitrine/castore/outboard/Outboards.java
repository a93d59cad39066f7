package dev.vitrine.castore.outboard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.castore.hash.Blake3;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.atomic.AtomicInteger;

/** Two ways to an outboard: the product's, and one straight from the paper on BLAKE3, over bytes instead of groups. */
final class Outboards {
    private Outboards() {}

    /** Made by the builder of group values that come as they would from a hasher, some at a time. */
    static byte[] built(byte[] blob, int groupLog, Path directory) throws IOException {
        TreeShape shape = new TreeShape(blob.length, groupLog);
        AtomicInteger files = new AtomicInteger();
        try (OutboardBuilder builder = new OutboardBuilder(() -> directory.resolve("part" + files.getAndIncrement()))) {
            for (long group = 0; shape.groups() > 1 && group < shape.groups(); group++) {
                byte[] value = new byte[TreeShape.VALUE];
                ByteBuffer bytes = ByteBuffer.wrap(blob, (int) shape.start(group), shape.length(group));
                Blake3.subtree(bytes, shape.firstChunk(group), value, 0);
                builder.groups(group, value, 0, 1);
            }
            return bytes(builder);
        }
    }

    /** What a builder writes, whose file is deleted. */
    static byte[] bytes(OutboardBuilder builder) throws IOException {
        var file = builder.finish();
        if (file.isEmpty()) {
            return new byte[0];
        }
        byte[] bytes = Files.readAllBytes(file.get());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.get())))
                .doesNotContain("w");
        Files.delete(file.get());
        return bytes;
    }

    /** Made top down: the left child of a node has the most bytes that are a power of two of chunks and leave some to the right. */
    static byte[] expected(byte[] blob, int groupBytes) {
        ByteArrayOutputStream nodes = new ByteArrayOutputStream();
        preOrder(blob, 0, blob.length, groupBytes, nodes);
        return nodes.toByteArray();
    }

    private static void preOrder(byte[] blob, int from, int to, int groupBytes, ByteArrayOutputStream nodes) {
        if (to - from <= groupBytes) {
            return;
        }
        int middle = from + leftBytes(to - from);
        nodes.writeBytes(value(blob, from, middle));
        nodes.writeBytes(value(blob, middle, to));
        preOrder(blob, from, middle, groupBytes, nodes);
        preOrder(blob, middle, to, groupBytes, nodes);
    }

    private static int leftBytes(int bytes) {
        int left = Blake3.CHUNK;
        while (left * 2L < bytes) {
            left *= 2;
        }
        return left;
    }

    private static byte[] value(byte[] blob, int from, int to) {
        byte[] value = new byte[TreeShape.VALUE];
        Blake3.subtree(ByteBuffer.wrap(blob, from, to - from), from / Blake3.CHUNK, value, 0);
        return value;
    }
}
