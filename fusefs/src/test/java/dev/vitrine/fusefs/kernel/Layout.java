package dev.vitrine.fusefs.kernel;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.TreeMap;

/** What a C compiler says: {@code fuse-layout.c} makes these files. */
enum Layout {
    X86_64("/fuse-layout-x86_64.txt"),
    AARCH64("/fuse-layout-aarch64.txt");

    private final String resource;

    Layout(String resource) {
        this.resource = resource;
    }

    /** Numbers by the names that C has for them. */
    Map<String, Long> numbers() throws IOException {
        Map<String, Long> numbers = new TreeMap<>();
        try (InputStream in = requireNonNull(Layout.class.getResourceAsStream(resource))) {
            for (String line : new String(in.readAllBytes(), US_ASCII).lines().toList()) {
                int space = line.lastIndexOf(' ');
                numbers.put(line.substring(0, space), Long.valueOf(line.substring(space + 1)));
            }
        }
        return numbers;
    }
}
