package org.taxbrain.e2e.files;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.taxbrain.connectors.FileLanding;
import org.taxbrain.connectors.files.FileIntake;
import org.taxbrain.connectors.files.Seal;
import org.taxbrain.schemas.catalogue.Dataset;
import org.taxbrain.schemas.catalogue.Field;
import org.taxbrain.schemas.parse.CleanResult;
import org.taxbrain.schemas.parse.RowCleaner;
import org.taxbrain.schemas.record.Delivery;
import org.taxbrain.schemas.record.LandedRecord;

/**
 * What the product makes of a file by its declaration alone.
 *
 * @param landed every row
 * @param clean fields of the rows that pass, by physical line: dates as {@link LocalDate}, times as {@link Instant}
 * @param quarantined field and rule of the others, by physical line
 */
record LandedFile(List<LandedRecord> landed, Map<Long, Map<String, Object>> clean, Map<Long, String> quarantined) {

    /** Lands and cleans a file; the test is left out where the file is not on this machine. */
    static LandedFile of(Path folder, String id, String file) throws IOException {
        Dataset dataset = RealData.dataset(id);
        List<LandedRecord> landed = land(folder, dataset, RealData.file(file));
        RowCleaner cleaner = RowCleaner.of(dataset);
        Map<Long, Map<String, Object>> clean = new TreeMap<>();
        Map<Long, String> quarantined = new TreeMap<>();
        for (LandedRecord row : landed) {
            long line =
                    Long.parseLong(row.getPosition().substring(row.getPosition().lastIndexOf(':') + 1));
            if (row.getDefect() != null) {
                quarantined.put(line, row.getDefect());
            } else if (cleaner.clean(row.getValues(), row.getLandedAt()) instanceof CleanResult.CleanRow passed) {
                clean.put(line, fields(dataset, passed.payload()));
            } else {
                var fault = (CleanResult.Fault) cleaner.clean(row.getValues(), row.getLandedAt());
                quarantined.put(line, fault.field() + ": " + fault.rule());
            }
        }
        return new LandedFile(landed, clean, quarantined);
    }

    static List<LandedRecord> land(Path folder, Dataset dataset, Optional<Path> file) throws IOException {
        assumeTrue(
                file.isPresent(),
                "the real data is not on this machine; set TAXBRAIN_SHARED_DATA to the folder that holds it");
        Path copy = Files.copy(file.get(), folder.resolve("copy"));
        List<LandedRecord> landed = new ArrayList<>();
        FileLanding landing = new FileLanding() {
            @Override
            public void land(LandedRecord row) {
                landed.add(row);
            }

            @Override
            public void delivered(Delivery delivery) {
                // the rows are what is looked at
            }

            @Override
            public void flush() {}
        };
        byte[] pepper = "0123456789abcdef".getBytes(StandardCharsets.UTF_8);
        FileIntake intake =
                new FileIntake(dataset, folder.resolve("data"), landing, pepper, Clock.systemUTC(), Seal.NONE);
        String name = file.get().getFileName().toString();
        if (!intake.matches(name)) {
            throw new AssertionError(name + " is no file of " + dataset.id());
        }
        intake.take(copy, name, null);
        return landed;
    }

    private static Map<String, Object> fields(Dataset dataset, byte[] payload) throws IOException {
        Schema schema = dataset.schema();
        GenericRecord row = new GenericDatumReader<GenericRecord>(schema)
                .read(null, DecoderFactory.get().binaryDecoder(payload, null));
        Map<String, Object> fields = new TreeMap<>();
        for (Field field : dataset.fields()) {
            Object value = row.get(field.name());
            fields.put(
                    field.name(),
                    value == null
                            ? "absent"
                            : switch (field.type()) {
                                case DATE -> LocalDate.ofEpochDay((int) value);
                                case TIMESTAMP -> Instant.ofEpochMilli((long) value);
                                case STRING, DECIMAL, POINT -> value.toString();
                                default -> value;
                            });
        }
        return fields;
    }
}
