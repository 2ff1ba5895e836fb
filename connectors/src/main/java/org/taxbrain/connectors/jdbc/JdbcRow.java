package org.taxbrain.connectors.jdbc;

import java.util.List;
import java.util.Map;

/**
 * A row of a table.
 *
 * @param order microseconds of the epoch, or the batch; null: the row doesn't say
 * @param values by position in the dataset's schema
 * @param extra columns that no field reads
 */
record JdbcRow(Long order, List<String> values, Map<String, String> extra) {}
