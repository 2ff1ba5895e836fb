package org.taxbrain.connectors.http;

import java.time.Instant;
import org.taxbrain.schemas.record.LandedRecord;

/**
 * One item of a page.
 *
 * @param updatedAt when it changed; null if it does not say
 * @param identity what tells this version from every other
 * @param row as it lands
 */
record Item(Instant updatedAt, String identity, LandedRecord row) {}
