package dev.vitrine.castore.nix;

import dev.vitrine.castore.model.Node;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Things that are known of store paths, for tests. */
public final class PathInfos {
    private PathInfos() {}

    /** The store path of a hash that is one character again and again. */
    public static StorePathName path(char c, String name) {
        return StorePathName.parse(String.valueOf(c).repeat(32) + "-" + name).orElseThrow();
    }

    /** So many bytes, all of that value. */
    public static Octets octets(int length, int value) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) value);
        return Octets.of(bytes);
    }

    /** One with everything in it, and a hash that is not that of its NAR. */
    public static PathInfo full(StorePathName path, Node node) {
        return new PathInfo(
                path,
                node,
                List.of(path, path('9', "other")),
                new NarHash(1234, octets(32, 7)),
                List.of(new Signature("cache-1", octets(64, 8)), new Signature("", octets(64, 9))),
                Optional.of(path('8', "made-it")),
                Optional.of(new ContentHash(ContentHash.Kind.FLAT_SHA512, octets(64, 10))));
    }
}
