package org.taxbrain.schemas.lineage;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.taxbrain.schemas.lineage.Lineage.Cell;
import org.taxbrain.schemas.lineage.Lineage.Mention;
import org.taxbrain.schemas.lineage.Lineage.Origin;
import org.taxbrain.schemas.lineage.Lineage.Value;

/** Values as departments delivered them. */
class WhyDeliveredTest {
    private final Why why = Documents.why(false);

    @Test
    void shouldNameSourceChecksAndReadingOfAValue() {
        Value value = only("sections.property-right.items[R1].price");
        assertThat(value.value().asLong()).isEqualTo(110_000_000);
        assertThat(value.rule()).isNull();
        Origin row = value.rows().get(0);
        assertThat(row.dataset()).isEqualTo("property-right");
        assertThat(row.department()).isEqualTo("natural-resources");
        assertThat(row.title()).containsEntry("zh-CN", "不动产权利");
        assertThat(row.key()).isEqualTo("R1");
        assertThat(row.position()).isEqualTo("public.bdc_ql@0/16B3748:ab12");
        assertThat(row.batch()).isEqualTo("stream-1767225600");
        assertThat(row.committedAt()).isEqualTo("2026-03-01T02:00:00.000Z");
        assertThat(row.landedAt()).isEqualTo("2026-03-01T02:00:01.000Z");
        assertThat(row.declaration().current()).isTrue();
        assertThat(row.declaration().revision())
                .isEqualTo(Documents.CATALOGUE
                        .dataset("property-right")
                        .descriptor()
                        .revision());
        assertThat(row.file()).isNull();
        Cell price = row.fields().get(0);
        assertThat(price.sourceName()).isEqualTo("qdjg");
        assertThat(price.label()).isEqualTo("取得价格");
        assertThat(price.checks()).containsExactly("type money", "min:0");
        assertThat(price.reading()).containsExactly("unit yuan unless the text names another");
        assertThat(price.repairs()).isEmpty();
    }

    @Test
    void shouldSayInWhichElementARowNamesTheSubject() {
        Origin row = only("sections.property-right.items[R1].price").rows().get(0);
        assertThat(row.through().presentedAs()).isEqualTo("person:330106199001011234");
        assertThat(row.through().mentions()).containsExactly(new Mention("holders[1].id", "holder"));
        assertThat(row.through().register()).isNull();
        assertThat(row.through().note()).isNull();
    }

    @Test
    void shouldNameTheRegistersRowThatExplainsAnAlias() {
        Origin row = only("sections.tax-arrears.items[QS000001].open").rows().get(0);
        assertThat(row.through().presentedAs()).isEqualTo("djxh:10113301000012345678");
        Origin register = row.through().register();
        assertThat(register.dataset()).isEqualTo("taxpayer");
        assertThat(register.key()).isEqualTo("10113301000012345678");
        assertThat(register.position()).isEqualTo("public.dj_nsrxx@0/16B0001:21");
        assertThat(register.landedAt()).isEqualTo("2026-02-28T02:00:01.000Z");
        assertThat(register.fields()).extracting(Cell::path).containsExactly("djxh", "idType", "id");
        assertThat(register.through()).isNull();
    }

    @Test
    void shouldSayThatARegistersRowIsNotShownRatherThanLeaveItOut() {
        ObjectNode file = (ObjectNode) Documents.person();
        ((ObjectNode) file.get("sections")).remove("taxpayer");
        Origin row = why.of(file, "sections.tax-arrears.items[QS000001].open")
                .values()
                .get(0)
                .rows()
                .get(0);
        assertThat(row.through().register()).isNull();
        assertThat(row.through().note()).contains("register's row");
    }

    @Test
    void shouldNameTheRepairsOfAField() {
        Cell id = cell("sections.taxpayer.items[10113301000012345678].id");
        assertThat(id.repairs()).singleElement().asString().startsWith("resident-id-15-digits (repaired:");
        assertThat(cell("sections.taxpayer.items[10113301000012345678].name").repairs())
                .isEmpty();
        Cell element = cell("sections.enforcement-case.items[(2021)浙0102执1234号].parties[1].id");
        assertThat(element.repairs()).singleElement().asString().endsWith("in an element of parties");
    }

    @Test
    void shouldSayThatRepairsAndDeclarationAreNotKnownOfAnOldDocument() {
        Origin row =
                only("sections.resident.items[330106199001011234].name").rows().get(0);
        assertThat(row.fields().get(0).repairs()).isNull();
        assertThat(row.declaration().hash()).isNull();
        assertThat(row.declaration().current()).isNull();
        assertThat(row.committedAt()).isNull();
    }

