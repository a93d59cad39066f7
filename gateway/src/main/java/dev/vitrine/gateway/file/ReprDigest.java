package dev.vitrine.gateway.file;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.vitrine.castore.checksum.Checksums;
import dev.vitrine.castore.checksum.Effort;
import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.CastoreException.Unavailable;
import dev.vitrine.castore.model.Digest;
import dev.vitrine.gateway.http.DigestAlgorithm;
import dev.vitrine.gateway.http.DigestWish;
import dev.vitrine.gateway.http.Exchange;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.PreEncodedHttpField;

/**
 * The field {@code Repr-Digest}: digests of the whole file, whatever part of it is sent (RFC 9530, 3). Without a wish it has all that are
 * known; BLAKE3 always is. With one it has the most wanted, and the answer waits for that. Thread-safe.
 */
final class ReprDigest {
    private static final String FIELD = "Repr-Digest";
    private static final List<DigestAlgorithm> ALL = List.of(DigestAlgorithm.values());

    /** How many files have their field at hand, ready to be sent; about a kilobyte each. */
    private static final int AT_HAND = 8192;

    private final Cache<Digest, HttpField> whole =
            Caffeine.newBuilder().maximumSize(AT_HAND).executor(Runnable::run).build();

    /** Puts the field into the header of an answer that sends the file or a part of it. */
    void put(FileAt at, Exchange exchange) throws CastoreException {
        Optional<DigestWish> wish = DigestWish.of(exchange.asked(), DigestWish.REPRESENTATION);
        if (wish.isPresent()) {
            putWished(at, wish.get(), exchange);
        } else {
            exchange.header().put(whole(at, Effort.CHEAP));
        }
    }

    /** Puts the field into the header of an answer that sends nothing of the file, and reads nothing of it for that. */
    void putKnown(FileAt at, Exchange exchange) throws CastoreException {
        Optional<DigestWish> wish = DigestWish.of(exchange.asked(), DigestWish.REPRESENTATION);
        if (wish.isEmpty()) {
            exchange.header().put(whole(at, Effort.NONE));
            return;
        }
        Optional<Checksums> known = checksums(at, Effort.NONE);
        putFirst(at, wish.get(), known, exchange);
    }

    private HttpField whole(FileAt at, Effort effort) throws CastoreException {
        HttpField ready = whole.getIfPresent(digest(at));
        if (ready != null) {
            return ready;
        }
        Optional<Checksums> checksums = checksums(at, effort);
        if (checksums.isEmpty()) {
            return new HttpField(FIELD, DigestAlgorithm.BLAKE3.member(digest(at).toByteArray()));
        }
        HttpField made = new PreEncodedHttpField(FIELD, members(ALL, digest(at), checksums));
        whole.put(digest(at), made);
        return made;
    }

    private static void putWished(FileAt at, DigestWish wish, Exchange exchange) throws CastoreException {
        putFirst(at, wish, checksums(at, effort(wish)), exchange);
    }

    private static Effort effort(DigestWish wish) {
        List<DigestAlgorithm> wanted = wish.wanted();
        if (wanted.isEmpty()) {
            return Effort.CHEAP;
        }
        return wanted.getFirst() == DigestAlgorithm.BLAKE3 ? Effort.NONE : Effort.WAIT;
    }

    /** The most wanted that is known; else all that are known and acceptable. */
    private static void putFirst(FileAt at, DigestWish wish, Optional<Checksums> checksums, Exchange exchange) {
        List<DigestAlgorithm> known = ALL.stream()
                .filter(algorithm -> algorithm == DigestAlgorithm.BLAKE3 || checksums.isPresent())
                .toList();
        List<DigestAlgorithm> wanted =
                wish.wanted().stream().filter(known::contains).limit(1).toList();
        List<DigestAlgorithm> sent =
                wanted.isEmpty() ? known.stream().filter(wish::accepts).toList() : wanted;
        if (!sent.isEmpty()) {
            exchange.header().put(FIELD, members(sent, digest(at), checksums));
        }
    }

    private static Digest digest(FileAt at) {
        return at.file().node().digest();
    }

    private static String members(List<DigestAlgorithm> algorithms, Digest digest, Optional<Checksums> checksums) {
        return algorithms.stream()
                .map(algorithm -> algorithm.member(value(algorithm, digest, checksums)))
                .collect(Collectors.joining(", "));
    }

    /** The digest of a whole file by an algorithm, for which the checksums must be known unless it is BLAKE3. */
    static byte[] value(DigestAlgorithm algorithm, Digest digest, Optional<Checksums> checksums) {
        return switch (algorithm) {
            case SHA_256 -> checksums.orElseThrow().sha256();
            case SHA_512 -> checksums.orElseThrow().sha512();
            case BLAKE3 -> digest.toByteArray();
        };
    }

    /** A memory of checksums that cannot be reached is no reason to fail: they are not known then. */
    static Optional<Checksums> checksums(FileAt at, Effort effort) throws CastoreException {
        try {
            return at.view().checksums(at.file(), effort);
        } catch (Unavailable e) {
            return Optional.empty();
        }
    }
}
