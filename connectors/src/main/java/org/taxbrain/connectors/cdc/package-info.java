/**
 * Change capture from the departments' front-end databases (PostgreSQL). {@link org.taxbrain.connectors.cdc.CdcSystem}
 * watches over one database: it groups the declared tables into captures, each with a replication slot and a Debezium
 * engine of its own, and starts an engine anew for ever when it dies. Rows count as taken only when Kafka has them.
 */
package org.taxbrain.connectors.cdc;
