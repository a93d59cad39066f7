package dev.vitrine.gateway.file;

/**
 * A file that can be answered with at once.
 *
 * @param at what the path of the request led to
 * @param blob its contents, retained until this is closed
 */
public record HotFile(FileAt at, HotBlob blob) implements AutoCloseable {
    @Override
    public void close() {
        blob.close();
    }
}
