package dev.vitrine.castore.local;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.vitrine.castore.codec.NodeCodec;
import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.CastoreException.Unavailable;
import dev.vitrine.castore.model.Node;
import dev.vitrine.castore.nix.NarCalculator;
import dev.vitrine.castore.nix.OutputHash;
import dev.vitrine.castore.nix.PathInfo;
import dev.vitrine.castore.nix.PathInfoService;
import dev.vitrine.castore.nix.StorePathName;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * The store paths of a local store: those of its roots that have such names, and what its index says of them. Thread-safe. Several who ask
 * at once for what must be calculated calculate it each.
 */
final class LocalPathInfoService implements PathInfoService {
    /** How many roots one look at the index takes, at most some 1 MiB of them. */
    private static final int PIECE = 256;

    private static final byte[] START = new byte[0];

    private final Index index;
    private final NarCalculator calculator;
    private final InstantSource clock;

    LocalPathInfoService(Index index, NarCalculator calculator, InstantSource clock) {
        this.index = index;
        this.calculator = calculator;
        this.clock = clock;
    }

    /** A root with the name of a store path, and what is said of that. */
    private record Row(StorePathName path, RootRecord root, Optional<PathInfoRecord> known) {
        byte[] key() {
            return path.toString().getBytes(US_ASCII);
        }
    }

    @Override
    public Optional<PathInfo> get(OutputHash hash, BooleanSupplier stopped) throws CastoreException {
        List<Row> rows = rows((hash + "-").getBytes(US_ASCII), hash + "-", 1);
        return rows.isEmpty() ? Optional.empty() : Optional.of(info(rows.getFirst(), stopped));
    }

    @Override
    public void list(BooleanSupplier stopped, Visitor visitor) throws CastoreException {
        byte[] next = START;
        List<Row> rows;
        do {
            rows = rows(next, "", PIECE);
            for (Row row : rows) {
                if (!visitor.visit(info(row, stopped))) {
                    return;
                }
                next = Arrays.copyOf(row.key(), row.key().length + 1);
            }
        } while (!rows.isEmpty());
    }

    /** The first so many rows from that key on whose names begin so. */
    private List<Row> rows(byte[] start, String prefix, int most) throws Unavailable {
        return index.read(transaction -> {
            List<Row> rows = new ArrayList<>();
            transaction.forEachFrom(Table.ROOTS, start, (key, value) -> {
                String name = text(key);
                StorePathName.parse(name).ifPresent(path -> rows.add(row(transaction, path, value)));
                return name.startsWith(prefix) && rows.size() < most;
            });
            rows.removeIf(row -> !row.path().toString().startsWith(prefix));
            return rows;
        });
    }

    private static String text(ByteBuffer key) {
        return new String(ReadTransaction.bytes(key), ISO_8859_1);
    }

    private static Row row(ReadTransaction transaction, StorePathName path, ByteBuffer root) {
        byte[] key = path.toString().getBytes(US_ASCII);
        return new Row(path, RootRecord.read(root), transaction.get(Table.PATH_INFOS, key, PathInfoRecord::read));
    }

    /** What is known counts only if it is about the node that the root has. */
    private PathInfo info(Row row, BooleanSupplier stopped) throws CastoreException {
        Node node = row.root().decode(row.path().rootName());
        if (row.known().isPresent()) {
            PathInfo known = row.known().get().decode();
            if (known.node().equals(node)) {
                return known;
            }
        }
        PathInfo calculated = PathInfo.of(row.path(), node, calculator.calculate(node, stopped));
        keep(row, PathInfoRecord.of(calculated));
        return calculated;
    }

    /** Keeps what was calculated, unless something was put meanwhile or the root is another. */
    private void keep(Row row, PathInfoRecord calculated) throws Unavailable {
        index.write(transaction -> {
            boolean isSame = transaction
                    .get(Table.ROOTS, row.key(), RootRecord::read)
                    .map(RootRecord::node)
                    .equals(Optional.of(row.root().node()));
            boolean isNews = transaction
                    .get(Table.PATH_INFOS, row.key(), PathInfoRecord::read)
                    .equals(row.known());
            if (isSame && isNews) {
                transaction.put(Table.PATH_INFOS, row.key(), calculated.length(), calculated::write);
            }
            return true;
        });
    }

    @Override
    public void put(PathInfo info) throws Unavailable {
        byte[] name = info.path().toString().getBytes(US_ASCII);
        byte[] node = NodeCodec.encode(info.node());
        PathInfoRecord record = PathInfoRecord.of(info);
        long now = clock.millis();
        index.write(transaction -> {
            LocalRootNodes.put(transaction, name, node, now);
            transaction.put(Table.PATH_INFOS, name, record.length(), record::write);
            return true;
        });
    }
}
