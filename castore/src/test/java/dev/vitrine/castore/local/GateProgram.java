package dev.vitrine.castore.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;

/** A program that holds the gate of the store of its one argument, to publish, from its first line of input to the second. */
final class GateProgram {
    private GateProgram() {}

    public static void main(String[] arguments) throws IOException {
        StoreDirectory directory = new StoreDirectory(Path.of(arguments[0]));
        try (StoreLock lock = StoreLock.shared(directory);
                BufferedReader input = new BufferedReader(new InputStreamReader(System.in, UTF_8))) {
            input.readLine();
            try (FileGate.Hold _ = lock.gate(directory.failures()).toPublish()) {
                System.out.println("held");
                input.readLine();
            }
            System.out.println("released");
            input.readLine();
        }
    }
}
