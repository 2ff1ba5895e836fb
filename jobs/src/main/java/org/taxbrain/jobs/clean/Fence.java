package org.taxbrain.jobs.clean;

/** The newest accepted version of a key: later ones must be newer in (order, descriptor revision). A Flink POJO, so it can evolve. */
public class Fence {
    /** The source's order, compared element by element. */
    public long[] order;
    /** Revision of the descriptor that the version was read by. */
    public int revision;
    /** Digest of the accepted content; 0 for a deletion. */
    public long digestHigh;

    public long digestLow;

    static Fence of(long[] order, int revision, ContentDigest digest) {
        Fence fence = new Fence();
        fence.order = order;
        fence.revision = revision;
        fence.digestHigh = digest == null ? 0 : digest.high();
        fence.digestLow = digest == null ? 0 : digest.low();
        return fence;
    }

    boolean holds(ContentDigest digest) {
        return digestHigh == digest.high() && digestLow == digest.low();
    }
}
