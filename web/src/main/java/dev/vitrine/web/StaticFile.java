package dev.vitrine.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A file that pages refer to. Its name holds a hash of its bytes, so what is served under a name never changes. Immutable. */
public final class StaticFile {
    private static final int HASH_DIGITS = 16;

    private final String name;
    private final String contentType;
    private final byte[] bytes;

    private StaticFile(String name, String contentType, byte[] bytes) {
        this.name = name;
        this.contentType = contentType;
        this.bytes = bytes;
    }

    /** The resource beside this class called {@code stem + suffix}, which must be there. */
    static StaticFile ofResource(String stem, String suffix, String contentType) {
        byte[] bytes = read(stem + suffix);
        return new StaticFile(stem + "-" + hash(bytes) + suffix, contentType, bytes);
    }

    private static byte[] read(String resource) {
        try (InputStream in = StaticFile.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("the resource " + resource + " is not in the jar");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String hash(byte[] bytes) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            return HexFormat.of().formatHex(digest).substring(0, HASH_DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** The last segment of its address; letters, digits, {@code -} and {@code .} only. */
    public String name() {
        return name;
    }

    public String contentType() {
        return contentType;
    }

    /** The bytes, read-only and not copied. */
    public ByteBuffer asByteBuffer() {
        return ByteBuffer.wrap(bytes).asReadOnlyBuffer();
    }
}
