package dev.vitrine.castore.codec;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import dev.vitrine.proto.tvix.castore.v1.Directory;
import dev.vitrine.proto.tvix.castore.v1.DirectoryNode;
import dev.vitrine.proto.tvix.castore.v1.FileNode;
import dev.vitrine.proto.tvix.castore.v1.SymlinkNode;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;

/** Seeded random directories as protobuf messages, right ones and wrong ones. */
final class RandomDirectories {
    private final Random random;

    RandomDirectories(long seed) {
        random = new Random(seed);
    }

    /** A message that keeps every rule. */
    Directory valid() {
        Directory.Builder directory = Directory.newBuilder();
        for (ByteString name : names(random.nextInt(12))) {
            switch (random.nextInt(3)) {
                case 0 ->
                    directory.addDirectories(DirectoryNode.newBuilder()
                            .setName(name)
                            .setDigest(bytes(32))
                            .setSize(number() >>> 8));
                case 1 ->
                    directory.addFiles(FileNode.newBuilder()
                            .setName(name)
                            .setDigest(bytes(32))
                            .setSize(number())
                            .setExecutable(random.nextBoolean()));
                default ->
                    directory.addSymlinks(SymlinkNode.newBuilder().setName(name).setTarget(target()));
            }
        }
        return directory.build();
    }

    /** A message that may break a rule or two. */
    Directory doubtful() {
        Directory.Builder directory = valid().toBuilder();
        for (int faults = random.nextInt(3); faults > 0; faults--) {
            fault(directory);
        }
        return directory.build();
    }

    private void fault(Directory.Builder directory) {
        switch (random.nextInt(8)) {
            case 0 ->
                directory.addDirectories(
                        DirectoryNode.newBuilder().setName(doubtfulName()).setDigest(bytes(32)));
            case 1 ->
                directory.addFiles(FileNode.newBuilder().setName(doubtfulName()).setDigest(bytes(32)));
            case 2 ->
                directory.addSymlinks(
                        SymlinkNode.newBuilder().setName(doubtfulName()).setTarget(target()));
            case 3 ->
                directory.addFiles(0, FileNode.newBuilder().setName(bytes(3)).setDigest(bytes(random.nextInt(40))));
            case 4 ->
                directory.addSymlinks(
                        0, SymlinkNode.newBuilder().setName(bytes(1)).setTarget(bytes(random.nextInt(5000))));
            case 5 ->
                directory.addDirectories(
                        0,
                        DirectoryNode.newBuilder()
                                .setName(bytes(1))
                                .setDigest(bytes(32))
                                .setSize(number()));
            case 6 -> directory.setUnknownFields(unknownField());
            default ->
                directory.addFiles(FileNode.newBuilder()
                        .setName(bytes(2))
                        .setDigest(bytes(32))
                        .setUnknownFields(unknownField()));
        }
    }

    private UnknownFieldSet unknownField() {
        UnknownFieldSet.Field field = UnknownFieldSet.Field.newBuilder()
                .addVarint(random.nextInt(300))
                .build();
        return UnknownFieldSet.newBuilder()
                .addField(1 + random.nextInt(20), field)
                .build();
    }

    private SortedSet<ByteString> names(int count) {
        SortedSet<ByteString> names = new TreeSet<>(ByteString.unsignedLexicographicalComparator());
        for (int i = 0; i < count; i++) {
            names.add(name(1 + random.nextInt(random.nextInt(10) == 0 ? 255 : 4)));
        }
        return names;
    }

    /** Never a dot, a slash or NUL; often the same few bytes, so that names share prefixes. */
    private ByteString name(int length) {
        byte[] name = new byte[length];
        for (int i = 0; i < length; i++) {
            name[i] = (byte) (random.nextInt(4) == 0 ? 128 + random.nextInt(128) : 'a' + random.nextInt(3));
        }
        return ByteString.copyFrom(name);
    }

    private ByteString doubtfulName() {
        return switch (random.nextInt(7)) {
            case 0 -> ByteString.EMPTY;
            case 1 -> ByteString.copyFromUtf8(".");
            case 2 -> ByteString.copyFromUtf8("..");
            case 3 -> ByteString.copyFromUtf8("a/b");
            case 4 -> ByteString.copyFromUtf8("a\0");
            case 5 -> name(250 + random.nextInt(10));
            default -> name(1 + random.nextInt(2));
        };
    }

    private ByteString target() {
        return name(1 + random.nextInt(random.nextInt(20) == 0 ? 4095 : 20));
    }

    private ByteString bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return ByteString.copyFrom(bytes);
    }

    /** Of every length in bits alike. */
    private long number() {
        return random.nextLong() >>> random.nextInt(64);
    }

    /** The bytes after some small damage: a changed byte, a part cut out, doubled or strewn in. */
    byte[] damaged(byte[] bytes) {
        ByteString in = ByteString.copyFrom(bytes);
        int from = random.nextInt(bytes.length + 1);
        int to = Math.min(bytes.length, from + random.nextInt(50));
        ByteString head = in.substring(0, from);
        return switch (random.nextInt(5)) {
            case 0 -> head.concat(in.substring(to)).toByteArray();
            case 1 -> in.substring(0, to).concat(in.substring(from)).toByteArray();
            case 2 ->
                head.concat(bytes(1 + random.nextInt(3)))
                        .concat(in.substring(from))
                        .toByteArray();
            case 3 -> head.toByteArray();
            default -> changed(bytes);
        };
    }

    private byte[] changed(byte[] bytes) {
        byte[] changed = bytes.clone();
        if (bytes.length > 0) {
            int at = random.nextInt(bytes.length);
            changed[at] = (byte) (random.nextBoolean() ? changed[at] ^ (1 << random.nextInt(8)) : random.nextInt(256));
        }
        return changed;
    }

    /** Bytes that look like fields: right tags and short lengths, in any order. */
    byte[] garbage() {
        byte[] alphabet = {
            0x0a, 0x12, 0x1a, 0x18, 0x20, 0x00, 0x01, 0x02, 0x03, 0x05, 0x06, 'a', 'b', '/', '.', (byte) 0x80
        };
        byte[] garbage = new byte[random.nextInt(16)];
        for (int i = 0; i < garbage.length; i++) {
            garbage[i] = alphabet[random.nextInt(alphabet.length)];
        }
        return garbage;
    }
}
