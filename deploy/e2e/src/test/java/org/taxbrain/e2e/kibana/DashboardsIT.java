package org.taxbrain.e2e.kibana;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.taxbrain.connectors.config.Configuration;
import org.taxbrain.connectors.config.ElasticsearchConfig;
import org.taxbrain.connectors.elasticsearch.BulkOptions;
import org.taxbrain.connectors.elasticsearch.BulkWriter;
import org.taxbrain.connectors.elasticsearch.ElasticsearchConnection;
import org.taxbrain.connectors.elasticsearch.IndexAdmin;
import org.taxbrain.connectors.elasticsearch.IndexWrite;
import org.taxbrain.connectors.elasticsearch.Rejection;
import org.taxbrain.e2e.server.ServerProcess;
import org.taxbrain.kibana.Language;
import org.taxbrain.kibana.check.FieldCheck;
import org.taxbrain.kibana.check.ObjectFile;
import org.taxbrain.kibana.check.PanelFigures;
import org.taxbrain.kibana.check.PanelQuery;
import org.taxbrain.kibana.lens.Condition;
import org.taxbrain.schemas.catalogue.Catalogue;

/** The dashboards against indices as the product makes them, with documents in each. */
@Timeout(300)
class DashboardsIT {
    @TempDir
    private static Path folder;

    private static ServerProcess server;
    private static ElasticsearchConnection elasticsearch;
    private static ShownPanels panels;

    @BeforeAll
    static void fill() throws Exception {
        server = ServerProcess.elasticsearch(folder.resolve("elasticsearch"));
        ElasticsearchConfig config = Configuration.of("--taxbrain.elasticsearch.url=http://" + server.address())
                .get(ElasticsearchConfig.class);
        elasticsearch = ElasticsearchConnection.open(config);
        IndexAdmin.ensure(config, Catalogue.load(List.of()).datasets());
        List<Rejection> rejections = new ArrayList<>();
        try (BulkWriter writer = new BulkWriter(
                elasticsearch, new BulkOptions(1 << 20, 500, Duration.ofMillis(20), 1 << 22, 1), rejections::add)) {
            for (SampleDocuments.Sample sample : SampleDocuments.all()) {
                writer.write(new IndexWrite(
                        sample.alias(),
                        sample.id(),
                        1,
                        sample.body().toString().getBytes(StandardCharsets.UTF_8),
                        "test/0/0"));
            }
            writer.flush();
        }
        assertThat(rejections).isEmpty();
        panels = new ShownPanels(elasticsearch);
    }

    @AfterAll
    static void stop() throws Exception {
        elasticsearch.close();
        server.close();
    }

    @ParameterizedTest
    @EnumSource
    void shouldSpeakOnlyOfFieldsThatSuitTheirUse(Language language) throws Exception {
        ObjectFile file = ShownPanels.file(language);
        assertThat(FieldCheck.problems(file, panels.capabilities(file))).isEmpty();
    }

    @Test
    void shouldShowWhatTheIndicesHoldInEveryPanel() throws Exception {
        Map<PanelQuery, PanelFigures> figures = panels.figures(ShownPanels.file(Language.ZH_CN));
        assertThat(figures).hasSizeGreaterThan(40);
        for (Map.Entry<PanelQuery, PanelFigures> shown : figures.entrySet()) {
            PanelQuery panel = shown.getKey();
            PanelFigures told = shown.getValue();
            assertThat(told.isEmpty()).as("%s is empty", panel).isFalse();
            List<JsonNode> documents = documents(panel, told);
            assertThat(told.counted()).as("documents of %s", panel).isEqualTo(documents.size());
            for (PanelFigures.Number number : told.numbers()) {
                assertThat(number.total())
                        .as("%s of %s", number, panel)
                        .isCloseTo(expected(number, documents), within(0.01));
            }
        }
    }

    /** The documents that a panel is about, found without an aggregation. */
    private static List<JsonNode> documents(PanelQuery panel, PanelFigures told) throws IOException {
        List<JsonNode> documents = new ArrayList<>();
        for (JsonNode hit : panels.ask("POST", "/" + panel.index() + "/_search", "{\"size\":1000}")
                .at("/hits/hits")) {
            JsonNode document = hit.path("_source");
            // the period of every dashboard is longer than that of the documents
            boolean isIn = panel.timeField().stream().allMatch(field -> has(document, field))
                    && panel.condition().stream().allMatch(condition -> meets(document, condition))
                    && told.grouped().stream().allMatch(field -> has(document, field));
            if (isIn) {
                documents.add(document);
            }
        }
        return documents;
    }

    private static double expected(PanelFigures.Number number, List<JsonNode> documents) {
        List<JsonNode> counted = documents.stream()
                .filter(d -> number.conditions().stream().allMatch(c -> meets(d, c)))
                .toList();
        List<JsonNode> values = counted.stream()
                .map(document -> value(document, number.field()))
                .filter(value -> !value.isMissingNode())
                .toList();
        return switch (number.operation()) {
            case "count" -> counted.size();
            case "sum" -> values.stream().mapToDouble(JsonNode::asDouble).sum();
            case "average" ->
                values.stream().mapToDouble(JsonNode::asDouble).average().orElse(0);
            case "unique_count" -> values.stream().distinct().count();
            case "max" -> values.stream().mapToLong(DashboardsIT::millis).max().orElse(0);
            default -> throw new IllegalArgumentException(number.operation());
        };
    }