    @Test
    void shouldSayThatAnotherDeclarationCheckedARow() {
        Origin row =
                only("sections.property-right.items[R2].registeredOn").rows().get(0);
        assertThat(row.declaration().hash()).isEqualTo("another-revision");
        assertThat(row.declaration().current()).isFalse();
    }

    @Test
    void shouldNameTheSourcesCode() {
        assertThat(cell("sections.taxpayer.items[10113301000012345678].status").reading())
                .containsExactly("code 03 of the source");
        assertThat(cell("sections.property-right.items[R1].holders[0].idType").sourceName())
                .isEqualTo("qlr.zjzl");
    }

    @Test
    void shouldSayWhichIdentifierACheckTookAValueFor() {
        assertThat(cell("sections.property-right.items[R1].holders[0].id").checks())
                .contains("identifier-of:idType (resident-id)");
        assertThat(cell("sections.enforcement-case.items[(2021)浙0102执1234号].parties[0].id")
                        .checks())
                .contains("identifier-of:idType (uscc)");
    }

    @Test
    void shouldAnswerForAllRowsWithoutAKey() {
        List<Value> values =
                why.of(Documents.person(), "sections.property-right.price").values();
        assertThat(values)
                .extracting(Value::path)
                .containsExactly("sections.property-right.items[R1].price", "sections.property-right.items[R2].price");
        assertThat(values.get(1).value().isNull()).isTrue();
        assertThat(values.get(1).rows().get(0).fields().get(0).checks()).containsExactly("may be absent");
        assertThat(why.of(Documents.person(), "sections.property-right.items.price")
                        .valuesInAll())
                .isEqualTo(2);
        assertThat(only("sections.property-right.items[R1].data.price").value().asLong())
                .isEqualTo(110_000_000);
    }

    @Test
    void shouldShowTwentyOfManyValuesAndSayHowManyThereAre() {
        ObjectNode file = (ObjectNode) Documents.person();
        var items = file.withArray("/sections/tax-arrears/items");
        for (int i = 0; i < 40; i++) {
            ObjectNode item = items.get(0).deepCopy();
            items.add(item.put("key", "QT" + i));
        }
        Lineage lineage = why.of(file, "sections.tax-arrears.open");
        assertThat(lineage.values()).hasSize(Why.SHOWN);
        assertThat(lineage.valuesInAll()).isEqualTo(43);
        Value sum = why.of(file, "summary.openArrears").values().get(0);
        assertThat(sum.rows()).hasSize(Why.SHOWN);
        assertThat(sum.rowsInAll()).isEqualTo(42);
    }

    @Test
    void shouldAnswerForAWholeRowAndForListsAndElements() {
        Value row = only("sections.property-right.items[R1]");
        assertThat(row.value().path("rightNo").asText()).isEqualTo("R1");
        assertThat(row.rows().get(0).fields())
                .extracting(Cell::path)
                .contains("rightNo", "holders[0].id", "holders[1].share", "cancelledOn");
        assertThat(only("sections.property-right.items[R1].holders.share")
                        .value()
                        .toString())
                .isEqualTo("[\"1/2\",\"1/2\"]");
        Value element = only("sections.property-right.items[R1].holders[1]");
        assertThat(element.value().path("name").asText()).isEqualTo("王伟");
        assertThat(element.rows().get(0).fields()).hasSize(4);
        assertThat(only("sections.property-right.items[R1].holders").value()).hasSize(2);
    }

    @Test
    void shouldAnswerForWhatADocumentSaysOfTheRowItself() {
        assertThat(only("sections.property-right.items[R1].source.landedAt")
                        .value()
                        .asText())
                .isEqualTo("2026-03-01T02:00:01.000Z");
        Value key = only("sections.property-right.items[R1].key");
        assertThat(key.rule()).contains("[rightNo]");
        assertThat(key.rows().get(0).fields()).extracting(Cell::path).containsExactly("rightNo");
        assertThat(only("sections.property-right.items[R1].roles").rule()).contains("declaration");
    }

    private Value only(String field) {
        Lineage lineage = why.of(Documents.person(), field);
        assertThat(lineage.valuesInAll()).isEqualTo(1);
        return lineage.values().get(0);
    }

    private Cell cell(String field) {
        return only(field).rows().get(0).fields().get(0);
    }
}
