package dev.vitrine.castore.address;

import java.util.Arrays;
import java.util.Optional;

/** Where tvix and snix can have a store and Vitrine cannot, with what it has instead. */
enum ForeignScheme {
    OBJECT_STORE("objectstore+", "a bucket or the files of one are reached through a daemon, at grpc+http://HOST:PORT"),
    REDB("redb", "a file of redb is reached through the daemon that has it open, at grpc+http://HOST:PORT"),
    BIGTABLE("bigtable", "a table is reached through a daemon, at grpc+http://HOST:PORT"),
    NIX("nix+", "a binary cache is reached through a daemon that reads it, at grpc+http://HOST:PORT"),
    COMBINED("combined", "a near and a far store are cache://?near=DIRECTORY&far=ADDRESS"),
    LRU("lru", "what was asked for is remembered without being told"),
    KEYFILE_SIGNING("keyfile-signing", "nothing is signed here: let the server sign");

    private final String text;
    private final String instead;

    ForeignScheme(String text, String instead) {
        this.text = text;
        this.instead = instead;
    }

    /** The one that a scheme is, if it is one. */
    static Optional<ForeignScheme> of(String scheme) {
        return Arrays.stream(values()).filter(foreign -> foreign.is(scheme)).findFirst();
    }

    private boolean is(String scheme) {
        return text.endsWith("+") ? scheme.startsWith(text) : scheme.equals(text);
    }

    /** What Vitrine has instead, as the end of a sentence. */
    String instead() {
        return instead;
    }
}
