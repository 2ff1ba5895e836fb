package org.taxbrain.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/**
 * What both sides must agree on in a document: of each section the count and every row with its fields and its source, in
 * any order, and the sums. The job's documents hold more: names, identifiers, roles, the rules' revision, reminders.
 */
final class Content {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> SUMS = List.of("openArrears", "activeRights");

    private Content() {}

    /** Equal for equal contents. */
    static long digest(String document) {
        try {
            JsonNode root = JSON.readTree(document);
            long digest = 0;
            for (String sum : SUMS) {
                JsonNode value = root.path("summary").path(sum);
                digest += value.isMissingNode() ? 0 : hash(sum + '=' + value);
            }
            for (Map.Entry<String, JsonNode> section : root.path("sections").properties()) {
                digest += hash(section.getKey() + '=' + section.getValue().path("count"));
                for (JsonNode item : section.getValue().path("items")) {
                    ((ObjectNode) item).remove("roles");
                    digest += hash(section.getKey() + item);
                }
            }
            return digest;
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("a document is no JSON", e);
        }
    }

    /** FNV-1a over the text, then the finishing steps of MurmurHash 3, as digests are added up. */
    private static long hash(String text) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
        }
        hash = (hash ^ hash >>> 33) * 0xff51afd7ed558ccdL;
        hash = (hash ^ hash >>> 33) * 0xc4ceb9fe1a85ec53L;
        return hash ^ hash >>> 33;
    }
}
