package dev.vitrine.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.castore.model.Directory;
import dev.vitrine.castore.model.FileNode;
import dev.vitrine.castore.model.PathComponent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples of docs/listings.md: each line after {@code $} is run by a shell and must print the lines below it. */
class ListingsPageTest {
    private static final Path PAGE = Path.of(System.getProperty("vitrine.root"), "docs", "listings.md");
    private static final String INDENT = "    ";
    private static final String PROMPT = "$ ";

    private Served served;

    @TempDir
    private Path dir;

    @BeforeEach
    void serve() throws Exception {
        served = Served.start();
        FileNode run = served.file("#!/bin/sh\n");
        served.root(
                "museum",
                served.directory(Directory.builder()
                        .add(
                                PathComponent.of("bin"),
                                served.directory("run", new FileNode(run.digest(), run.size(), true)))
                        .add(PathComponent.of(new byte[] {'c', 'a', 'f', (byte) 0xe9}), served.file(""))
                        .add(PathComponent.of("hello.txt"), served.file("Hello World!"))
                        .add(PathComponent.of("latest"), Served.symlink("bin"))
                        .add(PathComponent.of("lost"), Served.symlink("../elsewhere"))));
    }

    @AfterEach
    void close() {
        served.close();
    }

    @Test
    void theExamplesOfThePageAreTrue() throws Exception {
        List<String> lines = Files.readAllLines(PAGE);
        int run = 0;
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).startsWith(INDENT + PROMPT)) {
                String command = lines.get(i).strip().substring(PROMPT.length());
                assertThat(output(command)).as(command).isEqualTo(expected(lines.subList(i + 1, lines.size())));
                run++;
            }
        }
        assertThat(run).isGreaterThan(5);
    }

    /** The JSON is read by a parser that is not ours. */
    @Test
    void pythonReadsTheListing() throws Exception {
        assertThat(output(
                        "curl -sS -H 'Accept: application/json' http://127.0.0.1:8080/museum/ | python3 -m json.tool"))
                .contains("    \"count\": 5,")
                .contains("            \"name\": \"hello.txt\",");
    }

    private static List<String> expected(List<String> after) {
        return after.stream()
                .takeWhile(line -> line.startsWith(INDENT) && !line.startsWith(INDENT + PROMPT))
                .map(String::strip)
                .toList();
    }

    private List<String> output(String command) throws IOException, InterruptedException {
        String here = command.replace(
                "http://127.0.0.1:8080/", served.gateway().address().toString());
        Path out = dir.resolve("out");
        List<String> bounded =
                new ArrayList<>(List.of("timeout", "-k", "5", "30", "bash", "-o", "pipefail", "-c", here));
        new ProcessBuilder(bounded).redirectOutput(out.toFile()).start().waitFor();
        return Files.readString(out, UTF_8).lines().toList();
    }
}
