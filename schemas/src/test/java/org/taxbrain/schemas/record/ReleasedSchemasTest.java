package org.taxbrain.schemas.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.SchemaCompatibility.SchemaPairCompatibility;
import org.apache.avro.SchemaFormatter;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.message.BinaryMessageEncoder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ReleasedSchemasTest {
    private static final String HOW_TO_RELEASE =
            "give a new field of records.avdl a default, take none away and change no type."
                    + " Before a release, keep its schemas by mvn -pl schemas test -Dtest=ReleasedSchemasTest -Dtaxbrain.release=NAME,"
                    + " and commit what that writes under src/main/resources/released";

    static Stream<Schema> envelopes() {
        return Stream.of(
                LandedRecord.getClassSchema(),
                CleanRecord.getClassSchema(),
                FiledRow.getClassSchema(),
                Outcome.getClassSchema(),
                QuarantineEntry.getClassSchema(),
                ResultRecord.getClassSchema(),
                CatalogueEntry.getClassSchema(),
                Delivery.getClassSchema(),
                Discarded.getClassSchema());
    }

    @ParameterizedTest
    @MethodSource("envelopes")
    void shouldReadWhatEveryReleaseWrote(Schema today) {
        assertThat(ReleasedSchemas.of(today.getName())).isNotEmpty().allSatisfy(released -> {
            SchemaPairCompatibility pair = SchemaCompatibility.checkReaderWriterCompatibility(today, released);
            assertThat(pair.getType())
                    .as(
                            "%s can't be read as a release wrote it (%s): %s",
                            today.getName(), pair.getDescription(), HOW_TO_RELEASE)
                    .isEqualTo(SchemaCompatibilityType.COMPATIBLE);
        });
    }

    @Test
    void shouldDecodeARecordOfAnEarlierSchemaWithDefaultsForWhatItLacks() throws IOException {
        Schema today = Outcome.getClassSchema();
        List<Schema.Field> fewer = today.getFields().stream()
                .filter(field -> !field.name().equals("rule"))
                .map(field -> new Schema.Field(field, field.schema()))
                .toList();
        Schema earlier = Schema.createRecord(today.getName(), null, today.getNamespace(), false, fewer);
        GenericRecord written = new GenericData.Record(earlier);
        written.put("dataset", "resident");
        written.put("batch", "b");
        written.put("partition", 1);
        written.put("offset", 2L);
        written.put(
                "kind",
                GenericData.get().createEnum("CLEAN", earlier.getField("kind").schema()));
        ByteBuffer bytes = new BinaryMessageEncoder<GenericRecord>(GenericData.get(), earlier).encode(written);

        Outcome read =
                Outcome.createDecoder(ReleasedSchemas.store(List.of(earlier))).decode(bytes);
        assertThat(read)
                .isEqualTo(Outcome.newBuilder()
                        .setDataset("resident")
                        .setBatch("b")
                        .setPartition(1)
                        .setOffset(2L)
                        .setKind(OutcomeKind.CLEAN)
                        .build());
    }

    /** Not a check: it keeps the schemas of the release that is being made. */
    @Test
    void keepsTheSchemasOfARelease() throws IOException {
        String release = System.getProperty("taxbrain.release");
        assumeTrue(release != null, "skipped: no release is being made");
        Path released = Path.of("src/main/resources/released");
        Path folder = Files.createDirectories(released.resolve(release));
        for (Schema schema : envelopes().toList()) {
            Files.writeString(
                    folder.resolve(schema.getName() + ".avsc"), SchemaFormatter.format("json/pretty", schema) + "\n");
        }
        if (!ReleasedSchemas.releases().contains(release)) {
            Files.writeString(released.resolve("releases.txt"), release + "\n", StandardOpenOption.APPEND);
        }
    }
}
