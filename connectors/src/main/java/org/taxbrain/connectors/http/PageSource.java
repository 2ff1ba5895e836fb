package org.taxbrain.connectors.http;

import java.time.Instant;

/** Where pages come from: what changed since an instant (inclusive), ordered by (updatedAt, sequence). */
interface PageSource {
    /**
     * Reads one page.
     *
     * @param page from 1
     * @throws InterfaceException if it can't be had now
     */
    Page read(Instant since, int page);
}
