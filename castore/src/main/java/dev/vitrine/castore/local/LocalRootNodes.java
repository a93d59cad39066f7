package dev.vitrine.castore.local;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.vitrine.castore.codec.NodeCodec;
import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.CastoreException.Corrupt;
import dev.vitrine.castore.model.CastoreException.Invalid;
import dev.vitrine.castore.model.CastoreException.Unavailable;
import dev.vitrine.castore.model.Node;
import dev.vitrine.castore.model.PathComponent;
import dev.vitrine.castore.root.MutableRootNodes;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The root nodes of a local store, in its index; the revision counts the changes of all processes. Thread-safe. */
final class LocalRootNodes implements MutableRootNodes {
    private static final byte[] REVISION = "revision".getBytes(US_ASCII);

    private final Index index;
    private final InstantSource clock;

    LocalRootNodes(Index index, InstantSource clock) {
        this.index = index;
        this.clock = clock;
    }

    @Override
    public Optional<Node> get(PathComponent name) throws CastoreException {
        Optional<RootRecord> record =
                index.read(transaction -> transaction.get(Table.ROOTS, name.toByteArray(), RootRecord::read));
        return record.isEmpty() ? Optional.empty() : Optional.of(record.get().decode(name));
    }

    @Override
    public SortedMap<PathComponent, Node> list() throws CastoreException {
        record Row(ByteBuffer name, RootRecord record) {}
        List<Row> rows = index.read(transaction -> {
            List<Row> found = new ArrayList<>();
            transaction.forEach(
                    Table.ROOTS,
                    (name, value) -> found.add(new Row(ReadTransaction.copy(name), RootRecord.read(value))));
            return found;
        });
        SortedMap<PathComponent, Node> nodes = new TreeMap<>();
        for (Row row : rows) {
            PathComponent name = name(ReadTransaction.bytes(row.name()));
            nodes.put(name, row.record().decode(name));
        }
        return nodes;
    }

    private static PathComponent name(byte[] bytes) throws Corrupt {
        try {
            return PathComponent.of(bytes);
        } catch (Invalid e) {
            throw new Corrupt("a root name in the index is none: " + e.getMessage(), e);
        }
    }

    @Override
    public long revision() throws Unavailable {
        return index.read(LocalRootNodes::revision);
    }

    /** The revision as of that transaction. */
    static long revision(ReadTransaction transaction) {
        return transaction.get(Table.META, REVISION, ByteBuffer::getLong).orElse(0L);
    }

    @Override
    public void put(PathComponent name, Node node) throws Unavailable {
        byte[] encoding = NodeCodec.encode(node);
        long now = clock.millis();
        index.write(transaction -> {
            put(transaction, name.toByteArray(), encoding, now);
            return true;
        });
    }

    /** Sets a root in that transaction; what was said of the store path that it may be goes with the node that it had. */
    static void put(WriteTransaction transaction, byte[] name, byte[] node, long now) {
        Optional<RootRecord> before = transaction.get(Table.ROOTS, name, RootRecord::read);
        RootRecord record = new RootRecord(before.map(RootRecord::created).orElse(now), now, ByteBuffer.wrap(node));
        if (!before.map(RootRecord::node).equals(Optional.of(record.node()))) {
            transaction.delete(Table.PATH_INFOS, name);
        }
        transaction.put(Table.ROOTS, name, record.length(), record::write);
        countChange(transaction);
    }

    @Override
    public boolean remove(PathComponent name) throws Unavailable {
        return index.write(transaction -> {
            boolean there = transaction.delete(Table.ROOTS, name.toByteArray());
            transaction.delete(Table.PATH_INFOS, name.toByteArray());
            if (there) {
                countChange(transaction);
            }
            return there;
        });
    }

    private static void countChange(WriteTransaction transaction) {
        long next = revision(transaction) + 1;
        transaction.put(Table.META, REVISION, Long.BYTES, value -> value.putLong(next));
    }
}
