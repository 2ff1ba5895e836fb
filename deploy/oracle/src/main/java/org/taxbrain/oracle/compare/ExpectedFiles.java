package org.taxbrain.oracle.compare;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.Connection;
import org.taxbrain.oracle.OracleException;
import org.taxbrain.schemas.text.Sm3;

/** The files that should be in one index, sorted by subject. */
final class ExpectedFiles implements Documents {
    private final Rows rows;
    private final byte[] pepper;

    ExpectedFiles(Connection connection, String index, byte[] pepper) {
        this.rows = new Rows(
                connection, "SELECT subject, body::text FROM document WHERE index_name = ? ORDER BY subject", index);
        this.pepper = pepper;
    }

    @Override
    public Keyed next() {
        if (!rows.next()) {
            return null;
        }
        String subject = rows.text(1);
        return new Keyed(subject, subject, Sm3.keyedHash(pepper, subject), read(rows.text(2)), null);
    }

    static ObjectNode read(String json) {
        try {
            return (ObjectNode) Elasticsearch.JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new OracleException("the oracle's own document is no JSON", e);
        }
    }

    @Override
    public void close() {
        rows.close();
    }
}
