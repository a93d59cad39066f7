package dev.vitrine.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ListingOffTest {
    /** H20: Where the root nodes may not be listed, the top is answered with 403, and every root is still found by its name. */
    @Test
    void theTopIsForbiddenAndTheRootsAreThere() throws Exception {
        try (Served served = Served.unlisted()) {
            served.root("d", served.directory("f", served.file("found"))).root("top", Served.symlink("."));
            assertThat(served.http().get("/").status()).isEqualTo(403);
            assertThat(served.http().head("/").status()).isEqualTo(403);
            assertThat(served.http().get("/top/").status()).isEqualTo(403);
            assertThat(served.http().get("/d/f").text()).isEqualTo("found");
            assertThat(served.http().get("/d/").status()).isEqualTo(200);
            assertThat(served.http().get("/nothing").status()).isEqualTo(404);
        }
    }
}
