package org.taxbrain.e2e.kibana;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.taxbrain.connectors.elasticsearch.Answer;
import org.taxbrain.connectors.elasticsearch.ElasticsearchConnection;
import org.taxbrain.kibana.Language;
import org.taxbrain.kibana.check.FieldCapabilities;
import org.taxbrain.kibana.check.FieldCheck;
import org.taxbrain.kibana.check.ObjectFile;
import org.taxbrain.kibana.check.PanelFigures;
import org.taxbrain.kibana.check.PanelQuery;

/** Asks an index what Kibana would ask it for the dashboards. */
public final class ShownPanels {
    private final ElasticsearchConnection elasticsearch;

    public ShownPanels(ElasticsearchConnection elasticsearch) {
        this.elasticsearch = elasticsearch;
    }

    /** The file of saved objects that is checked in. */
    public static ObjectFile file(Language language) throws IOException {
        return ObjectFile.parse(Files.readString(Path.of("..", "kibana", "saved-objects", language.file())));
    }

    /** What the indices of the file's data views can do with their fields. */
    Map<String, FieldCapabilities> capabilities(ObjectFile file) throws IOException {
        Map<String, FieldCapabilities> capabilities = new TreeMap<>();
        for (String index : FieldCheck.indices(file)) {
            capabilities.put(index, FieldCapabilities.of(ask("GET", "/" + index + "/_field_caps?fields=*", null)));
        }
        return capabilities;
    }

    /** What every panel shows. */
    public Map<PanelQuery, PanelFigures> figures(ObjectFile file) throws IOException {
        Map<PanelQuery, PanelFigures> figures = new LinkedHashMap<>();
        for (PanelQuery query : PanelQuery.all(file)) {
            ask("POST", "/" + query.index() + "/_refresh", null);
            JsonNode answer =
                    ask("POST", "/" + query.index() + "/_search", query.body().toString());
            figures.put(query, query.read(answer));
        }
        return figures;
    }

    JsonNode ask(String method, String path, String body) throws IOException {
        Answer answer = elasticsearch.send(method, path, body);
        if (answer.status() != 200) {
            throw new IOException(
                    method + " " + path + " " + body + ": status " + answer.status() + ": " + answer.body());
        }
        return answer.body();
    }
}
