package org.taxbrain.schemas.lineage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.taxbrain.schemas.index.IndexDefinition;
import org.taxbrain.schemas.index.IndexDefinitions;
import org.taxbrain.schemas.index.IndexNames;
import org.taxbrain.schemas.lineage.Lineage.Cell;
import org.taxbrain.schemas.lineage.Lineage.Law;
import org.taxbrain.schemas.lineage.Lineage.Origin;
import org.taxbrain.schemas.lineage.Lineage.Value;
import org.taxbrain.schemas.rule.Rules;

/** Values that FileJob derives. */
class WhyDerivedTest {
    private final Why why = Documents.why(false);

    @Test
    void shouldNameTheRowThatNamesTheFile() {
        Value name = only(Documents.person(), "name");
        assertThat(name.rule()).contains("nameRank");
        assertThat(name.rows()).extracting(Origin::dataset).containsExactly("taxpayer");
        assertThat(name.rows().get(0).fields()).extracting(Cell::path).containsExactly("name", "djxh");
        assertThat(name.notes()).singleElement().asString().startsWith("4 more");
    }

    @Test
    void shouldNameAllRowsThatGiveAName() {
        assertThat(only(Documents.person(), "names[王玮]").rows())
                .extracting(Origin::dataset)
                .containsExactly("enforcement-case");
        assertThat(only(Documents.person(), "names[王伟]").rows())
                .extracting(Origin::dataset)
                .containsExactly("property-right", "property-right", "resident", "taxpayer");
        assertThat(why.of(Documents.person(), "names").valuesInAll()).isEqualTo(2);
    }

    @Test
    void shouldNameTheRowsThatPresentAnId() {
        Value alias = only(Documents.person(), "identifiers[djxh:10113301000012345678]");
        assertThat(alias.rows())
                .extracting(Origin::key)
                .containsExactly("QS000001", "QS000002", "QS000003", "10113301000012345678");
        assertThat(alias.rows().get(0).through().register().dataset()).isEqualTo("taxpayer");
        Value own = only(Documents.person(), "subject");
        assertThat(own.rows())
                .extracting(Origin::dataset)
                .containsExactly("enforcement-case", "property-right", "property-right", "resident", "taxpayer");
        assertThat(only(Documents.person(), "kind").value().asText()).isEqualTo("person");
    }

    @Test
    void shouldListTheRowsOfASum() {
        Value open = only(Documents.person(), "summary.openArrears");
        assertThat(open.value().asLong()).isEqualTo(150_000);
        assertThat(open.rows()).extracting(Origin::key).containsExactly("QS000001", "QS000002");
        assertThat(open.rows().stream()
                        .mapToLong(r -> r.fields().get(0).value().asLong())
                        .sum())
                .isEqualTo(150_000);
        assertThat(open.notes()).containsExactly("1 of the 3 rows of tax-arrears add nothing and are not listed.");
    }

    @Test
    void shouldSayThatMoreRowsAreCountedThanTheFileShows() {
        ObjectNode file = (ObjectNode) Documents.person();
        ((ObjectNode) file.at("/sections/tax-arrears")).put("count", 250);
        assertThat(only(file, "summary.openArrears").notes())
                .singleElement()
                .asString()
                .startsWith("All 250 rows of tax-arrears are counted; the file shows 3");
        assertThat(only(file, "sections.tax-arrears.count").value().asInt()).isEqualTo(250);
    }

    @Test
    void shouldListTheMovementsOfEachSumOfACase() {
        Map<String, List<String>> rows = Map.of(
                "interestReceived", List.of("M1"),
                "interestPaidOut", List.of("M2"),
                "interestHeld", List.of("M1", "M2"),
                "principalReceived", List.of("M1"),
                "principalPaidOut", List.of("M2"),
                "splitUnknown", List.of());
        rows.forEach((name, keys) -> assertThat(
                        only(Documents.enforcementCase(), "summary." + name).rows())
                .as(name)
                .extracting(Origin::key)
                .containsExactlyElementsOf(keys));
        assertThat(why.of(Documents.enforcementCase(), "summary").valuesInAll()).isEqualTo(6);
    }

    @Test
    void shouldDescribeEveryValueThatASummaryCanHold() throws JsonProcessingException {
        for (IndexDefinition index : IndexDefinitions.of(Documents.CATALOGUE.datasets())) {
            if (IndexNames.FILES.contains(index.alias())) {
                JsonNode summary = Documents.JSON.readTree(index.mappings()).at("/properties/summary/properties");
                assertThat(summary.properties()).isNotEmpty().allSatisfy(value -> assertThat(
                                Summaries.of(value.getKey()))
                        .as("%s of %s", value.getKey(), index.alias())
                        .isPresent());
            }
        }
    }

