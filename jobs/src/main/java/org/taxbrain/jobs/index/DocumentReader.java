package org.taxbrain.jobs.index;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.taxbrain.connectors.elasticsearch.IndexWrite;
import org.taxbrain.jobs.common.RawRecord;
import org.taxbrain.schemas.catalogue.Dataset;
import org.taxbrain.schemas.index.IndexNames;
import org.taxbrain.schemas.index.RowJson;
import org.taxbrain.schemas.record.CleanRecord;
import org.taxbrain.schemas.record.QuarantineEntry;
import org.taxbrain.schemas.record.ResultRecord;
import org.taxbrain.schemas.record.Topics;
import org.taxbrain.schemas.record.Wire;
import org.taxbrain.schemas.text.Sm3;

/** Makes a document version of a record of a result topic. Not safe for threads. */
final class DocumentReader {
    /** Offsets below the generation: a topic would need 2^40 records to outgrow it. */
    private static final int OFFSET_BITS = 40;

    private static final JsonFactory JSON = new JsonFactory();
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final byte[] ALIVE = "{\"deleted\":false,".getBytes(StandardCharsets.UTF_8);

    private final byte[] pepper;
    private final long generation;
    private final Function<String, Dataset> datasets;
    private final Clock clock;
    private final FactVersions versions;
    private final Wire<ResultRecord> results = Wire.result();
    private final Wire<QuarantineEntry> quarantine = Wire.quarantine();
    private final Wire<CleanRecord> clean = Wire.clean();
    private final Map<String, GenericDatumReader<GenericRecord>> rows = new HashMap<>();
    private BinaryDecoder decoder;

    /**
     * @param datasets the dataset of a descriptor hash
     * @param clock when a document was deleted, for the purge
     */
    DocumentReader(byte[] pepper, long generation, Function<String, Dataset> datasets, Clock clock) {
        this.pepper = pepper.clone();
        this.generation = generation;
        this.datasets = datasets;
        this.clock = clock;
        this.versions = new FactVersions(pepper, generation, datasets::apply);
    }

    /** The document, or nothing if the record is not one: a row of a dataset whose rows are not indexed singly. */
    Optional<IndexWrite> read(RawRecord in) throws UnreadableRecordException {
        if (in.topic.startsWith(Topics.CLEAN_PREFIX)) {
            return record(in);
        }
        if (in.topic.equals(Topics.HISTORY)) {
            return Optional.of(version(in));
        }
        return Optional.of(write(in, alias(in.topic), reading(in, () -> in.tombstone ? deleted() : result(in))));
    }

    private Optional<IndexWrite> record(RawRecord in) throws UnreadableRecordException {
        CleanRecord row = reading(in, () -> clean.decode(in.value));
        // not a reading: while the catalogue can't be reached, no row is at fault
        Dataset dataset = datasets.apply(row.getDescriptorHash());
        if (!dataset.descriptor().records()) {
            return Optional.empty();
        }
        byte[] body = reading(in, () -> in.tombstone ? deleted() : record(dataset, row));
        return Optional.of(write(in, IndexNames.record(dataset.id()), body));
    }

    private IndexWrite version(RawRecord in) throws UnreadableRecordException {
        CleanRecord version = reading(in, () -> versions.version(in));
        // not a reading, as above; who asks again finds it in memory
        datasets.apply(version.getDescriptorHash());
        return reading(in, () -> versions.write(in, version, version(in.offset)));
    }

    @FunctionalInterface
    private interface Reading<T> {
        T read() throws IOException;
    }

    private static <T> T reading(RawRecord in, Reading<T> reading) throws UnreadableRecordException {
        try {
            return reading.read();
        } catch (IOException | RuntimeException e) {
            throw new UnreadableRecordException(
                    "the record can't be read as a document (" + e.getClass().getSimpleName()
                            + "): another version of the software wrote it, or something else than our jobs writes to the topic "
                            + in.topic,
                    e);
        }
    }

    private static String alias(String topic) {
        return topic.startsWith(Topics.FILE_PREFIX) ? topic.substring(Topics.FILE_PREFIX.length()) : topic;
    }

