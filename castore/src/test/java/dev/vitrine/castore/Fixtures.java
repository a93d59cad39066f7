package dev.vitrine.castore;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.vitrine.castore.model.CastoreException.Invalid;
import dev.vitrine.castore.model.Digest;
import dev.vitrine.castore.model.Directory;
import dev.vitrine.castore.model.DirectoryNode;
import dev.vitrine.castore.model.FileNode;
import dev.vitrine.castore.model.Node;
import dev.vitrine.castore.model.PathComponent;
import dev.vitrine.castore.model.SymlinkNode;
import dev.vitrine.castore.model.SymlinkTarget;
import java.nio.ByteBuffer;

/** The blobs and directories that every castore knows, with digests that were computed elsewhere (b3sum and a hand-written encoder). */
public final class Fixtures {
    public static final Digest DUMMY_DIGEST =
            digest("0000000000000000000000000000000000000000000000000000000000000000");
    public static final Digest DUMMY_DIGEST_2 =
            digest("1000000000000000000000000000000000000000000000000000000000000000");

    public static final Blob EMPTY_BLOB =
            new Blob(new byte[0], "af1349b9f5f9a1a6a0404dea36dcc9499bcb25c9adc112b7cc9a93cae41f3262");

    public static final Blob HELLOWORLD = new Blob(
            "Hello World!".getBytes(UTF_8), "5ca7815adcb484e9a136c11efe69c1d530176d549b5d18d038eb5280b4b3470c");

    /** The bytes 0 and 1. */
    public static final Blob BLOB_A =
            new Blob(new byte[] {0, 1}, "7b7015bb92cf0b318037702a6cdd81dee41224f734684c2c122cd6359cb1ee63");

    /** The bytes 0 to 254, 4,096 times: 1,044,480 bytes. */
    public static final Blob BLOB_B =
            new Blob(cycle(1_044_480), "a82c5154a7a0c262c6fdb929a317585646f8fbcf80326d0a7b8747edaf2d99d2");

    /** 64 KiB of {@link #cycle}: the longest blob that a local store keeps in its index by default. */
    public static final Blob BLOB_64K =
            new Blob(cycle(65_536), "463fa740f2b08da721b5a694ed96fa39bc0ef95b9c9c935ca5d054c0d02a16bc");

    /** One byte more: the shortest blob that gets a file. */
    public static final Blob BLOB_64K_AND_1 =
            new Blob(cycle(65_537), "bbf9db08a2540dced77b90cc4e07a8eb10c8dfc566f988766b896dac4a2656ef");

    /** 100,000 bytes of {@link #cycle}. */
    public static final Blob BLOB_100K =
            new Blob(cycle(100_000), "33237041d787cb9a533bf9cf6db6d6aa027f7a269aef24557a7cf70ef53ddd65");

    /** 5,000,003 bytes of {@link #cycle}. */
    public static final Blob BLOB_5M =
            new Blob(cycle(5_000_003), "64c74aea887ec65cd49c0fcbd763a4049cb07e0a0e23b8d73bd7621af2931418");

    /** The empty directory: it has the digest of the empty blob. */
    public static final Directory DIRECTORY_A = Directory.empty();

    public static final Digest DIRECTORY_A_DIGEST = EMPTY_BLOB.digest();

    /** {@code a} is A. */
    public static final Directory DIRECTORY_B = directory("a", new DirectoryNode(DIRECTORY_A_DIGEST, 0));

    public static final Digest DIRECTORY_B_DIGEST =
            digest("8701f4722d8dae7f2c40fa003331b8437a3825f9e1bfd3a77998c64cc226b9cc");

    /** {@code a} and {@code a'} are A. */
    public static final Directory DIRECTORY_C = directory(
            "a", new DirectoryNode(DIRECTORY_A_DIGEST, 0),
            "a'", new DirectoryNode(DIRECTORY_A_DIGEST, 0));

    public static final Digest DIRECTORY_C_DIGEST =
            digest("78eb200ae0cc95d4ea954655fbcf91e285013a261310e161927f2401d2bca803");

    /** {@code a} is A and {@code b} is B. */
    public static final Directory DIRECTORY_D = directory(
            "a", new DirectoryNode(DIRECTORY_A_DIGEST, 0),
            "b", new DirectoryNode(DIRECTORY_B_DIGEST, 1));

    public static final Digest DIRECTORY_D_DIGEST =
            digest("99922a5c1801805287a647af73bca0ed7352a5f7f373e54992795bcc4a235213");

    /** {@code .keep} is an empty file. */
    public static final Directory DIRECTORY_WITH_KEEP = directory(".keep", new FileNode(EMPTY_BLOB.digest(), 0, false));

    public static final Digest DIRECTORY_WITH_KEEP_DIGEST =
            digest("8b5b5d642b646bb8ed504b0862c39413e87e57491497de7bd075953f7b83810e");

    /** {@code keep} is WITH_KEEP, {@code .keep} an empty file, {@code aa} a link to {@code /nix/store/somewhereelse}. */
    public static final Directory DIRECTORY_COMPLICATED = directory(
            "keep", new DirectoryNode(DIRECTORY_WITH_KEEP_DIGEST, 1),
            ".keep", new FileNode(EMPTY_BLOB.digest(), 0, false),
            "aa", symlink("/nix/store/somewhereelse"));

    public static final Digest DIRECTORY_COMPLICATED_DIGEST =
            digest("3f951a15afd586fb3121ef4d13d582e811ce0e5a7f21c0497fd87490e9e2355a");

    private Fixtures() {}

    /** The bytes 0 to 254 again and again. */
    public static byte[] cycle(int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (i % 255);
        }
        return bytes;
    }

    /** A digest from 64 hexadecimal digits. */
    public static Digest digest(String hex) {
        try {
            return Digest.parse(hex);
        } catch (Invalid e) {
            throw new AssertionError(e);
        }
    }

    /** A name from text. */
    public static PathComponent name(String name) {
        return name(name.getBytes(UTF_8));
    }

    /** A name from bytes. */
    public static PathComponent name(byte[] name) {
        try {
            return PathComponent.of(name);
        } catch (Invalid e) {
            throw new AssertionError(e);
        }
    }

    /** A symlink to that target. */
    public static Node symlink(String target) {
        try {
            return new SymlinkNode(SymlinkTarget.of(target));
        } catch (Invalid e) {
            throw new AssertionError(e);
        }
    }

    /** A directory from names, each followed by its node. */
    public static Directory directory(Object... namesAndNodes) {
        Directory.Builder builder = Directory.builder();
        try {
            for (int i = 0; i < namesAndNodes.length; i += 2) {
                builder.add(PathComponent.of((String) namesAndNodes[i]), (Node) namesAndNodes[i + 1]);
            }
        } catch (Invalid e) {
            throw new AssertionError(e);
        }
        return builder.build();
    }

    /** Bytes and their digest. Immutable. */
    public static final class Blob {
        private final byte[] bytes;
        private final Digest digest;

        private Blob(byte[] bytes, String hex) {
            this.bytes = bytes;
            this.digest = Fixtures.digest(hex);
        }

        public Digest digest() {
            return digest;
        }

        public int size() {
            return bytes.length;
        }

        /** A new buffer of them all. */
        public ByteBuffer buffer() {
            return ByteBuffer.wrap(bytes).asReadOnlyBuffer();
        }

        /** An array of the caller's own. */
        public byte[] toByteArray() {
            return bytes.clone();
        }
    }
}
