package dev.vitrine.gateway.file;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.vitrine.castore.model.Digest;
import dev.vitrine.gateway.http.Extent;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The body of an answer of several ranges (RFC 9110, 14.6; RFC 2046, 5.1): each part after a head of its own, and a tail. The boundary is
 * the digest of the file, which no file can hold in itself.
 *
 * @param parts two or more
 * @param heads of each part, with the delimiter before it
 */
record Multipart(String boundary, List<Extent.Part> parts, List<byte[]> heads) {
    private static final String LINE = "\r\n";

    Multipart {
        parts = List.copyOf(parts);
        heads = List.copyOf(heads);
    }

    /**
     * The body of these parts.
     *
     * @param type of the file, which each part repeats
     */
    static Multipart of(Digest file, String type, List<Extent.Part> parts) {
        String boundary = file.base64Url();
        List<byte[]> heads = IntStream.range(0, parts.size())
                .mapToObj(i -> head(i == 0 ? "" : LINE, boundary, type, parts.get(i)))
                .toList();
        return new Multipart(boundary, parts, heads);
    }

    private static byte[] head(String before, String boundary, String type, Extent.Part part) {
        String lines =
                "--" + boundary + LINE + "Content-Type: " + type + LINE + "Content-Range: " + part.contentRange();
        return (before + lines + LINE + LINE).getBytes(US_ASCII);
    }

    byte[] tail() {
        return (LINE + "--" + boundary + "--" + LINE).getBytes(US_ASCII);
    }

    String contentType() {
        return "multipart/byteranges; boundary=" + boundary;
    }

    /** How many bytes the body has. */
    long length() {
        return parts.stream().mapToLong(Extent.Part::length).sum()
                + heads.stream().mapToLong(head -> head.length).sum()
                + tail().length;
    }
}
