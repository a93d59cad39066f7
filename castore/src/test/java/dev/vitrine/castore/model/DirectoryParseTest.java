package dev.vitrine.castore.model;

import static dev.vitrine.castore.model.Violations.assertViolation;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * M11: A directory is refused unless its bytes are exactly its canonical encoding: no unknown field, no spelled-out default, no number
 * longer than needed, no list out of order.
 *
 * <p>Encodings are written in hexadecimal, where D stands for a digest field of 32 zeros.
 */
final class DirectoryParseTest {
    private static Directory parse(String encoding) throws Exception {
        String digest = "1220" + "00".repeat(32);
        return Directory.parse(HexFormat.of().parseHex(encoding.replace(" ", "").replace("D", digest)));
    }

    @ParameterizedTest
    @CsvSource({
        "a directory, 0a25 0a0161 D",
        "a directory of size 1, 0a27 0a0161 D 1801",
        "a file, 1225 0a0161 D",
        "an executable, 1227 0a0161 D 2001",
        "a file of size 128, 1228 0a0161 D 188001",
        "the greatest size, 1230 0a0161 D 18ffffffffffffffffff01",
        "a symlink, 1a06 0a0161 120162",
        "two lists that interleave, 1225 0a0161 D 1225 0a0163 D 1a06 0a0162 120162",
    })
    void canonicalBytesAreAccepted(String what, String encoding) throws Exception {
        assertThat(parse(encoding).count()).as(what).isPositive();
    }

    @ParameterizedTest
    @CsvSource({
        "an unknown field, 2000, NOT_CANONICAL",
        "an unknown field after a list, 1a06 0a0161 120162 2000, NOT_CANONICAL",
        "lists out of order, 1a06 0a0161 120162 1225 0a0162 D, NOT_CANONICAL",
        "another wire type, 0800, NOT_CANONICAL",
        "a long tag, 8a0025 0a0161 D, NOT_CANONICAL",
        "a long length, 1a8600 0a0161 120162, NOT_CANONICAL",
        "a length past the end, 1a07 0a0161 120162, NOT_CANONICAL",
        "a length of nearly 2^31, 1affffffff07 0a0161 120162, NOT_CANONICAL",
        "a length of 2^32 and more, 1a8680808010 0a0161 120162, NOT_CANONICAL",
        "a length of nearly 2^64, 1affffffffffffffffff01 0a0161 120162, NOT_CANONICAL",
        "a length that is cut off, 1a86, NOT_CANONICAL",
        "a tag and no length, 1a, NOT_CANONICAL",
        "a name that runs out of its entry, 1a06 0a0661 120162, NOT_CANONICAL",
        "a name that ends beyond its entry, 1a02 0a0161, NOT_CANONICAL",
        "an unknown field in an entry, 1a08 0a0161 120162 1801, NOT_CANONICAL",
        "fields out of order, 1a06 120162 0a0161, EMPTY",
        "a field twice, 1a09 0a0161 0a0161 120162, EMPTY",
        "a target twice, 1a09 0a0161 120162 120162, NOT_CANONICAL",
        "an executable directory, 0a27 0a0161 D 2001, NOT_CANONICAL",
        "a size of zero, 1227 0a0161 D 1800, NOT_CANONICAL",
        "a long size, 1228 0a0161 D 188100, NOT_CANONICAL",
        "a size of 65 bits, 1230 0a0161 D 18ffffffffffffffffff02, NOT_CANONICAL",
        "a size of eleven bytes, 1231 0a0161 D 18ffffffffffffffffffff01, NOT_CANONICAL",
        "a size that is cut off, 1227 0a0161 D 1880, NOT_CANONICAL",
        "a size twice, 1229 0a0161 D 1801 1801, NOT_CANONICAL",
        "a false executable, 1227 0a0161 D 2000, NOT_CANONICAL",
        "an executable of two, 1227 0a0161 D 2002, NOT_CANONICAL",
        "an executable of 2^63, 1230 0a0161 D 2080808080808080808001, NOT_CANONICAL",
        "an empty name, 1a05 0a00 120162, NOT_CANONICAL",
        "an empty target, 1a05 0a0161 1200, NOT_CANONICAL",
        "no name, 1a03 120162, EMPTY",
        "no target, 1a03 0a0161, EMPTY",
        "nothing in a symlink, 1a00, EMPTY",
        "nothing in a file, 1200, DIGEST_LENGTH",
        "no digest, 1203 0a0161, DIGEST_LENGTH",
        "a short digest, 1206 0a0161 120100, DIGEST_LENGTH",
        "a bad digest and a bad name, 1206 0a012f 120100, DIGEST_LENGTH",
        "a NUL in a target and in a name, 1a06 0a012f 120100, NUL",
        "a slash in a name, 1a06 0a012f 120162, SLASH",
        "a name of dots, 1a07 0a022e2e 120162, PARENT",
        "a NUL in a target, 1a06 0a0161 120100, NUL",
        "names out of order, 1a06 0a0162 120162 1a06 0a0161 120162, WRONG_SORTING",
        "a name twice in a list, 1a06 0a0161 120162 1a06 0a0161 120163, DUPLICATE_NAME",
        "a name that is no name twice, 1a06 0a012f 120162 1a06 0a012f 120163, SLASH",
        "a directory and a file of one name, 0a25 0a0161 D 1225 0a0161 D, DUPLICATE_NAME",
        "a directory and a symlink of one name, 0a25 0a0161 D 1a06 0a0161 120162, DUPLICATE_NAME",
        "a file and a symlink of one name, 1225 0a0161 D 1a06 0a0161 120162, DUPLICATE_NAME",
        "a size of 2^64-1, 0a30 0a0161 D 18ffffffffffffffffff01, SIZE_OVERFLOW",
        "a sum of 2^64, 0a30 0a0161 D 18feffffffffffffffff01 1a06 0a0162 120162, SIZE_OVERFLOW",
    })
    void otherBytesAreRefused(String what, String encoding, Violation violation) {
        assertViolation(violation, () -> parse(encoding));
    }

    @Test
    void everyPrefixOfAnEncodingIsADirectoryOnlyAtTheEndOfAnEntry() throws Exception {
        byte[] encoding =
                parse("0a27 0a0161 D 1801 1225 0a0162 D 1a06 0a0163 120162").toByteArray();
        assertThat(encoding).hasSize(41 + 39 + 8);
        for (int length = 0; length < encoding.length; length++) {
            byte[] prefix = Arrays.copyOf(encoding, length);
            if (length == 0 || length == 41 || length == 80) {
                assertThat(Directory.parse(prefix).toByteArray()).isEqualTo(prefix);
            } else {
                assertThat(isRefused(prefix)).as("prefix of %d bytes", length).isTrue();
            }
        }
    }

    private static boolean isRefused(byte[] bytes) {
        try {
            Directory.parse(bytes);
            return false;
        } catch (CastoreException.Invalid e) {
            return true;
        }
    }
}
