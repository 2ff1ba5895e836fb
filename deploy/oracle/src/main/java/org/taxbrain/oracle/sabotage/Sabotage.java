package org.taxbrain.oracle.sabotage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.taxbrain.oracle.OracleException;
import org.taxbrain.oracle.compare.Elasticsearch;

/** Ways to spoil the index of a finished run as a faulty pipeline would: each must make the comparison fail, or the comparison is worthless. */
public enum Sabotage {
    /** A row that landed never reached its file. */
    DROP_LANDED_ROW {
        @Override
        void spoil(Index index, Damage damage) {
            for (String dataset : List.of("medical-settlement", "property-right", "tax-arrears", "resident")) {
                for (JsonNode hit : index.filesWith(dataset)) {
                    ObjectNode file = damage.open(hit);
                    ObjectNode section = (ObjectNode) file.at("/sections/" + dataset);
                    ((ArrayNode) section.get("items")).remove(0);
                    section.put("count", section.get("count").asLong() - 1);
                    if (section.get("items").isEmpty()) {
                        ((ObjectNode) file.get("sections")).remove(dataset);
                    }
                    damage.write(hit, file);
                    return;
                }
            }
            throw new OracleException("no taxpayer's file has a row that could be dropped");
        }
    },

    /** Two owners' homes stand in each other's files. */
    SWAP_OWNER {
        @Override
        void spoil(Index index, Damage damage) {
            JsonNode first = null;
            for (JsonNode hit : index.filesWith("property-right")) {
                if (first == null) {
                    first = hit;
                } else if (!rights(hit).equals(rights(first))) {
                    ObjectNode one = damage.open(first);
                    ObjectNode other = damage.open(hit);
                    JsonNode homes = ((ObjectNode) one.get("sections"))
                            .replace("property-right", other.at("/sections/property-right"));
                    ((ObjectNode) other.get("sections")).set("property-right", homes);
                    damage.write(first, one);
                    damage.write(hit, other);
                    return;
                }
            }
            throw new OracleException("there are no two files with different homes that could be swapped");
        }

        private List<String> rights(JsonNode hit) {
            return hit.at("/_source/sections/property-right/items").findValuesAsText("key");
        }
    },

    /** A file as it was before its newest change: yesterday's figure of arrears. */
    STALE_VERSION {
        @Override
        void spoil(Index index, Damage damage) {
            for (JsonNode hit : index.filesWith("tax-arrears")) {
                ObjectNode file = damage.open(hit);
                ObjectNode data = (ObjectNode) file.at("/sections/tax-arrears/items/0/data");
                data.put(
                        "asOf",
                        LocalDate.parse(data.get("asOf").asText()).minusDays(1).toString());
                data.set("open", data.get("assessed"));
                damage.write(hit, file);
                return;
            }
            throw new OracleException("no taxpayer's file has arrears that could be stale");
        }
    };

    abstract void spoil(Index index, Damage damage);

    /**
     * Spoils the index.
     *
     * @param authorization value of the header Authorization, or null
     * @return what to close to have the index as it was
     */
    public Damage apply(URI elasticsearch, String authorization) {
        Index index = new Index(new Elasticsearch(elasticsearch, authorization));
        Damage damage = new Damage(index);
        spoil(index, damage);
        return damage;
    }

    /** What was done to the index; closing it puts every document back. */
    public static final class Damage implements AutoCloseable {
        private final Index index;
        private final List<JsonNode> originals = new ArrayList<>();

        private Damage(Index index) {
            this.index = index;
        }

        ObjectNode open(JsonNode hit) {
            return hit.get("_source").deepCopy();
        }

        void write(JsonNode hit, JsonNode document) {
            originals.add(hit);
            index.write(hit, document);
        }

        /** How many documents were spoilt. */
        public int documents() {
            return originals.size();
        }

        @Override
        public void close() {
            originals.forEach(hit -> index.write(hit, hit.get("_source")));
        }
    }

    /** The index behind the alias of taxpayers' files. */
    static final class Index {
        private static final int LOOKED_AT = 50;

        private final Elasticsearch elasticsearch;

        private Index(Elasticsearch elasticsearch) {
            this.elasticsearch = elasticsearch;
            elasticsearch.send("POST", "/taxpayer/_refresh", null);
        }

        JsonNode filesWith(String dataset) {
            ObjectNode query = Elasticsearch.JSON.createObjectNode();
            query.put("size", LOOKED_AT).put("version", true);
            query.putArray("sort").addObject().put("subject", "asc");
            query.putObject("query").putObject("exists").put("field", "sections." + dataset + ".count");
            return elasticsearch
                    .send("POST", "/taxpayer/_search", query)
                    .path("hits")
                    .path("hits");
        }

        /** Under the version that the document has: the pipeline's next write of it wins. */
        void write(JsonNode hit, JsonNode document) {
            elasticsearch.send(
                    "PUT",
                    "/" + hit.get("_index").asText() + "/_doc/" + hit.get("_id").asText()
                            + "?refresh=true&version_type=external_gte&version="
                            + hit.get("_version").asLong(),
                    document);
        }
    }
}
