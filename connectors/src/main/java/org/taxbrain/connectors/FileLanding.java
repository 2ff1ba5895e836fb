package org.taxbrain.connectors;

import org.taxbrain.schemas.record.Delivery;

/** Where files land: their rows, and what was handed over as a whole, which the rows are reckoned against. */
public interface FileLanding extends Landing {
    /** Tells of a file; kept with the rows' next {@link #flush()}. */
    void delivered(Delivery delivery);
}
