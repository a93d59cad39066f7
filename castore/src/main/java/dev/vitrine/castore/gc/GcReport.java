package dev.vitrine.castore.gc;

/**
 * What a collection has done, or would do if it was a dry run.
 *
 * @param roots whose closures were marked, as they were in the end
 * @param directories that a root reaches
 * @param blobs that a root reaches
 * @param condemned what no root reaches, and this collection is the first to see that
 * @param pardoned what an earlier collection had condemned and a root reaches now
 * @param waiting what is condemned and still there: its grace goes on, or a pin protects it
 * @param swept what was removed
 * @param orphans files that the index does not know and that were removed
 * @param strangers how many files lie among the blobs that are none; they stay
 * @param pins how many processes import, or do something else that needs what no root reaches
 */
public record GcReport(
        long roots,
        long directories,
        long blobs,
        Amount condemned,
        Amount pardoned,
        Amount waiting,
        Amount swept,
        Files orphans,
        long strangers,
        long pins) {
    /** Files of a store, and their bytes. */
    public record Files(long count, long bytes) {
        public static final Files NONE = new Files(0, 0);

        public Files plus(Files more) {
            return new Files(count + more.count, bytes + more.bytes);
        }
    }
}
