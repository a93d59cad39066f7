package dev.vitrine.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** What the program was called with, as the kernel has it. */
final class Arguments {
    private static final Path COMMAND_LINE = Path.of("/proc/self/cmdline");
    private static final char REPLACEMENT = '\uFFFD';

    private Arguments() {}

    /** Whether all are UTF-8; java has put U+FFFD in the place of bytes that are not, which a real U+FFFD must be told from. */
    static boolean areUtf8(String[] args) {
        return Arrays.stream(args).noneMatch(arg -> arg.indexOf(REPLACEMENT) >= 0) || commandLineIsUtf8();
    }

    private static boolean commandLineIsUtf8() {
        try {
            UTF_8.newDecoder().decode(ByteBuffer.wrap(Files.readAllBytes(COMMAND_LINE)));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }
}
