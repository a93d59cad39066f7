package dev.vitrine.gateway.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LitmusTest {
    /** {@code " 3. propfind_d0........... pass"}, with or without warnings in between. */
    private static final Pattern PASSED =
            Pattern.compile("^ *\\d+\\. (\\w+)\\.+ (WARNING[^\n]*\n *\\.+ )*pass", Pattern.MULTILINE);

    @TempDir
    private Path home;

    /** K14: The checks of litmus that only read pass. */
    @Test
    void theChecksThatOnlyReadPass() throws Exception {
        Path tree = home.resolve("tree");
        Files.createDirectories(tree.resolve("litmus"));
        for (String name : List.of("prop", "prop2", "whitespace", "expect100")) {
            Files.writeString(tree.resolve("litmus").resolve(name), "in " + name, UTF_8);
        }
        try (ServedTrees served = ServedTrees.start(home.resolve("store")).show("t", tree);
                ReadOnlyFacade facade = ReadOnlyFacade.before(served.address())) {
            assertThat(passed("http", facade)).contains("expect100");
            assertThat(passed("basic", facade)).contains("options");
            assertThat(passed("props", facade))
                    .contains("propfind_invalid", "propfind_invalid2", "propfind_d0", "propextended", "propwformed");
            // 400 is for a path with a fragment, which litmus sends on purpose.
            assertThat(facade.refusals()).isNotEmpty().allMatch(refusal -> refusal.matches("[A-Z]+ (405|400)"));
            assertThat(served.failures()).isZero();
        }
    }

    private List<String> passed(String suite, ReadOnlyFacade facade) throws Exception {
        Outcome outcome = Client.of(home, "litmus", "-k", facade.address().resolve("t/"))
                .with("TESTS", suite)
                .run();
        return PASSED.matcher(outcome.stdout().replaceAll("[^\n]*\r", ""))
                .results()
                .map(found -> found.group(1))
                .toList();
    }
}
