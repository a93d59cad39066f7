package dev.vitrine.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URLConnection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(120)
class BigListingTest {
    private static final int ENTRIES = 1_000_000;

    private final BreakingListing listing = new BreakingListing(ENTRIES, ENTRIES);
    private Gateway gateway;

    @BeforeEach
    void serve() throws Exception {
        gateway = Gateway.start(listing, Served.defaults());
    }

    @AfterEach
    void close() {
        gateway.close();
    }

    /** A25: A directory of 1,000,000 entries is listed as JSON and as text in memory that does not grow with it. */
    @ParameterizedTest
    @CsvSource({"application/json, '{\"name\":\"name-'", "text/plain, name-"})
    void entriesAreMadeAsTheyAreRead(String type, String start) throws Exception {
        URLConnection connection = gateway.address().toURL().openConnection();
        connection.setRequestProperty("Accept", type);
        try (BufferedReader in = new BufferedReader(new InputStreamReader(connection.getInputStream(), ISO_8859_1))) {
            int ahead = 0;
            int count = 0;
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                count += line.startsWith(start) ? 1 : 0;
                ahead = Math.max(ahead, listing.asked().get() - count);
            }
            assertThat(count).isEqualTo(ENTRIES);
            assertThat(ahead).isLessThan(ENTRIES / 2);
        }
    }
}
