package org.taxbrain.kibana.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.taxbrain.kibana.Language;
import org.taxbrain.kibana.SavedObjects;
import org.taxbrain.kibana.object.ObjectType;
import org.taxbrain.kibana.view.Tag;
import org.taxbrain.kibana.view.Views;

/** Each fault that the check is there for, put into files that have none. */
class FileCheckTest {
    private static final String GOOD = SavedObjects.ndjson(Views.ofProduct(), Language.ZH_CN);

    /** The problems of the file with one object of a type changed. */
    private static List<String> problems(ObjectType type, String id, Consumer<ObjectNode> change) {
        ObjectFile file = ObjectFile.parse(GOOD);
        ObjectNode object = file.find(type.id(), id).orElseThrow();
        change.accept(object);
        return FileCheck.problems(file);
    }

    private static ObjectNode attributes(ObjectNode object) {
        return (ObjectNode) object.path("attributes");
    }

    private static Consumer<ObjectNode> rewrite(String attribute, String from, String to) {
        return object -> {
            String text = attributes(object).path(attribute).asText();
            assertThat(text).contains(from);
            attributes(object).put(attribute, text.replace(from, to));
        };
    }

    @Test
    void shouldFindNothingInAGoodFile() {
        assertThat(FileCheck.problems(ObjectFile.parse(GOOD))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"coreMigrationVersion", "typeMigrationVersion"})
    void shouldMissAVersion(String field) {
        for (ObjectType type : ObjectType.values()) {
            ObjectFile file = ObjectFile.parse(GOOD);
            file.of(type).get(0).remove(field);
            assertThat(FileCheck.problems(file)).singleElement().asString().contains(field, "says nothing");
        }
    }

    @Test
    void shouldRefuseAVersionOfAnotherTime() {
        assertThat(problems(ObjectType.LENS, "taxbrain-city-units", o -> o.put("typeMigrationVersion", "7.9.0")))
                .singleElement()
                .asString()
                .contains("says 7.9.0 instead of 8.9.0");
    }

    @Test
    void shouldRefuseAnUnknownKeyOfADashboard() {
        assertThat(problems(ObjectType.DASHBOARD, "taxbrain-board-city", o -> attributes(o)
                        .put("layout", "grid")))
                .singleElement()
                .asString()
                .contains("taxbrain-board-city", "layout");
    }

    @Test
    void shouldRefuseAnUnknownKeyInWhatIsKeptAsText() {
        assertThat(problems(
                        ObjectType.DASHBOARD,
                        "taxbrain-board-city",
                        rewrite("panelsJSON", "\"panelRefName\"", "\"panelReference\"")))
                .isNotEmpty()
                .allMatch(p -> p.contains("panelsJSON"));
    }

    @Test
    void shouldRefuseTextThatIsNoJson() {
        assertThat(problems(ObjectType.DATA_VIEW, "taxbrain-reminder", rewrite("fieldAttrs", "{\"rule\"", "\"rule\"")))
                .singleElement()
                .asString()
                .contains("taxbrain-reminder", "not JSON");
    }

    @ParameterizedTest
    @EnumSource
    void shouldRequireWhatItsSchemaNames(ObjectType type) {
        ObjectFile file = ObjectFile.parse(GOOD);
        String first = type == ObjectType.TAG ? "name" : "title";
        attributes(file.of(type).get(0)).remove(first);
        assertThat(FileCheck.problems(file)).singleElement().asString().contains(first);
    }

    @Test
    void shouldFindAReferenceThatLeadsNowhere() {
        assertThat(problems(ObjectType.LENS, "taxbrain-city-units", o -> ((ObjectNode) o.at("/references/0"))
                        .put("id", "taxbrain-nothing")))
                .anyMatch(p -> p.contains("refers to index-pattern taxbrain-nothing"));
    }

    @Test
    void shouldFindAPanelWithoutItsReference() {
        assertThat(problems(
                        ObjectType.DASHBOARD,
                        "taxbrain-board-city",
                        rewrite("panelsJSON", "\"panel_city-units\"", "\"panel_city-unit\"")))
                .singleElement()
                .asString()
                .contains("city-units:panel_city-unit");
    }