    private static long millis(JsonNode date) {
        String text = date.asText();
        return (text.contains("T")
                        ? Instant.parse(text)
                        : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant())
                .toEpochMilli();
    }

    private static JsonNode value(JsonNode document, String field) {
        return document.at("/" + field.replace('.', '/'));
    }

    private static boolean has(JsonNode document, String field) {
        return !value(document, field).isMissingNode();
    }

    private static boolean meets(JsonNode document, Condition condition) {
        return value(document, condition.field()).asText().equals(condition.value());
    }

    @Test
    void shouldFindAFieldThatIsNotThere() throws Exception {
        assertThat(problems("taxbrain-reminders-offices", "office", "bureau"))
                .singleElement()
                .asString()
                .contains("taxbrain-reminders-offices", "reminder has no field bureau");
    }

    @Test
    void shouldFindAFieldThatDoesNotSuitItsUse() throws Exception {
        assertThat(problems("taxbrain-court-held", "summary.interestHeld", "kind"))
                .singleElement()
                .asString()
                .contains("does not suit ADDED_UP");
        assertThat(problems("taxbrain-city-units-by-division", "summary.division", "summary.secured"))
                .singleElement()
                .asString()
                .contains("does not suit GROUP_TEXT");
        // its values are only found, not sorted or counted by
        assertThat(problems("taxbrain-city-kinds", "kind", "sections.taxpayer.items.key"))
                .singleElement()
                .asString()
                .contains("does not suit GROUP_TEXT");
        // a number, but one of many in a file
        assertThat(problems("taxbrain-city-arrears", "summary.openArrears", "sections.tax-arrears.items.data.open"))
                .singleElement()
                .asString()
                .contains("does not suit ADDED_UP");
    }

    @Test
    void shouldFindAFilterThatAPanelBesideItKnowsNothingOf() throws Exception {
        ObjectFile file = ShownPanels.file(Language.ZH_CN);
        ObjectNode board = object(file, "taxbrain-board-data-quality");
        ObjectNode group = (ObjectNode) board.at("/attributes/controlGroupInput");
        group.put(
                "panelsJSON",
                group.path("panelsJSON").asText().replace("\"fieldName\":\"dataset\"", "\"fieldName\":\"rule\""));
        assertThat(FieldCheck.problems(file, panels.capabilities(file)))
                .isNotEmpty()
                .allMatch(p -> p.contains("feed-health has no field rule"));
    }

    @Test
    void shouldFindAPanelThatShowsNothing() throws Exception {
        ObjectFile file = ShownPanels.file(Language.ZH_CN);
        ((ObjectNode) object(file, "taxbrain-court-offices").at("/attributes/state/query"))
                .put("query", "rule: \"no-such-rule\"");
        assertThat(panels.figures(file).entrySet())
                .filteredOn(shown -> shown.getValue().isEmpty())
                .singleElement()
                .extracting(shown -> shown.getKey().toString())
                .isEqualTo("lens taxbrain-court-offices");
    }

    @Test
    void shouldFindAMapThatCountsByNoField() throws Exception {
        ObjectFile file = ShownPanels.file(Language.ZH_CN);
        ObjectNode attributes = (ObjectNode) object(file, "taxbrain-city-map").path("attributes");
        attributes.put(
                "layerListJSON", attributes.path("layerListJSON").asText().replace("summary.division", "division"));
        assertThat(FieldCheck.problems(file, panels.capabilities(file)))
                .singleElement()
                .asString()
                .contains("map taxbrain-city-map", "has no field division");
    }

    @Test
    void shouldFindAMapThatCountsByAFieldThatIsNoPoint() throws Exception {
        ObjectFile file = ShownPanels.file(Language.ZH_CN);
        ObjectNode attributes =
                (ObjectNode) object(file, "taxbrain-city-addresses-map").path("attributes");
        attributes.put(
                "layerListJSON", attributes.path("layerListJSON").asText().replace("data.point", "data.street"));
        assertThat(FieldCheck.problems(file, panels.capabilities(file)))
                .singleElement()
                .asString()
                .contains("map taxbrain-city-addresses-map", "does not suit GRID");
    }

    /** The problems of the file with a panel's field replaced. */
    private static List<String> problems(String lens, String field, String by) throws IOException {
        ObjectFile file = ShownPanels.file(Language.ZH_CN);
        Map<String, Integer> replaced = new HashMap<>();
        Consumer<JsonNode> replace = column -> {
            if (column.path("sourceField").asText().equals(field)) {
                ((ObjectNode) column).put("sourceField", by);
                replaced.merge(field, 1, Integer::sum);
            }
        };
        object(file, lens)
                .at("/attributes/state/datasourceStates/formBased/layers/layer/columns")
                .forEach(replace);
        assertThat(replaced).containsEntry(field, 1);
        return FieldCheck.problems(file, panels.capabilities(file)).stream()
                // a click leads on with the same field, which is another problem of the same fault
                .filter(problem -> problem.startsWith("lens "))
                .toList();
    }

    private static ObjectNode object(ObjectFile file, String id) {
        return file.objects().stream()
                .filter(o -> o.path("id").asText().equals(id))
                .findFirst()
                .orElseThrow();
    }
}