    @Test
    void shouldExplainAReminderOfArrearsByRowsAndLaw() {
        Value reminder = only(Documents.person(), "reminders[open-arrears]");
        assertThat(reminder.rows()).extracting(Origin::key).containsExactly("QS000001", "QS000002");
        assertThat(reminder.laws()).extracting(Law::rule).containsExactly("late-payment-surcharge");
        assertThat(reminder.laws().get(0).legalBasis()).isEqualTo("税收征收管理法第三十二条");
    }

    @Test
    void shouldExplainAReminderOfInterestByTheCaseAndItsMoney() {
        Value reminder = only(Documents.person(), "reminders[case-interest-unpaid]");
        assertThat(reminder.rows()).extracting(Origin::key).containsExactly("(2021)浙0102执1234号", "M1", "M2");
        assertThat(reminder.rows()).extracting(Origin::file).containsExactly(null, Documents.CASE, Documents.CASE);
        assertThat(reminder.laws()).extracting(Law::validFrom).containsExactly("2019-01-01");
        assertThat(reminder.notes()).isEmpty();
    }

    @Test
    void shouldSayThatACasesFileIsMissing() {
        Why alone = new Why(Documents.CATALOGUE::find, Rules.load(), id -> Optional.empty(), false);
        assertThat(alone.of(Documents.person(), "reminders[case-interest-unpaid]")
                        .values()
                        .get(0)
                        .notes())
                .singleElement()
                .asString()
                .contains("is not in the index");
    }

    @Test
    void shouldExplainAPositionByItsRow() throws JsonProcessingException {
        ObjectNode file = (ObjectNode) Documents.person();
        file.set("positions", Documents.JSON.readTree("""
            {"count": 1, "items": [{"key": "RZ1", "business": "djxh:10113301000099999999", "kind": "finance-head", "from": "2020-01-02"}]}"""));
        ((ObjectNode) file.get("sections")).set("position-holder", Documents.JSON.readTree("""
            {"count": 1, "items": [{"key": "RZ1", "roles": ["finance-head"], "presentedAs": "person:330106199001011234",
              "data": {"positionId": "RZ1", "djxh": "10113301000099999999", "kind": "finance-head", "name": "王伟",
                       "idType": "resident-id", "id": "330106199001011234", "from": "2020-01-02"}, "source": {}}]}"""));

        Value position = only(file, "positions[RZ1]");

        assertThat(position.value().path("business").asText()).isEqualTo("djxh:10113301000099999999");
        assertThat(position.rows()).extracting(Origin::key).containsExactly("RZ1");
        assertThat(position.rows().get(0).fields()).extracting(Cell::path).contains("djxh", "kind", "from");
        assertThatThrownBy(() -> why.of(file, "positionHolders[RZ1]"))
                .isInstanceOf(LineageException.class)
                .hasMessageContaining("none");
    }

    @Test
    void shouldExplainWhatBurdensAUnitByTheRightAndTheUnitsOwnRows() throws JsonProcessingException {
        String unit = "unit:330106001001GB00001F00010001";
        ObjectNode holder = (ObjectNode) Documents.person();
        holder.putArray("units")
                .addObject()
                .put("unit", unit)
                .put("mortgaged", true)
                .put("secured", 100);
        JsonNode file = Documents.JSON.readTree("""
                {"subject": "unit:330106001001GB00001F00010001", "sections": {
                  "property-mortgage": {"count": 2, "items": [
                    {"key": "M1", "data": {"secured": 100}}, {"key": "M2", "data": {"secured": 7, "cancelledOn": "2020-01-01"}}]},
                  "property-seizure": {"count": 2, "items": [
                    {"key": "C1", "data": {"kind": "seizure"}}, {"key": "C2", "data": {"kind": "waiting"}}]}}}
                """);
        Why both = new Why(Documents.CATALOGUE::find, Rules.load(), id -> Optional.of(file), false);
        Value burdens = both.of(holder, "units[" + unit + "]").values().get(0);
        assertThat(burdens.value().path("secured").asLong()).isEqualTo(100);
        assertThat(burdens.rows()).extracting(Origin::key).containsExactly("R1", "M1", "C1");
        assertThat(burdens.rows()).extracting(Origin::file).containsExactly(null, unit, unit);
        assertThat(why.of(holder, "units").values().get(0).notes())
                .singleElement()
                .asString()
                .contains("not in the index");
    }

    @Test
    void shouldTellTheRevisionOfTheRulesApartFromThisBuilds() {
        assertThat(only(Documents.person(), "ruleRevision").notes())
                .singleElement()
                .asString()
                .contains(Rules.load().revision());
    }

    private Value only(JsonNode file, String field) {
        Lineage lineage = why.of(file, field);
        assertThat(lineage.valuesInAll()).isEqualTo(1);
        return lineage.values().get(0);
    }
}
