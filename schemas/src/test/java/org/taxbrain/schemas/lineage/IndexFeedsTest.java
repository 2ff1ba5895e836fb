package org.taxbrain.schemas.lineage;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.taxbrain.schemas.catalogue.Catalogue;
import org.taxbrain.schemas.catalogue.DataItem;
import org.taxbrain.schemas.catalogue.Dataset;
import org.taxbrain.schemas.index.IndexDefinition;
import org.taxbrain.schemas.index.IndexDefinitions;

class IndexFeedsTest {
    /** What the machinery and declarations say of documents and rows, and no department. */
    private static final List<String> OWN = List.of(
            ".deleted",
            ".deletedAt",
            ".ruleRevision",
            ".source",
            ".count",
            ".unitCount",
            ".debtCount",
            ".kind",
            ".roles");

    /** Units and cases have none, and are not reminded. */
    private static final List<String> EMPTY = List.of(".name", ".names", ".reminders");

    private final Catalogue catalogue = Catalogue.load(List.of());

    @Test
    void shouldOnlyNameFieldsThatTheMappingHas() throws IOException {
        Dataset rights = catalogue.dataset("property-right");
        Dataset records =
                Dataset.parse("property-right", rights.descriptorText() + "\nrecords: true\n", rights.idlText());
        assertMapped(catalogue.datasets(), catalogue.datasets());
        assertMapped(List.of(records), List.of(records));
    }

    private static void assertMapped(Iterable<Dataset> datasets, Collection<Dataset> all) throws IOException {
        SortedSet<String> mapped = mapped(all);
        for (Dataset dataset : datasets) {
            IndexFeeds.of(dataset).forEach((path, fed) -> assertThat(mapped)
                    .as("%s of %s", path, dataset.id())
                    .containsAll(fed));
        }
    }

    @Test
    void shouldSayOfEveryItemWhatItFeeds() {
        for (Dataset dataset : catalogue.datasets()) {
            Map<String, SortedSet<String>> feeds = IndexFeeds.of(dataset);
            assertThat(feeds.keySet())
                    .containsExactlyInAnyOrderElementsOf(DataItem.of(dataset).stream()
                            .map(i -> i.field().path())
                            .toList());
            assertThat(feeds.values()).as(dataset.id()).noneMatch(SortedSet::isEmpty);
        }
        assertThat(IndexFeeds.of(catalogue.dataset("tax-arrears")).get("open"))
                .containsExactly(
                        "reminder.base",
                        "reminder.rule",
                        "taxpayer.reminders",
                        "taxpayer.sections.tax-arrears.items.data.open",
                        "taxpayer.summary.openArrears");
        assertThat(IndexFeeds.of(catalogue.dataset("property-right")).get("area"))
                .containsExactly(
                        "property-unit.sections.property-right.items.data.area",
                        "taxpayer.sections.property-right.items.data.area");
        assertThat(IndexFeeds.of(catalogue.dataset("property-right")).get("holders.share"))
                .contains("property-unit.summary.activeShares");
    }

    @Test
    void shouldLeaveNoFieldOfAFileOrAReminderUnexplained() throws IOException {
        SortedSet<String> fed = new TreeSet<>();
        catalogue.datasets().forEach(d -> IndexFeeds.of(d).values().forEach(fed::addAll));
        for (String field : mapped(catalogue.datasets())) {
            boolean ofFiles = List.of("taxpayer", "property-unit", "enforcement-case", "reminder")
                    .contains(field.substring(0, field.indexOf('.')));
            boolean explained = fed.contains(field)
                    || fed.stream().anyMatch(f -> f.startsWith(field + ".") || field.startsWith(f + "."))
                    || !field.startsWith("taxpayer.") && EMPTY.contains(field.substring(field.indexOf('.')))
                    || OWN.stream().anyMatch(field::endsWith);
            assertThat(!ofFiles || explained).as(field).isTrue();
        }
    }

    private static SortedSet<String> mapped(Collection<Dataset> datasets) throws IOException {
        Map<String, JsonNode> mappings = new TreeMap<>();
        for (IndexDefinition definition : IndexDefinitions.of(datasets)) {
            mappings.put(definition.alias(), new ObjectMapper().readTree(definition.mappings()));
        }
        SortedSet<String> paths = new TreeSet<>();
        mappings.forEach((alias, mapping) -> add(paths, alias, mapping));
        return paths;
    }

    private static void add(SortedSet<String> paths, String path, JsonNode mapping) {
        mapping.path("properties").properties().forEach(p -> {
            paths.add(path + "." + p.getKey());
            add(paths, path + "." + p.getKey(), p.getValue());
        });
    }
}
