package org.taxbrain.kibana.view;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.taxbrain.schemas.catalogue.Catalogue;
import org.taxbrain.schemas.catalogue.Dataset;
import org.taxbrain.schemas.catalogue.Departments;
import org.taxbrain.schemas.index.IndexDefinition;
import org.taxbrain.schemas.index.IndexDefinitions;
import org.taxbrain.schemas.index.IndexNames;

class ViewsTest {
    /** What a file holds beside what is hidden: kinds, sums and counts, that tell of nobody. */
    private static final Set<String> OPEN =
            Set.of("kind", "ruleRevision", "reminders", "summary.division", "deletedAt");

    private final List<Dataset> datasets = List.copyOf(Catalogue.load(List.of()).datasets());
    private final Departments departments = Departments.load(List.of());

    @Test
    void shouldHideEveryTextAndDateOfAFileThatIsNotKnownToTellOfNobody() throws Exception {
        Views views = new Views(datasets, departments);
        for (IndexDefinition index : IndexDefinitions.of(datasets)) {
            if (IndexNames.FILES.contains(index.alias())) {
                DataView view = views.all().stream()
                        .filter(v -> v.index().equals(index.alias()))
                        .findFirst()
                        .orElseThrow();
                assertThat(view.restricted()).isTrue();
                assertThat(textsAndDates(new ObjectMapper().readTree(index.mappings()), ""))
                        .as(index.alias())
                        .isNotEmpty()
                        .allMatch(field -> OPEN.contains(field) || isHidden(view, field));
            }
        }
    }

    private static boolean isHidden(DataView view, String field) {
        return view.hidden().stream()
                .anyMatch(pattern -> field.matches(pattern.replace(".", "\\.").replace("*", ".*")));
    }

    private static List<String> textsAndDates(JsonNode mapping, String prefix) {
        List<String> found = new ArrayList<>();
        mapping.path("properties").properties().forEach(field -> {
            String path = prefix + field.getKey();
            String type = field.getValue().path("type").asText();
            if (type.equals("keyword") || type.equals("date")) {
                found.add(path);
            }
            found.addAll(textsAndDates(field.getValue(), path + "."));
        });
        return found;
    }

    @Test
    void shouldMarkTheRowsOfADatasetAsRestricted() {
        Dataset arrears = datasets.stream()
                .filter(d -> d.id().equals("tax-arrears"))
                .findFirst()
                .orElseThrow();
        Dataset penalties = Dataset.parse(
                "tax-penalty",
                arrears.descriptorText().replace("dataset: tax-arrears", "dataset: tax-penalty") + "\nrecords: true\n",
                arrears.idlText());
        assertThat(new Views(List.of(penalties), departments).all())
                .filteredOn(view -> view.index().equals("record-tax-penalty"))
                .singleElement()
                .matches(DataView::restricted)
                .matches(view -> view.hidden().contains("data.*"));
    }

    @Test
    void shouldCallADepartmentAndADatasetAsTheCatalogueDoes() {
        assertThat(Words.departments(datasets, departments)).containsKeys("court", "tax-core", "tax-brain");
        assertThat(Words.datasets(datasets)).hasSize(datasets.size());
        assertThat(Words.datasets(datasets).get("tax-arrears").chinese()).isEqualTo("欠税");
        assertThat(Words.datasets(datasets).get("tax-arrears").english()).isEqualTo("Tax arrears");
    }
}
