package org.taxbrain.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.taxbrain.schemas.catalogue.Catalogue;
import org.taxbrain.schemas.lineage.Why;
import org.taxbrain.schemas.rule.Rules;

class LineageTextTest {
    private final Catalogue catalogue = Catalogue.load(List.of());

    @Test
    void shouldTellThePeopleWhoAskTheWholeWay() throws JsonProcessingException {
        assertThat(text("summary.openArrears")).isEqualTo("""
                file of   person:3301**********1234

                summary.openArrears = 100000
                  derived   the sum of open over the rows of tax-arrears; 0 without any

                  row       tax-arrears 欠税 of tax-core, key QS000001
                    field     open 欠缴余额 = 100000, money (fen)
                      came as   qjye; unit yuan unless the text names another
                      passed    type money · required · min:0
                      repairs   none
                    position  public.zs_qsxx@0/16B3750:11
                    batch     stream-1
                    committed 2026-03-01T02:00:00.000Z
                    landed    2026-03-01T02:00:01.000Z
                    declared  revision %d (%s)
                    through   presented as djxh:1011************5678 by djxh (debtor)
                      who is    this subject, says the row taxpayer 税务登记 of tax-core, key 10113301000012345678
                                djxh 登记序号 = 10113301000012345678
                                idType 证件种类 = resident-id
                                id 证件号码 = 3301**********1234
                      position  public.dj_nsrxx@0/16B0001:21
                      batch     snapshot-1
                      committed the source does not say when it wrote this
                      landed    2026-02-28T02:00:01.000Z
                """.formatted(
                        catalogue.dataset("tax-arrears").descriptor().revision(),
                        catalogue.dataset("tax-arrears").hash()));
    }

    @Test
    void shouldNameTheLawAndWhatIsNotKnown() throws JsonProcessingException {
        assertThat(text("reminders[open-arrears]"))
                .contains("  law       税款滞纳金 0.0005 (day), from 2001-05-01, 税收征收管理法第三十二条; read in");
        assertThat(text("sections.taxpayer.mobile"))
                .contains("field     mobile 手机号码 = (absent), string")
                .contains(
                        "declared  not known: the file was written before it kept this; the checks above are those of");
    }

    private String text(String field) throws JsonProcessingException {
        JsonNode file = new ObjectMapper()
                .readTree("""
                {"subject": "person:330106199001011234", "kind": "person",
                 "identifiers": ["djxh:10113301000012345678", "person:330106199001011234"],
                 "summary": {"openArrears": 100000},
                 "sections": {
                   "tax-arrears": {"count": 1, "items": [
                     {"key": "QS000001", "roles": ["debtor"], "presentedAs": "djxh:10113301000012345678",
                      "data": {"arrearsId": "QS000001", "djxh": "10113301000012345678", "dueOn": "2025-05-15", "open": 100000},
                      "source": {"position": "public.zs_qsxx@0/16B3750:11", "batch": "stream-1", "sourceTime": "2026-03-01T02:00:00.000Z",
                        "landedAt": "2026-03-01T02:00:01.000Z", "descriptorHash": "HASH"}}]},
                   "taxpayer": {"count": 1, "items": [
                     {"key": "10113301000012345678", "roles": ["registrant"], "presentedAs": "djxh:10113301000012345678",
                      "data": {"djxh": "10113301000012345678", "idType": "resident-id", "id": "330106199001011234"},
                      "source": {"position": "public.dj_nsrxx@0/16B0001:21", "batch": "snapshot-1", "landedAt": "2026-02-28T02:00:01.000Z"}}]}},
                 "reminders": ["open-arrears"]}
                """.replace("HASH", catalogue.dataset("tax-arrears").hash()));
        return LineageText.of(new Why(catalogue::find, Rules.load(), id -> Optional.empty(), true).of(file, field));
    }
}