    @Test
    void shouldFindAMapWithoutTheReferenceOfItsCounts() {
        assertThat(problems(
                        ObjectType.MAP,
                        "taxbrain-city-map",
                        rewrite("layerListJSON", "layer_0_join_0_index_pattern", "layer_0_join_1_index_pattern")))
                .singleElement()
                .asString()
                .contains("taxbrain-city-map", "layer_0_join_1_index_pattern");
    }

    @Test
    void shouldFindAGridWithoutTheReferenceOfItsPoints() {
        assertThat(problems(
                        ObjectType.MAP,
                        "taxbrain-city-addresses-map",
                        rewrite("layerListJSON", "layer_0_source_index_pattern", "layer_1_source_index_pattern")))
                .singleElement()
                .asString()
                .contains("taxbrain-city-addresses-map", "layer_1_source_index_pattern");
    }

    @Test
    void shouldRefuseAMapOfSinglePoints() {
        assertThat(problems(
                        ObjectType.MAP,
                        "taxbrain-city-addresses-map",
                        rewrite("layerListJSON", "\"requestType\":\"grid\"", "\"requestType\":\"point\"")))
                .singleElement()
                .asString()
                .contains("taxbrain-city-addresses-map", "requestType");
    }

    @Test
    void shouldFindCellsThatAreSmallEnoughToBeAnAddress() {
        assertThat(problems(
                        ObjectType.MAP,
                        "taxbrain-city-addresses-map",
                        rewrite("layerListJSON", "\"maxZoom\":13", "\"maxZoom\":14")))
                .singleElement()
                .asString()
                .contains("taxbrain-city-addresses-map", "level 16", "finer than 15");
    }

    @Test
    void shouldRefuseAPlaceThatIsNowhere() {
        assertThat(problems(
                        ObjectType.MAP,
                        "taxbrain-city-map",
                        rewrite("layerListJSON", "[120.2,30.25]", "[30.25,120.2]")))
                .singleElement()
                .asString()
                .contains("taxbrain-city-map", "coordinates");
    }

    @Test
    void shouldFindAFilterAndAClickWithoutTheirReferences() {
        for (String name : List.of("optionsListDataView", "dashboardId")) {
            ObjectFile file = ObjectFile.parse(GOOD);
            for (ObjectNode dashboard : file.of(ObjectType.DASHBOARD)) {
                ArrayNode references = (ArrayNode) dashboard.path("references");
                for (int i = references.size() - 1; i >= 0; i--) {
                    if (references.path(i).path("name").asText().endsWith(name)) {
                        references.remove(i);
                    }
                }
            }
            assertThat(FileCheck.problems(file)).isNotEmpty().allMatch(p -> p.contains(name));
        }
    }

    @Test
    void shouldFindAnObjectThatIsThereTwice() {
        String first = GOOD.lines().findFirst().orElseThrow();
        assertThat(FileCheck.problems(ObjectFile.parse(GOOD + first + "\n")))
                .singleElement()
                .asString()
                .contains("twice");
    }

    @Test
    void shouldFindPanelsThatLieOverEachOther() {
        assertThat(problems(
                        ObjectType.DASHBOARD,
                        "taxbrain-board-city",
                        rewrite("panelsJSON", "\"x\":12,\"y\":0", "\"x\":6,\"y\":0")))
                .singleElement()
                .asString()
                .contains("lies over another");
    }

    @Test
    void shouldFindAPanelThatShowsWhatItsDataViewHides() {
        assertThat(problems(ObjectType.LENS, "taxbrain-city-kinds", o -> ((ObjectNode)
                                o.at("/attributes/state/datasourceStates/formBased/layers/layer/columns/by-0"))
                        .put("sourceField", "identifiers")))
                .singleElement()
                .asString()
                .contains("shows identifiers");
        assertThat(problems(ObjectType.LENS, "taxbrain-city-streets", o -> ((ObjectNode)
                                o.at("/attributes/state/datasourceStates/formBased/layers/layer/columns/by-0"))
                        .put("sourceField", "data.address")))
                .singleElement()
                .asString()
                .contains("shows data.address");
    }

    @Test
    void shouldFindRestrictedDataBehindTheTagForEverybody() {
        assertThat(problems(ObjectType.LENS, "taxbrain-city-kinds", o -> ((ObjectNode) o.at("/references/1"))
                        .put("id", Tag.GENERAL.id())))
                .singleElement()
                .asString()
                .contains("is not marked so");
    }
}