    private byte[] result(RawRecord in) throws IOException {
        return switch (in.topic) {
            case Topics.QUARANTINE -> quarantine(quarantine.decode(in.value));
            case Topics.REMINDER -> reminder(results.decode(in.value));
            default -> alive(results.decode(in.value).getBody().getBytes(StandardCharsets.UTF_8));
        };
    }

    /** Files are large and pass as they are; a line break in one would end it too early in a bulk request. */
    private static byte[] alive(byte[] body) throws IOException {
        if (body.length < 3 || body[0] != '{') {
            throw new IOException("not a JSON object");
        }
        byte[] out = new byte[ALIVE.length + body.length - 1];
        System.arraycopy(ALIVE, 0, out, 0, ALIVE.length);
        for (int i = 1; i < body.length; i++) {
            byte b = body[i];
            out[ALIVE.length + i - 1] = b == '\n' || b == '\r' ? (byte) ' ' : b;
        }
        return out;
    }

    private byte[] reminder(ResultRecord record) throws IOException {
        JsonNode body = MAPPER.readTree(record.getBody());
        if (!(body instanceof ObjectNode reminder) || !reminder.path("subject").isTextual()) {
            throw new IOException("a reminder without a subject");
        }
        // full identifiers stay in the restricted indices: the hash finds the taxpayer's file for those who may see it
        String subject = reminder.remove("subject").asText();
        reminder.put("subjectHash", Sm3.keyedHash(pepper, subject));
        return MAPPER.writeValueAsBytes(reminder.put("deleted", false));
    }

    private static byte[] quarantine(QuarantineEntry entry) throws IOException {
        return object(json -> {
            json.writeBooleanField("deleted", false);
            json.writeStringField("id", entry.getId());
            json.writeStringField("dataset", entry.getDataset());
            json.writeStringField("department", entry.getDepartment());
            json.writeStringField("batch", entry.getBatch());
            json.writeStringField("position", entry.getPosition());
            if (entry.getField() != null) {
                json.writeStringField("field", entry.getField());
            }
            json.writeStringField("rule", entry.getRule());
            json.writeStringField("message", entry.getMessage());
            json.writeStringField("keyHash", entry.getKeyHash());
            json.writeStringField("landedAt", RowJson.instant(entry.getLandedAt()));
        });
    }

    private byte[] record(Dataset dataset, CleanRecord row) throws IOException {
        ByteBuffer payload = row.getPayload().duplicate();
        byte[] bytes = new byte[payload.remaining()];
        payload.get(bytes);
        decoder = DecoderFactory.get().binaryDecoder(bytes, decoder);
        GenericRecord values = rows.computeIfAbsent(dataset.hash(), h -> new GenericDatumReader<>(dataset.schema()))
                .read(null, decoder);
        return object(json -> {
            json.writeBooleanField("deleted", false);
            json.writeStringField("key", row.getKey());
            json.writeObjectFieldStart("data");
            RowJson.fields(json, dataset.fields(), values);
            json.writeEndObject();
            RowJson.source(json, row);
        });
    }

    private byte[] deleted() throws IOException {
        return object(json -> {
            json.writeBooleanField("deleted", true);
            json.writeStringField("deletedAt", RowJson.instant(clock.millis()));
        });
    }

    private IndexWrite write(RawRecord in, String alias, byte[] body) {
        return new IndexWrite(alias, id(in), version(in.offset), body, origin(in));
    }

    private long version(long offset) {
        return (generation << OFFSET_BITS) + offset;
    }

    /** The document's id: a keyed hash, as ids of documents are seen where identifiers may not be. */
    String id(RawRecord in) {
        return Sm3.keyedHash(pepper, new String(in.key, StandardCharsets.UTF_8));
    }

    /** Where a record stands, for people. */
    static String origin(RawRecord in) {
        return in.topic + "/" + in.partition + "/" + in.offset;
    }

    @FunctionalInterface
    private interface Part {
        void write(JsonGenerator json) throws IOException;
    }

    private static byte[] object(Part fields) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream(512);
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            fields.write(json);
            json.writeEndObject();
        }
        return out.toByteArray();
    }
}
