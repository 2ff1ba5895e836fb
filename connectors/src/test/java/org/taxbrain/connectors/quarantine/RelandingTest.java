package org.taxbrain.connectors.quarantine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.taxbrain.schemas.catalogue.Dataset;
import org.taxbrain.schemas.catalogue.NaturalKey;
import org.taxbrain.schemas.record.LandedRecord;
import org.taxbrain.schemas.record.Operation;
import org.taxbrain.schemas.record.Transport;

class RelandingTest {
    private static final Instant NOW = Instant.parse("2026-03-10T00:00:00Z");
    private static final Dataset WAS = dataset(
            1, "id: {source: no}", "string id; union { null, string } name = null; union { null, string } old = null;");

    @Test
    void shouldLandTheSameVersionByTheDeclarationThatIsInForceNow() {
        Dataset mended = dataset(
                2,
                "id: {source: no}\n  name: {nullWords: [none]}",
                "string id; union { null, string } name = null; union { null, string } old = null;");
        LandedRecord row = row(Map.of(), "a", "A", null);
        LandedRecord again = relanding(mended).of(row, "1/17");
        assertThat(again.getDescriptorHash()).isEqualTo(mended.hash());
        assertThat(again.getReplayOf()).isEqualTo("1/17");
        assertThat(again.getLandedAt()).isEqualTo(NOW.toEpochMilli());
        assertThat(again.getValues()).isEqualTo(row.getValues());
        assertThat(again)
                .extracting(
                        LandedRecord::getPosition,
                        LandedRecord::getOrder,
                        LandedRecord::getBatch,
                        LandedRecord::getKey,
                        LandedRecord::getSourceTime)
                .containsExactly(row.getPosition(), row.getOrder(), row.getBatch(), "a", row.getSourceTime());
    }

    @Test
    void shouldBringValuesToWhereTheNewSchemaHasThemAndLoseNone() {
        Dataset other = dataset(
                2,
                "id: {source: no}\n  nick: {source: known, aliases: [spitzname]}\n  title: {source: name}",
                "union { null, string } nick = null; union { null, string } title = null; string id;");
        LandedRecord again =
                relanding(other).of(row(Map.of("spitzname", "B", "unknown", "x"), "a", "A", "gone"), "0/0");
        assertThat(again.getValues()).containsExactly("B", "A", "a");
        assertThat(again.getExtra()).isEqualTo(Map.of("unknown", "x", "old", "gone"));
        assertThat(again.getKey()).isEqualTo("a");
    }

    @Test
    void shouldFindAFieldWhoseSourceWasRenamedInTheDeclarationAlone() {
        Dataset renamed = dataset(
                2,
                "id: {source: number}",
                "string id; union { null, string } name = null; union { null, string } old = null;");
        assertThat(relanding(renamed).of(row(Map.of(), "a", "A", null), "0/0").getValues())
                .containsExactly("a", "A", null);
    }

    @Test
    void shouldGiveARowItsKeyThatCouldNotBeReadBefore() {
        Dataset mended = dataset(2, "id: {source: number}", "string id; union { null, string } name = null;");
        LandedRecord row = row(Map.of("number", "a"), null, "A", null);
        assertThat(NaturalKey.isUnreadable(row.getKey())).isTrue();
        assertThat(relanding(mended).of(row, "0/0").getKey()).isEqualTo("a");
    }

    @Test
    void shouldLeaveADeletionAndARowWithoutValuesAsTheyAre() {
        LandedRecord deletion = row(Map.of(), "a", "A", null);
        deletion.setOperation(Operation.DELETE);
        deletion.setValues(List.of());
        LandedRecord again =
                relanding(dataset(2, "id: {source: number}", "string id;")).of(deletion, "0/0");
        assertThat(again.getKey()).isEqualTo("a");
        assertThat(again.getValues()).isEmpty();
    }

    private static Relanding relanding(Dataset now) {
        return new Relanding(WAS, now, Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private static LandedRecord row(Map<String, String> extra, String... values) {
        return LandedRecord.newBuilder()
                .setDataset(WAS.id())
                .setDescriptorHash(WAS.hash())
                .setDepartment("test")
                .setTransport(Transport.FILE)
                .setPosition("bill_20260301.csv:2")
                .setBatch("bill_20260301.csv@0")
                .setSourceTime(5L)
                .setLandedAt(1)
                .setOperation(Operation.UPSERT)
                .setKey(NaturalKey.of(WAS, Arrays.asList(values)))
                .setOrder(List.of(1L, 1L, 2L))
                .setValues(Arrays.asList(values))
                .setExtra(extra)
                .build();
    }

    private static Dataset dataset(int revision, String fields, String schema) {
        return Dataset.parse("bill", """
                dataset: bill
                revision: %d
                department: test
                record: Bill
                key: [id]
                extent: incremental
                freshness: P1D
                purpose: test
                legalBasis: test
                sharing: unconditional
                agreementExpiry: 2099-12-31
                retention: P1Y
                source:
                  files: {system: test, directory: bill, name: '(?<date>\\d{8})', format: csv, headerLines: 1}
                fields:
                  %s
                """.formatted(revision, fields), """
                @namespace("org.taxbrain.test")
                protocol Bills {
                  record Bill { %s }
                }
                """.formatted(schema));
    }
}
