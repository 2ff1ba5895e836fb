package org.taxbrain.connectors.elasticsearch;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One bulk request, and how its answer is read. */
final class BulkRequest {
    /** {@code require_alias}: a write through a missing alias must fail, not make an index without a mapping. */
    private static final Map<String, String> PARAMETERS =
            Map.of("require_alias", "true", "filter_path", "items.*.status,items.*.error,error");

    private static final Pattern FIELD =
            Pattern.compile("(?:failed to parse (?:field )?|introduction of )\\[([^\\]]+)\\]");
    private static final Pattern WITHIN = Pattern.compile("introduction of \\[[^\\]]+\\] within \\[([^\\]]+)\\]");

    private BulkRequest() {}

    static Answer send(ElasticsearchConnection elasticsearch, List<IndexWrite> writes) throws IOException {
        return elasticsearch.send("POST", "/_bulk", PARAMETERS, ElasticsearchConnection.NDJSON, body(writes));
    }

    private static byte[] body(List<IndexWrite> writes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(
                writes.stream().mapToInt(IndexWrite::size).sum());
        JsonStringEncoder encoder = JsonStringEncoder.getInstance();
        for (IndexWrite write : writes) {
            String action = "{\"index\":{\"_index\":\"" + write.alias() + "\",\"_id\":\""
                    + new String(encoder.quoteAsString(write.id())) + "\",\"version\":" + write.version()
                    + ",\"version_type\":\"external\"}}\n";
            out.writeBytes(action.getBytes(StandardCharsets.UTF_8));
            out.writeBytes(write.body());
            out.write('\n');
        }
        return out.toByteArray();
    }

    /** The answers to the single documents, in their order; null if it is not the answer to so many documents. */
    static JsonNode items(Answer answer, int count) {
        JsonNode items = answer.body().path("items");
        return items.size() == count ? items : null;
    }

    static Verdict verdict(JsonNode item) {
        JsonNode result = item.path("index");
        return Verdict.ofItem(
                result.path("status").asInt(),
                result.at("/error/type").asText(),
                result.at("/error/reason").asText());
    }

    /** The type of an item's error, for messages. */
    static String errorType(JsonNode item) {
        return "status " + item.at("/index/status").asInt() + " "
                + item.at("/index/error/type").asText();
    }

    /** Why one document was refused. The reason itself stays out: it quotes the value. */
    static Rejection rejection(IndexWrite write, JsonNode item) {
        String field = field(item.at("/index/error"));
        return new Rejection(
                write,
                field,
                "the index " + write.alias() + " refused the document ("
                        + item.at("/index/error/type").asText() + (field == null ? "" : " at field " + field)
                        + "): compare the dataset's schema with the mapping of the index, correct the schema or the row, and send the row again");
    }

    private static String field(JsonNode error) {
        String reason = error.path("reason").asText();
        Matcher field = FIELD.matcher(reason);
        if (!field.find()) {
            return null;
        }
        Matcher within = WITHIN.matcher(reason);
        return within.find() && !within.group(1).equals("_doc")
                ? within.group(1) + "." + field.group(1)
                : field.group(1);
    }
}
