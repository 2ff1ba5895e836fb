package org.taxbrain.connectors.cdc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.debezium.connector.postgresql.connection.Lsn;
import io.debezium.data.Envelope;
import java.util.List;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * What a change event of Debezium's says.
 *
 * @param table schema-qualified
 * @param before the old row; null: there is none, or the table doesn't log it
 * @param after the new row; null: deleted
 * @param isSnapshot whether the snapshot read it
 * @param isLastOfSnapshot whether it is the last row that the snapshot read
 * @param lastCommit log position of the commit before it; 0: none since the slot was made
 * @param lsn log position of the change itself
 * @param committedAt when the database wrote it, epoch milliseconds
 */
record ChangeEvent(
        String table,
        Envelope.Operation operation,
        Struct before,
        Struct after,
        boolean isSnapshot,
        boolean isLastOfSnapshot,
        long lastCommit,
        long lsn,
        long committedAt) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String HEARTBEAT = "Heartbeat";

    /** The event of a record; null if it is no change of a row or a table: a heartbeat, a tombstone, a message. */
    static ChangeEvent of(SourceRecord event) {
        Schema schema = event.valueSchema();
        if (schema == null || event.value() == null || schema.field(Envelope.FieldName.OPERATION) == null) {
            return null;
        }
        Struct value = (Struct) event.value();
        Envelope.Operation operation = Envelope.Operation.forCode(value.getString(Envelope.FieldName.OPERATION));
        if (operation == null || operation == Envelope.Operation.MESSAGE) {
            return null;
        }
        Struct source = value.getStruct(Envelope.FieldName.SOURCE);
        JsonNode sequence = sequence(source.getString("sequence"));
        return new ChangeEvent(
                source.getString("schema") + "." + source.getString("table"),
                operation,
                schema.field(Envelope.FieldName.BEFORE) == null ? null : value.getStruct(Envelope.FieldName.BEFORE),
                schema.field(Envelope.FieldName.AFTER) == null ? null : value.getStruct(Envelope.FieldName.AFTER),
                operation == Envelope.Operation.READ,
                "last".equals(source.getString("snapshot")),
                sequence.path(0).asLong(0),
                sequence.path(1).asLong(0),
                source.getInt64("ts_ms"));
    }

    /** Whether a record is a heartbeat: the engine streams, and has handed over all that came before. */
    static boolean isHeartbeat(SourceRecord event) {
        return event.valueSchema() != null
                && event.valueSchema().name() != null
                && event.valueSchema().name().endsWith(HEARTBEAT);
    }

    private static JsonNode sequence(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Debezium's sequence is not JSON", e);
        }
    }

    /** The order of this version of its row, docs/contracts.md. */
    List<Long> order(long incarnation) {
        return List.of(incarnation, isSnapshot ? 0L : 1L, lastCommit, lsn);
    }

    /** The change's log position as PostgreSQL writes it. */
    String position() {
        return Lsn.valueOf(lsn).asString();
    }
}
