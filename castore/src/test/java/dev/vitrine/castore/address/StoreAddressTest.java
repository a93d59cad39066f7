package dev.vitrine.castore.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.vitrine.castore.model.CastoreException.Invalid;
import dev.vitrine.castore.model.Violation;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** All addresses but those of servers, which {@link GrpcAddressTest} has. */
final class StoreAddressTest {
    @ParameterizedTest
    @ValueSource(strings = {"/var/lib/vitrine", "vitrine", "./memory://", "a:b", "lru", "/x?near=y#z", "100%"})
    void whatIsNoAddressIsADirectory(String text) throws Invalid {
        assertThat(StoreAddress.parse(text)).isEqualTo(new StoreAddress.Local(Path.of(text)));
    }

    /** G64: `memory://` is a store in the memory of this process alone; each that is named is another one, empty at first. */
    @Test
    void eachMemoryIsAnotherOne() throws Invalid {
        StoreAddress one = StoreAddress.parse("memory://");
        assertThat(one).isInstanceOf(StoreAddress.Memory.class).hasToString("memory://");
        assertThat(StoreAddress.parse("memory://")).isNotEqualTo(one);
    }

    /** G65: `cache://?near=DIRECTORY&far=ADDRESS` is the store of a server with a directory in front of it; what would end one of the two has to be percent-encoded, and a plus is a plus. */
    @ParameterizedTest
    @CsvSource({
        "cache://?near=/n&far=grpc+http://h:1, /n, grpc+http://h:1",
        "cache://?far=grpc%2Bhttps%3A%2F%2Fh%3A1&near=n, n, grpc+https://h:1",
        "cache://?near=/a%26b%20c+d&far=grpc+unix:///x%2520y, /a&b c+d, grpc+unix:///x%20y",
        "cache://?near=/caf%C3%A9&far=grpc+http://h:1?wait-connect=1, /café, grpc+http://h:1?wait-connect=1"
    })
    void aCache(String text, String near, String far) throws Invalid {
        StoreAddress.Kept address = (StoreAddress.Kept) StoreAddress.parse(text);
        assertThat(address.near()).isEqualTo(Path.of(near));
        assertThat(address.far()).isEqualTo(StoreAddress.parse(far));
    }

    @Test
    void theTextOfACacheReadsAsTheSame() throws Invalid {
        String text = "cache://?near=/a%26b%20c&far=grpc%2Bunix:///x%2520y";
        assertThat(StoreAddress.parse(text)).hasToString(text);
    }

    /** G66: Of an address of no use the sentence names what is wrong with it: a scheme that is not known, or that tvix and snix know alone, with what Vitrine has instead; a host, user, path or fragment where none may be; a parameter that is not known, is missing or stands twice; an escape that is none. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "ftp://h/x | the scheme 'ftp' is not known; memory, cache, grpc+http, grpc+https, grpc+unix are",
                "MEMORY:// | the scheme 'MEMORY' is not known",
                "file:///x | the scheme 'file' is not known",
                "objectstore+file:///x | the scheme 'objectstore+file' is one of tvix and snix alone; a bucket",
                "objectstore+memory:/// | 'objectstore+memory'",
                "objectstore+s3://b/p?region=x | 'objectstore+s3'",
                "objectstore+gs://b/p | 'objectstore+gs'",
                "objectstore+az://b/p | 'objectstore+az'",
                "objectstore+https://h/p | 'objectstore+https'",
                "redb:// | the scheme 'redb' is one of tvix and snix alone; a file of redb",
                "redb:///var/lib/x | 'redb'",
                "redb:x | 'redb'",
                "bigtable://instance?project_id=x | the scheme 'bigtable' is one of tvix and snix alone; a table",
                "nix+http://cache.example | the scheme 'nix+http' is one of tvix and snix alone; a binary cache",
                "nix+https://cache.example?trusted-public-keys=k | 'nix+https'",
                "combined://?near=a&far=b | 'combined' is one of tvix and snix alone; a near and a far store are cache://",
                "lru://?capacity=1 | 'lru' is one of tvix and snix alone; what was asked for is remembered",
                "keyfile-signing://?inner=x | 'keyfile-signing' is one of tvix and snix alone; nothing is signed here",
                "memory: | it needs '://' behind its scheme",
                "memory:/x | it needs '://' behind its scheme",
                "memory://host | no host may stand in it, as 'host' does",
                "memory://user@ | no host may stand in it, as 'user@' does",
                "memory:/// | no path may stand in it, as '/' does",
                "memory://?size=1 | the parameter 'size' is not known; none is",
                "memory://#x | a fragment '#x' means nothing here",
                "memory://?%zz | '%zz' is no escape",
                "memory://?a%4 | '%4' is no escape",
                "memory://? | the parameter '' is not known",
                "cache:// | it needs 'near'",
                "cache://?near=/n | it needs 'far'",
                "cache://?near=&far=grpc+http://h:1 | it needs 'near'",
                "cache://?near=/n&far=grpc+http://h:1&size=1 | the parameter 'size' is not known; near and far are",
                "cache://?near=/n&near=/m&far=grpc+http://h:1 | the parameter 'near' stands there twice",
                "cache://?near=/n&n%65ar=/m&far=grpc+http://h:1 | the parameter 'near' stands there twice",
                "cache://host?near=/n&far=grpc+http://h:1 | no host may stand in it, as 'host' does",
                "cache:///path?near=/n&far=grpc+http://h:1 | no path may stand in it, as '/path' does",
                "cache://?near=/n%FF&far=grpc+http://h:1 | '/n%FF' stands for bytes that are not UTF-8",
                "cache://?near=/n%00&far=grpc+http://h:1 | is no path",
                "cache://?near=/a b&far=grpc+http://h:1 | ' ' cannot stand in it unless it is percent-encoded",
                "cache://?near=memory://&far=grpc+http://h:1 | 'near' is a directory, not 'memory://'",
                "cache://?near=grpc+http://h:1&far=grpc+http://h:1 | 'near' is a directory, not 'grpc+http://h:1'",
                "cache://?near=/n&far=/f | '/f' is a directory of this machine",
                "cache://?near=/n&far=memory:// | 'memory://' is in this process",
                "cache://?near=/n&far=redb:///x | the scheme 'redb' is one of tvix and snix alone",
                "cache://?near=/n&far=grpc+http://h:1/p | no path may stand in it, as '/p' does",
                "cache://?near=/n&far=cache://?near=/m | is near itself"
            })
    void whatIsWrongIsNamed(String text, String named) {
        assertThatExceptionOfType(Invalid.class)
                .isThrownBy(() -> StoreAddress.parse(text))
                .withMessageContaining(named)
                .withMessageContaining("is of no use")
                .extracting(Invalid::violation)
                .isEqualTo(Violation.ADDRESS);
    }

    @Test
    void aLongAddressIsCutInItsSentence() {
        assertThatExceptionOfType(Invalid.class)
                .isThrownBy(() -> StoreAddress.parse("cache://?near=/n&far=" + "cache://?far=".repeat(100_000)))
                .satisfies(e -> assertThat(e.toString()).hasSizeLessThan(2_000));
    }
}
