package dev.vitrine.gateway.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a credentials file says: one line for each password or token, with hashes only. {@code NAME:$2y$...} is a password as
 * {@code htpasswd -B} writes it, {@code NAME:{token-sha256}HEX} the SHA-256 of a token. Empty lines and lines that begin with # say
 * nothing. A name has at most one password and any number of tokens. Immutable.
 */
final class Credentials {
    private static final Pattern NAME = Pattern.compile("[^:,=\\s\\p{Cntrl}]{1,255}");
    private static final Pattern BCRYPT = Pattern.compile("\\$2[aby]\\$([0-9]{2})\\$[./A-Za-z0-9]{53}");
    private static final Pattern TOKEN = Pattern.compile("\\{token-sha256}([0-9a-f]{64})");

    /** A check takes a quarter of a second at 12, and doubles with each step. */
    private static final int MAX_COST = 16;

    private static final int MIN_COST = 4;

    /** What rules call everyone, and everyone who is known. */
    static final List<String> RESERVED = List.of(Rules.ANYONE, Rules.AUTHENTICATED);

    private final Map<String, byte[]> passwords = new HashMap<>();
    private final Map<String, String> tokens = new HashMap<>();
    private int cost = MIN_COST;

    private Credentials() {}

    /** Reads the lines of a file, which only has its name here to be named in messages. */
    static Credentials parse(byte[] contents, Path file) throws AccessException {
        Credentials credentials = new Credentials();
        String[] lines = new String(contents, UTF_8).split("\n", -1);
        for (int i = 0; i < lines.length; i++) {
            String line = lines[i].strip();
            if (!line.isEmpty() && !line.startsWith("#")) {
                credentials.add(line, file + ", line " + (i + 1));
            }
        }
        return credentials;
    }

    static boolean canBeName(String name) {
        return NAME.matcher(name).matches() && !RESERVED.contains(name);
    }

    private void add(String line, String where) throws AccessException {
        int colon = line.indexOf(':');
        String name = colon < 0 ? "" : line.substring(0, colon);
        if (!canBeName(name)) {
            throw new AccessException(
                    where + ": a line is NAME:HASH, and NAME has no space, comma or equals sign and is not "
                            + String.join(" or ", RESERVED));
        }
        addHash(name, line.substring(colon + 1), where);
    }

    private void addHash(String name, String hash, String where) throws AccessException {
        Matcher bcrypt = BCRYPT.matcher(hash);
        Matcher token = TOKEN.matcher(hash);
        if (bcrypt.matches()) {
            addPassword(name, hash, Integer.parseInt(bcrypt.group(1)), where);
        } else if (token.matches()) {
            tokens.put(token.group(1), name);
        } else {
            throw new AccessException(
                    where + ": the hash is neither bcrypt, as htpasswd -B makes it, nor {token-sha256} and 64"
                            + " lower-case hexadecimal digits");
        }
    }

    private void addPassword(String name, String hash, int hashCost, String where) throws AccessException {
        if (hashCost < MIN_COST || hashCost > MAX_COST) {
            throw new AccessException(where + ": the cost of a bcrypt hash is " + MIN_COST + " to " + MAX_COST);
        }
        if (passwords.putIfAbsent(name, hash.getBytes(UTF_8)) != null) {
            throw new AccessException(where + ": a name has one password");
        }
        cost = Math.max(cost, hashCost);
    }

    /** The bcrypt hash of the password of that name. */
    Optional<byte[]> password(String name) {
        return Optional.ofNullable(passwords.get(name));
    }

    /** Whose token has this SHA-256. */
    Optional<String> owner(byte[] sha256) {
        return Optional.ofNullable(tokens.get(HexFormat.of().formatHex(sha256)));
    }

    /** The highest cost among the passwords. */
    int cost() {
        return cost;
    }
}
