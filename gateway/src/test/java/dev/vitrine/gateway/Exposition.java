package dev.vitrine.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Metrics in the text format 0.0.4 of Prometheus, read strictly: each sample by its name and labels as they stand there. */
final class Exposition {
    private static final String NAME = "[a-zA-Z_:][a-zA-Z0-9_:]*";
    private static final String LABEL = "[a-zA-Z_][a-zA-Z0-9_]*=\"(?:[^\"\\\\\n]|\\\\[\"\\\\n])*\"";
    private static final Pattern SAMPLE = Pattern.compile("(" + NAME + ")((?:\\{" + LABEL + "(?:," + LABEL
            + ")*,?})?) ([+-]?(?:[0-9.]+(?:[eE][+-]?[0-9]+)?|Inf)|NaN)");
    private static final Pattern TYPE =
            Pattern.compile("# TYPE (" + NAME + ") (counter|gauge|histogram|summary|untyped)");
    private static final Pattern HELP = Pattern.compile("# HELP (" + NAME + ") \\S.*");

    private final Map<String, String> types = new HashMap<>();
    private final Set<String> helped = new HashSet<>();
    private final Map<String, Double> samples = new LinkedHashMap<>();
    private String family = "";

    private Exposition() {}

    static Exposition parse(String text) {
        assertThat(text).endsWith("\n");
        Exposition exposition = new Exposition();
        text.lines().forEach(exposition::line);
        return exposition;
    }

    private void line(String line) {
        Matcher help = HELP.matcher(line);
        Matcher type = TYPE.matcher(line);
        Matcher sample = SAMPLE.matcher(line);
        if (help.matches()) {
            assertThat(helped.add(help.group(1))).as("one HELP: %s", line).isTrue();
        } else if (type.matches()) {
            family = type.group(1);
            assertThat(types.put(family, type.group(2)))
                    .as("one TYPE: %s", line)
                    .isNull();
            assertThat(helped).contains(family);
        } else {
            assertThat(sample.matches()).as("a sample: %s", line).isTrue();
            sample(sample.group(1), sample.group(2), sample.group(3));
        }
    }

    /** A sample belongs to the family that was named last, and a counter says in its name what it is. */
    private void sample(String name, String labels, String value) {
        String suffix = name.startsWith(family) ? name.substring(family.length()) : "?" + name;
        switch (Objects.requireNonNull(types.get(family))) {
            case "histogram" -> assertThat(suffix).isIn("_bucket", "_count", "_sum");
            case "summary" -> assertThat(suffix).isIn("", "_count", "_sum");
            case "counter" -> assertThat(name).isEqualTo(family).endsWith("_total");
            default -> assertThat(suffix).isEmpty();
        }
        double number = value.endsWith("Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(value);
        assertThat(samples.put(name + labels, number))
                .as("one %s%s", name, labels)
                .isNull();
    }

    /** The value of a sample. */
    double get(String nameAndLabels) {
        Double value = samples.get(nameAndLabels);
        assertThat(value).as("%s among %s", nameAndLabels, samples.keySet()).isNotNull();
        return value == null ? Double.NaN : value;
    }

    Set<String> samples() {
        return samples.keySet();
    }
}
