package dev.vitrine.castore.model;

import static dev.vitrine.castore.model.Violations.assertViolation;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DigestTest {
    /** The digest of the two bytes 00 01, in each of its forms. */
    private static final String HEX = "7b7015bb92cf0b318037702a6cdd81dee41224f734684c2c122cd6359cb1ee63";

    private static final String TVIX = "b3:e3AVu5LPCzGAN3AqbN2B3uQSJPc0aEwsEizWNZyx7mM=";
    private static final String SNIX = "blake3-e3AVu5LPCzGAN3AqbN2B3uQSJPc0aEwsEizWNZyx7mM=";
    private static final String URL = "e3AVu5LPCzGAN3AqbN2B3uQSJPc0aEwsEizWNZyx7mM";

    private static Digest blobA() throws Exception {
        return Digest.of(HexFormat.of().parseHex(HEX));
    }

    /**
     * M6: A digest is written as `b3:` and padded base64, and is read too as `blake3-` and padded base64, as base64url without padding
     * and as 64 lower-case hexadecimal digits.
     */
    @Test
    void aDigestIsWrittenInOneFormAndReadInFour() throws Exception {
        assertThat(blobA()).hasToString(TVIX);
        assertThat(Digest.parse(TVIX)).isEqualTo(blobA());
        assertThat(Digest.parse(SNIX)).isEqualTo(blobA());
        assertThat(Digest.parse(URL)).isEqualTo(blobA());
        assertThat(Digest.parse(HEX)).isEqualTo(blobA());
    }

    @Test
    void hexAndBase64UrlAreWrittenWhereTheyAreNeeded() throws Exception {
        assertThat(blobA().hex()).isEqualTo(HEX);
        assertThat(blobA().base64Url()).isEqualTo(URL);
    }

    @Test
    void base64UrlMayBeginLikeThePrefixOfSnix() throws Exception {
        String text = "blake3-" + "A".repeat(36);
        assertThat(Digest.parse(text).base64Url()).isEqualTo(text);
    }

    /** M7: A digest text is read only as it would have been written: missing padding, stray bits and upper-case hex are refused. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "b3:",
                "b3:e3AVu5LPCzGAN3AqbN2B3uQSJPc0aEwsEizWNZyx7mM",
                "b3:e3AVu5LPCzGAN3AqbN2B3uQSJPc0aEwsEizWNZyx7mN=",
                "b3:e3AVu5LPCzGAN3AqbN2B3uQSJPc0aEwsEizWNZyx7mM= ",
                " b3:e3AVu5LPCzGAN3AqbN2B3uQSJPc0aEwsEizWNZyx7mM=",
                "B3:e3AVu5LPCzGAN3AqbN2B3uQSJPc0aEwsEizWNZyx7mM=",
                "b3:____u5LPCzGAN3AqbN2B3uQSJPc0aEwsEizWNZyx7mM=",
                "sha256-e3AVu5LPCzGAN3AqbN2B3uQSJPc0aEwsEizWNZyx7mM=",
                "e3AVu5LPCzGAN3AqbN2B3uQSJPc0aEwsEizWNZyx7mM=",
                "e3AVu5LPCzGAN3AqbN2B3uQSJPc0aEwsEizWNZyx7mN",
                "////u5LPCzGAN3AqbN2B3uQSJPc0aEwsEizWNZyx7mM",
                "7B7015BB92CF0B318037702A6CDD81DEE41224F734684C2C122CD6359CB1EE63",
                "7b7015bb92cf0b318037702a6cdd81dee41224f734684c2c122cd6359cb1ee6",
                "7b7015bb92cf0b318037702a6cdd81dee41224f734684c2c122cd6359cb1ee6g",
                "\u0667b7015bb92cf0b318037702a6cdd81dee41224f734684c2c122cd6359cb1ee63",
            })
    void anyOtherTextIsRefused(String text) {
        assertThatThrownBy(() -> Digest.parse(text)).isInstanceOf(CastoreException.Invalid.class);
    }

    @Test
    void textThatIsNoDigestIsTold() {
        assertViolation(Violation.DIGEST_TEXT, () -> Digest.parse("b3:!"));
        assertViolation(Violation.DIGEST_TEXT, () -> Digest.parse("sha256-abc"));
    }

    @Test
    void base64OfAnotherLengthIsTold() {
        String short31 = Base64.getEncoder().encodeToString(new byte[31]);
        String long33 = Base64.getEncoder().encodeToString(new byte[33]);
        assertViolation(Violation.DIGEST_LENGTH, () -> Digest.parse("b3:" + short31));
        assertViolation(Violation.DIGEST_LENGTH, () -> Digest.parse("blake3-" + long33));
    }

    @Test
    void theMessageAboutAHugeTextIsShort() {
        assertThatThrownBy(() -> Digest.parse("x".repeat(1_000_000))).message().hasSizeLessThan(300);
    }

    @Test
    void aDigestHasExactly32Bytes() {
        assertViolation(Violation.DIGEST_LENGTH, () -> Digest.of(new byte[31]));
        assertViolation(Violation.DIGEST_LENGTH, () -> Digest.of(new byte[33]));
        assertViolation(Violation.DIGEST_LENGTH, () -> Digest.of(new byte[0]));
    }

    @Test
    void bytesComeOutAsTheyWentIn() throws Exception {
        assertThat(blobA().toByteArray()).isEqualTo(HexFormat.of().parseHex(HEX));
        assertThat(blobA().first()).isEqualTo(0x7b7015bb92cf0b31L);
    }

    @Test
    void aBufferIsReadWhateverItsOrderAndMovesOn() throws Exception {
        ByteBuffer buffer = ByteBuffer.allocateDirect(40).order(ByteOrder.LITTLE_ENDIAN);
        buffer.put(4, HexFormat.of().parseHex(HEX)).position(4);
        assertThat(Digest.from(buffer)).isEqualTo(blobA());
        assertThat(buffer.position()).isEqualTo(36);
        assertThatThrownBy(() -> Digest.from(buffer)).isInstanceOf(BufferUnderflowException.class);
    }

    @Test
    void orderIsThatOfUnsignedBytes() {
        Digest zero = new Digest(0, 0, 0, 0);
        assertThat(zero).isLessThan(new Digest(0, 0, 0, -1));
        assertThat(new Digest(0, 0, 0, -1)).isLessThan(new Digest(0, 0, 1, 0));
        assertThat(new Digest(0, 0, -1, 0)).isLessThan(new Digest(0, 1, 0, 0));
        assertThat(new Digest(0, -1, 0, 0)).isLessThan(new Digest(1, 0, 0, 0));
        assertThat(new Digest(1, 0, 0, 0)).isLessThan(new Digest(-1, 0, 0, 0));
        assertThat(zero).isEqualByComparingTo(new Digest(0, 0, 0, 0));
    }
}
