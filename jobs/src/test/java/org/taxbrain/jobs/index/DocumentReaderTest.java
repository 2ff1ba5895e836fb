package org.taxbrain.jobs.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.Test;
import org.taxbrain.connectors.elasticsearch.IndexWrite;
import org.taxbrain.jobs.common.RawRecord;
import org.taxbrain.schemas.catalogue.Catalogue;
import org.taxbrain.schemas.catalogue.Dataset;
import org.taxbrain.schemas.record.CleanRecord;
import org.taxbrain.schemas.record.Operation;
import org.taxbrain.schemas.record.QuarantineEntry;
import org.taxbrain.schemas.record.Remark;
import org.taxbrain.schemas.record.ResultRecord;
import org.taxbrain.schemas.record.Wire;
import org.taxbrain.schemas.text.Sm3;

class DocumentReaderTest {
    private static final byte[] PEPPER = "0123456789abcdef".getBytes(StandardCharsets.UTF_8);
    private static final String SUBJECT = "person:330106199001011234";
    private static final Instant NOW = Instant.parse("2026-03-01T02:00:00Z");
    private final Dataset rights = Catalogue.load(List.of()).dataset("property-right");
    private final Dataset records =
            Dataset.parse("property-right", rights.descriptorText() + "\nrecords: true\n", rights.idlText());
    private final DocumentReader reader = new DocumentReader(
            PEPPER, 3, hash -> hash.equals(records.hash()) ? records : rights, Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void shouldPassAFileAsItIsAndSayThatItIsNotDeleted() throws Exception {
        IndexWrite write =
                read("file.taxpayer", SUBJECT, result("taxpayer", "{\"subject\":\"" + SUBJECT + "\",\n\"names\":[]}"));
        assertThat(write.alias()).isEqualTo("taxpayer");
        assertThat(write.id()).isEqualTo(Sm3.keyedHash(PEPPER, SUBJECT));
        assertThat(write.version()).isEqualTo((3L << 40) + 17);
        assertThat(write.origin()).isEqualTo("file.taxpayer/2/17");
        assertThat(new String(write.body(), StandardCharsets.UTF_8))
                .isEqualTo("{\"deleted\":false,\"subject\":\"" + SUBJECT + "\", \"names\":[]}");
    }

    @Test
    void shouldTakeTheSubjectOutOfAReminderAndLeaveItsHash() throws Exception {
        IndexWrite write = read(
                "reminder",
                "open-arrears|" + SUBJECT + "|tax-arrears|QS000001",
                result("reminder", "{\"rule\":\"open-arrears\",\"subject\":\"" + SUBJECT + "\",\"base\":5}"));
        JsonNode body = json(write);
        assertThat(body.has("subject")).isFalse();
        assertThat(body.path("subjectHash").asText()).isEqualTo(Sm3.keyedHash(PEPPER, SUBJECT));
        assertThat(body.path("deleted").asBoolean(true)).isFalse();
        assertThat(write.id() + body).doesNotContain("330106199001011234");
    }

    @Test
    void shouldTakeAFindingAsItIs() throws Exception {
        IndexWrite write = read(
                "finding", "lost-transaction|file-0-7|1.0", result("finding", "{\"job\":\"file\",\"open\":false}"));
        assertThat(write.alias()).isEqualTo("finding");
        assertThat(json(write).path("job").asText()).isEqualTo("file");
        assertThat(json(write).path("deleted").asBoolean(true)).isFalse();
    }

    @Test
    void shouldMakeATombstoneADeletionThatKnowsItsTime() throws Exception {
        RawRecord tombstone = raw("file.taxpayer", SUBJECT, null);
        IndexWrite write = reader.read(tombstone).orElseThrow();
        assertThat(new String(write.body(), StandardCharsets.UTF_8))
                .isEqualTo("{\"deleted\":true,\"deletedAt\":\"2026-03-01T02:00:00.000Z\"}");
    }

    @Test
    void shouldShowTheQuarantineWithItsTimeAsText() throws Exception {
        QuarantineEntry entry = QuarantineEntry.newBuilder()
                .setId("q1")
                .setDataset("tax-arrears")
                .setDepartment("tax-core")
                .setBatch("snapshot-1")
                .setPosition("zs_qsxx@1")
                .setField("djxh")
                .setRule("djxh")
                .setMessage("wrong")
                .setKeyHash("h")
                .setLandedAt(NOW.toEpochMilli())
                .setKeyId("k1")
                .setContent(ByteBuffer.wrap(new byte[] {1, 2, 3}))
                .build();
        JsonNode body = json(read("quarantine", "q1", Wire.quarantine().encode(entry)));
        assertThat(body.path("landedAt").asText()).isEqualTo("2026-03-01T02:00:00.000Z");
        assertThat(body.path("rule").asText()).isEqualTo("djxh");
        assertThat(body.has("content"))
                .as("the index shows no content, not even sealed")
                .isFalse();
    }

    @Test
    void shouldDecodeARowIntoADocumentOfItsOwnWhereItsDatasetSaysSo() throws Exception {
        IndexWrite write = read("clean.property-right", "W1", clean(records, row()));
        assertThat(write.alias()).isEqualTo("record-property-right");
        JsonNode data = json(write).path("data");
        assertThat(data.path("area").decimalValue()).isEqualByComparingTo("89.50");
        assertThat(data.path("price").longValue()).isEqualTo(123456789012L);
        assertThat(data.path("registeredOn").asText()).isEqualTo("2020-02-29");
        assertThat(data.has("cancelledOn")).isFalse();
        assertThat(data.at("/holders/0/name").asText()).isEqualTo("王伟");
        assertThat(data.at("/holders/0").has("share")).isFalse();
        JsonNode source = json(write).path("source");
        assertThat(source.path("landedAt").asText()).isEqualTo("2026-03-01T02:00:00.000Z");
        assertThat(source.path("descriptorHash").asText()).isEqualTo(records.hash());
        assertThat(source.at("/remarks/0/field").asText()).isEqualTo("certificateNo");
        assertThat(source.at("/remarks/0/rule").asText()).isEqualTo("property-certificate-old-form");
    }

    @Test
    void shouldMakeNoDocumentOfARowWhoseDatasetDoesNotAskForIt() throws Exception {
        assertThat(reader.read(raw("clean.property-right", "W1", clean(rights, row()))))
                .isEmpty();
    }

    @Test
    void shouldDeleteTheDocumentOfARowThatIsGone() throws Exception {
        RawRecord tombstone = raw("clean.property-right", "W1", clean(records, null));
        tombstone.tombstone = true;
        IndexWrite write = reader.read(tombstone).orElseThrow();
        assertThat(write.alias()).isEqualTo("record-property-right");
        assertThat(json(write).path("deleted").asBoolean()).isTrue();
    }

    @Test
    void shouldFindAVersionByHashesAloneAndKeepItAsItWasAccepted() throws Exception {
        byte[] version = clean(rights, row());
        IndexWrite write = read("history", "property-right|W1", version);
        assertThat(write.alias()).isEqualTo("fact-version");
        JsonNode body = json(write);
        assertThat(body.path("dataset").asText()).isEqualTo("property-right");
        assertThat(body.path("row").asText()).isEqualTo(Sm3.keyedHash(PEPPER, "property-right|W1"));
        assertThat(body.path("subjects"))
                .extracting(JsonNode::asText)
                .containsExactlyInAnyOrder(
                        Sm3.keyedHash(PEPPER, SUBJECT), Sm3.keyedHash(PEPPER, "unit:330106001001GB00001F00010001"));
        assertThat(body.path("sequence").asLong()).isEqualTo((3L << 40) + 17);
        assertThat(body.path("knownAt").asText()).isEqualTo("2026-03-01T02:00:00.000Z");
        assertThat(body.path("validFrom").asText()).isEqualTo("2020-02-29");
        assertThat(body.has("validTo")).isFalse();
        assertThat(body.path("deleted").asBoolean(true)).isFalse();
        assertThat(body.path("version").binaryValue()).isEqualTo(version);
        assertThat(write.id() + body).doesNotContain("330106199001011234", "王伟");
    }

    @Test
    void shouldKeepADeletionAsAVersionThatNamesNobody() throws Exception {
        JsonNode body = json(read("history", "property-right|W1", clean(rights, null)));
        assertThat(body.path("row").asText()).isEqualTo(Sm3.keyedHash(PEPPER, "property-right|W1"));
        assertThat(body.has("subjects")).isFalse();
        assertThat(body.has("version")).isTrue();
    }

    @Test
    void shouldWriteAVersionThatComesAgainAsTheSameDocumentThatIsThereAlready() throws Exception {
        IndexWrite first = read("history", "property-right|W1", clean(rights, row()));
        RawRecord later = raw("history", "property-right|W1", clean(rights, row()));
        later.offset = 99;
        IndexWrite again = reader.read(later).orElseThrow();
        assertThat(again.id()).isEqualTo(first.id());
        assertThat(again.version()).isEqualTo(first.version());
        assertThat(read("history", "property-right|W1", clean(records, row())).id())
                .as("accepted anew by another declaration")
                .isNotEqualTo(first.id());
    }

    @Test
    void shouldSayWhichRecordCantBeReadAndNotWhatItHolds() {
        byte[] nonsense = "王伟 330106199001011234".getBytes(StandardCharsets.UTF_8);
        for (String topic : List.of("file.taxpayer", "reminder", "quarantine", "clean.property-right", "history")) {
            assertThatThrownBy(() -> read(topic, "k", nonsense))
                    .isInstanceOf(UnreadableRecordException.class)
                    .hasMessageContaining(topic)
                    .hasMessageNotContaining("王伟");
        }
        assertThatThrownBy(() -> read("file.taxpayer", SUBJECT, result("taxpayer", "[]")))
                .isInstanceOf(UnreadableRecordException.class);
    }

    @Test
    void shouldNotBlameTheRowWhenTheCatalogueCantBeReached() {
        DocumentReader cut = new DocumentReader(
                PEPPER,
                1,
                hash -> {
                    throw new IllegalStateException("no catalogue");
                },
                Clock.systemUTC());
        for (String topic : List.of("clean.property-right", "history")) {
            assertThatThrownBy(() -> cut.read(raw(topic, "W1", clean(records, row()))))
                    .isInstanceOf(IllegalStateException.class);
        }
    }

    private GenericRecord row() {
        GenericRecord holder = new GenericRecordBuilder(
                        rights.schema().getField("holders").schema().getElementType())
                .set("name", "王伟")
                .set("idType", "resident-id")
                .set("id", "330106199001011234")
                .build();
        return new GenericRecordBuilder(rights.schema())
                .set("rightNo", "W1")
                .set("unitNo", "330106001001GB00001F00010001")
                .set("rightKind", "building")
                .set(
                        "holders",
                        new GenericData.Array<>(
                                rights.schema().getField("holders").schema(), List.of(holder)))
                .set("area", "89.50")
                .set("price", 123456789012L)
                .set("registeredOn", (int) LocalDate.of(2020, 2, 29).toEpochDay())
                .build();
    }

    private static byte[] clean(Dataset dataset, GenericRecord row) throws IOException {
        return Wire.clean()
                .encode(CleanRecord.newBuilder()
                        .setDataset(dataset.id())
                        .setDescriptorHash(dataset.hash())
                        .setKey("W1")
                        .setOperation(row == null ? Operation.DELETE : Operation.UPSERT)
                        .setOrder(List.of(1L))
                        .setPosition("bdc_ql@1")
                        .setBatch("snapshot-1")
                        .setLandedAt(NOW.toEpochMilli())
                        .setRemarks(List.of(new Remark("certificateNo", "property-certificate-old-form")))
                        .setPayload(row == null ? null : ByteBuffer.wrap(binary(dataset, row)))
                        .build());
    }

    private static byte[] binary(Dataset dataset, GenericRecord row) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
        new GenericDatumWriter<GenericRecord>(dataset.schema()).write(row, encoder);
        encoder.flush();
        return out.toByteArray();
    }

    private static byte[] result(String index, String body) {
        return Wire.result().encode(new ResultRecord(index, SUBJECT, "r1", body));
    }

    private IndexWrite read(String topic, String key, byte[] value) throws UnreadableRecordException {
        return reader.read(raw(topic, key, value)).orElseThrow();
    }

    private static RawRecord raw(String topic, String key, byte[] value) {
        RawRecord raw = new RawRecord();
        raw.topic = topic;
        raw.partition = 2;
        raw.offset = 17;
        raw.key = key.getBytes(StandardCharsets.UTF_8);
        raw.value = value;
        raw.tombstone = value == null;
        return raw;
    }

    private static JsonNode json(IndexWrite write) throws IOException {
        return new ObjectMapper().readTree(write.body());
    }
}
