package dev.vitrine.castore.outboard;

import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.CastoreException.Corrupt;
import dev.vitrine.castore.model.Digest;

/** Whether a stored outboard is the one of its blob. The digest vouches for every node, so no byte of the blob is read. */
public final class OutboardCheck {
    private OutboardCheck() {}

    /**
     * Reads all of an outboard that is there; a missing one is made when the blob is read.
     *
     * @throws Corrupt if a node is wrong, or the outboard has another length than it must
     */
    public static void check(Digest digest, long size, StoredOutboard outboard) throws CastoreException {
        TreeShape shape = TreeShape.of(size);
        if (shape.groups() == 1 || outboard.isMissing()) {
            return;
        }
        Descent descent = new Descent(outboard, digest, shape);
        for (long region = 0; region < shape.regions(); region++) {
            if (descent.values(region).isEmpty()) {
                throw new Corrupt("the outboard of blob " + digest
                        + " is damaged; the blob is right, and the outboard will be made anew when it is read");
            }
        }
    }
}
