package org.taxbrain.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.util.Map;

/** What both sides must agree on: all of a document or reminder, but the order of a section's rows. */
final class Content {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Content() {}

    /** Equal for equal contents. */
    static long digest(String document) {
        try {
            long digest = 0;
            for (Map.Entry<String, JsonNode> field : JSON.readTree(document).properties()) {
                if (!field.getKey().equals("sections")) {
                    digest += hash(field.getKey() + '=' + field.getValue());
                    continue;
                }
                for (Map.Entry<String, JsonNode> section : field.getValue().properties()) {
                    digest += hash(section.getKey() + '=' + section.getValue().path("count"));
                    for (JsonNode item : section.getValue().path("items")) {
                        digest += hash(section.getKey() + item);
                    }
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
