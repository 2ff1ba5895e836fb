package org.taxbrain.schemas.record;

import org.taxbrain.schemas.text.Sm3;

/** Ids of quarantine entries, which tell nothing of the rows. */
public final class QuarantineId {
    private QuarantineId() {}

    /**
     * The id of the entry of what stands at a position. The batch is part of it, as a line is that of one content of its file: the
     * next content may hold another row there.
     */
    public static String of(byte[] pepper, String dataset, String batch, String position) {
        return Sm3.keyedHash(pepper, dataset + '|' + batch + '|' + position);
    }
}
