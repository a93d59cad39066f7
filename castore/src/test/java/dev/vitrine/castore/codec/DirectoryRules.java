package dev.vitrine.castore.codec;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import dev.vitrine.proto.tvix.castore.v1.Directory;
import dev.vitrine.proto.tvix.castore.v1.DirectoryNode;
import dev.vitrine.proto.tvix.castore.v1.FileNode;
import dev.vitrine.proto.tvix.castore.v1.SymlinkNode;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The rules of a directory told a second time, over what protobuf-java reads: plain, slow, and without any code of the model. */
final class DirectoryRules {
    private static final BigInteger TWO_TO_THE_64 = BigInteger.ONE.shiftLeft(64);
    private static final Pattern NAME = Pattern.compile("(?!\\.{1,2}\\z)[^/\\x00]{1,255}", Pattern.DOTALL);
    private static final Pattern TARGET = Pattern.compile("[^\\x00]{1,4095}", Pattern.DOTALL);

    private DirectoryRules() {}

    static boolean accept(byte[] bytes) {
        try {
            Directory directory = Directory.parseFrom(bytes);
            return Arrays.equals(directory.toByteArray(), bytes) && !hasUnknownFields(directory) && isValid(directory);
        } catch (InvalidProtocolBufferException e) {
            return false;
        }
    }

    private static boolean hasUnknownFields(Directory directory) {
        Stream<Message> entries = Stream.of(
                        directory.getDirectoriesList(), directory.getFilesList(), directory.getSymlinksList())
                .flatMap(List::stream);
        return Stream.concat(Stream.of(directory), entries)
                .anyMatch(message -> !message.getUnknownFields().asMap().isEmpty());
    }

    private static boolean isValid(Directory directory) {
        List<ByteString> directories = directory.getDirectoriesList().stream()
                .map(DirectoryNode::getName)
                .toList();
        List<ByteString> files =
                directory.getFilesList().stream().map(FileNode::getName).toList();
        List<ByteString> symlinks =
                directory.getSymlinksList().stream().map(SymlinkNode::getName).toList();
        List<ByteString> all = new ArrayList<>(directories);
        all.addAll(files);
        all.addAll(symlinks);
        return isSorted(directories)
                && isSorted(files)
                && isSorted(symlinks)
                && new HashSet<>(all).size() == all.size()
                && all.stream().allMatch(name -> matches(NAME, name))
                && directory.getDirectoriesList().stream()
                        .allMatch(entry -> entry.getDigest().size() == 32)
                && directory.getFilesList().stream()
                        .allMatch(entry -> entry.getDigest().size() == 32)
                && directory.getSymlinksList().stream().allMatch(entry -> matches(TARGET, entry.getTarget()))
                && size(directory).compareTo(TWO_TO_THE_64) < 0;
    }

    private static boolean isSorted(List<ByteString> names) {
        return names.equals(names.stream()
                .sorted(ByteString.unsignedLexicographicalComparator())
                .toList());
    }

    private static boolean matches(Pattern pattern, ByteString bytes) {
        return pattern.matcher(bytes.toString(ISO_8859_1)).matches();
    }

    private static BigInteger size(Directory directory) {
        long entries =
                (long) directory.getDirectoriesCount() + directory.getFilesCount() + directory.getSymlinksCount();
        return directory.getDirectoriesList().stream()
                .map(entry -> new BigInteger(Long.toUnsignedString(entry.getSize())))
                .reduce(BigInteger.valueOf(entries), BigInteger::add);
    }
}
