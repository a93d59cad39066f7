package dev.vitrine.cli;

import dev.vitrine.castore.model.CastorePath;
import dev.vitrine.castore.model.PathComponent;
import dev.vitrine.castore.store.Store;
import dev.vitrine.castore.usage.Usage;
import dev.vitrine.castore.usage.UsageWalk;
import dev.vitrine.castore.view.CastoreView;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "du",
        description = {
            "Prints how much directories take: BYTES, DISTINCT, ENTRIES and PATH, separated by tabs, a directory after those in it.",
            "BYTES counts each file wherever it stands, DISTINCT each blob only where it is met first, also across all that is named; ENTRIES is what lies below."
        },
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class DuCommand implements Callable<Integer> {
    @Mixin
    private StoreOption store = new StoreOption();

    @Option(
            names = {"-d", "--depth"},
            paramLabel = "N",
            description = "Print directories down to N levels below each path (default: all).")
    private int depth = Integer.MAX_VALUE;

    @Option(
            names = {"-s", "--summarize"},
            description = "Print each path alone, like --depth 0.")
    private boolean isSummary;

    @Option(
            names = {"-c", "--total"},
            description = "Print a last line 'total' for all of them.")
    private boolean hasTotal;

    @Option(names = "--human", description = "Print sizes in KiB, MiB and so on.")
    private boolean isHuman;

    @Option(names = "--json", description = "Print one JSON object a line; docs/import.md says what is in it.")
    private boolean isJson;

    @Parameters(
            paramLabel = "PATH",
            description = "ROOT[/PATH], or a digest and maybe a path below it: b3:DIGEST[/PATH] (default: every root).",
            converter = ContentAddressConverter.class)
    private List<ContentAddress> addresses = new ArrayList<>();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (depth < 0) {
            throw new ParameterException(spec.commandLine(), "--depth is 0 or more");
        }
        try (Store open = store.open();
                Output out = new Output()) {
            print(open, addresses.isEmpty() ? roots(open) : addresses, out);
        }
        return 0;
    }

    private static List<ContentAddress> roots(Store store) throws IOException {
        List<ContentAddress> roots = new ArrayList<>();
        for (PathComponent name : store.roots().list().keySet()) {
            roots.add(ContentAddress.of(name));
        }
        return roots;
    }

    private void print(Store store, List<ContentAddress> all, Output out) throws IOException {
        CastoreView view = Views.of(store);
        Lines lines = new Lines(out);
        UsageWalk walk = new UsageWalk(Views.walked(store), isSummary ? 0 : depth, lines::print);
        Usage total = Usage.NOTHING;
        for (ContentAddress address : all) {
            lines.start = address;
            total = total.plus(walk.measure(address.find(view)));
        }
        if (hasTotal) {
            out.line(isJson ? json(new JsonLine().flag("total", true), total) : line(total, "total"));
        }
    }

    /** Lines of one tree after the other. */
    private final class Lines {
        private final Output out;
        private ContentAddress start = ContentAddress.TOP;

        private Lines(Output out) {
            this.out = out;
        }

        private void print(CastorePath below, Usage usage) throws IOException {
            ContentAddress address = start.resolve(below);
            out.line(
                    isJson
                            ? json(new JsonLine().bytes("path", address.toByteArray()), usage)
                            : line(usage, address.toString()));
        }
    }

    private String line(Usage usage, String path) {
        return size(usage.bytes()) + "\t" + size(usage.distinctBytes()) + "\t" + usage.entries() + "\t" + path;
    }

    private String size(long bytes) {
        return isHuman ? HumanSize.of(bytes) : Long.toString(bytes);
    }

    private static String json(JsonLine json, Usage usage) throws IOException {
        return json.number("bytes", usage.bytes())
                .number("distinct_bytes", usage.distinctBytes())
                .number("entries", usage.entries())
                .end();
    }
}
