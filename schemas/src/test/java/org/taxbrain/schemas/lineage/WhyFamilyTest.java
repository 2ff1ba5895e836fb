package org.taxbrain.schemas.lineage;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.taxbrain.schemas.lineage.Lineage.Cell;
import org.taxbrain.schemas.lineage.Lineage.Origin;
import org.taxbrain.schemas.lineage.Lineage.Value;
import org.taxbrain.schemas.rule.Rules;

/** What relatives told, and an id that the resident register changed. */
class WhyFamilyTest {
    private static final String RELATION = """
            "family-relation": {"count": 1, "items": [{"key": "GX1", "presentedAs": "%s", "roles": ["person"], "data":
              {"kind": "marriage", "personIdType": "resident-id", "personId": "330106199001011234", "relativeIdType": "resident-id",
               "relativeId": "330106199001019999", "from": "2010-05-20"}}]}""";

    @Test
    void shouldExplainARelativeByTheRelationAndTheRelativesOwnRows() throws Exception {
        JsonNode file = read("""
            {"subject": "person:330106199001011234", "relatives": [{"relation": "spouse", "from": "2010-05-20",
               "person": "person:330106199001019999", "homes": {"count": 1, "units": ["unit:U1"]}, "medicalYears": []}],
             "sections": {%s}}""".formatted(RELATION.formatted("person:330106199001011234")));
        JsonNode spouse = read("""
            {"subject": "person:330106199001019999", "sections": {%s,
               "property-right": {"count": 2, "items": [
                 {"key": "R1", "data": {"unitNo": "U1"}}, {"key": "R2", "data": {"unitNo": "U1", "cancelledOn": "2020-01-01"}}]},
               "medical-settlement": {"count": 1, "items": [{"key": "S1", "data": {"selfPay": 5}}]}}}""".formatted(RELATION.formatted("person:330106199001019999")));

        Value told = why(spouse, false)
                .of(file, "relatives[person:330106199001019999]")
                .values()
                .get(0);
        assertThat(told.value().at("/homes/count").asInt()).isOne();
        assertThat(told.rows()).extracting(Origin::key).containsExactly("GX1", "R1", "S1");
        assertThat(why(null, false).of(file, "relatives").values().get(0).notes())
                .singleElement()
                .asString()
                .contains("not in the index");
        assertThat(why(spouse, true)
                        .of(file, "relatives")
                        .values()
                        .get(0)
                        .value()
                        .toString())
                .contains("3301**********9999")
                .doesNotContain("330106199001019999");
    }

    @Test
    void shouldNameBothRegistersThatLeadToAPresentId() throws Exception {
        JsonNode file = read("""
            {"subject": "person:330106199001011234",
             "identifiers": ["djxh:10113301000012345678", "person:330106199001011234"],
             "sections": {
               "resident": {"count": 1, "items": [{"key": "330106199001011234", "presentedAs": "person:330106199001011234", "data":
                 {"residentId": "330106199001011234", "formerIds": [{"idType": "resident-id", "id": "330106199001015678"}]}}]},
               "taxpayer": {"count": 1, "items": [{"key": "10113301000012345678", "presentedAs": "djxh:10113301000012345678", "data":
                 {"djxh": "10113301000012345678", "idType": "resident-id", "id": "330106199001015678"}}]}}}""");

        Value subject = why(null, false).of(file, "subject").values().get(0);

        assertThat(subject.rows()).extracting(Origin::dataset).containsExactly("resident", "taxpayer");
        assertThat(subject.rows().get(0).fields()).extracting(Cell::path).contains("formerIds[0].id", "residentId");
    }

    private static Why why(JsonNode other, boolean masked) {
        return new Why(Documents.CATALOGUE::find, Rules.load(), id -> Optional.ofNullable(other), masked);
    }

    private static JsonNode read(String json) throws Exception {
        return Documents.JSON.readTree(json);
    }
}
