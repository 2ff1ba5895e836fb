package org.taxbrain.jobs.advice;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.taxbrain.schemas.catalogue.Dataset;
import org.taxbrain.schemas.catalogue.Field;
import org.taxbrain.schemas.catalogue.Reference;
import org.taxbrain.schemas.record.CleanRecord;
import org.taxbrain.schemas.text.Sm3;

/** What of a dataset's rows is judged beside other rows, as one declaration says it. */
final class Judged {
    /** Stands between what is hashed: no value has it, as reading takes invisible characters out of texts. */
    private static final char APART = '\u0000';

    private final Dataset dataset;
    private final GenericDatumReader<GenericRecord> reader;
    private final List<Fields> judged = new ArrayList<>();

    /**
     * Fields whose values are judged together.
     *
     * @param domain what they are values of
     * @param finding id of the finding; null of what is referenced
     */
    private record Fields(Claim.Role role, String domain, String finding, int[] positions) {}

    Judged(Dataset dataset) {
        this.dataset = dataset;
        this.reader = new GenericDatumReader<>(dataset.schema());
        for (List<String> group : dataset.descriptor().unique()) {
            String id = FindingId.notUnique(dataset.id(), group).toString();
            int[] positions = group.stream()
                    .mapToInt(name -> dataset.field(name).position())
                    .toArray();
            judged.add(new Fields(Claim.Role.UNIQUE, id, id, positions));
        }
        for (Field field : dataset.fields()) {
            int[] position = {field.position()};
            if (field.hint().referenced()) {
                String domain = new Reference(dataset.id(), field.name()).toString();
                judged.add(new Fields(Claim.Role.REFERENCED, domain, null, position));
            }
            Reference reference = Reference.of(field);
            if (reference != null) {
                String domain = reference.toString();
                String id = FindingId.referenceMissing(dataset.id(), field.name(), domain)
                        .toString();
                judged.add(new Fields(Claim.Role.REFERENCE, domain, id, position));
            }
        }
    }

    /** Whether nothing is. */
    boolean isEmpty() {
        return judged.isEmpty();
    }

    /**
     * What a version holds; a group of which a field is absent holds nothing.
     *
     * @return empty of a deletion
     */
    Claim[] claims(CleanRecord version, byte[] pepper) {
        if (version.getPayload() == null) {
            return new Claim[0];
        }
        GenericRecord row = read(version);
        List<Claim> claims = new ArrayList<>();
        for (Fields fields : judged) {
            StringBuilder text = new StringBuilder(fields.domain);
            boolean isAbsent = false;
            for (int position : fields.positions) {
                Object value = row.get(position);
                isAbsent |= value == null;
                text.append(APART).append(value);
            }
            if (!isAbsent) {
                String hash = Sm3.keyedHash(pepper, text.toString());
                claims.add(Claim.of(fields.role, hash, fields.finding, version.getPosition()));
            }
        }
        return claims.toArray(Claim[]::new);
    }

    private GenericRecord read(CleanRecord version) {
        ByteBuffer payload = version.getPayload().duplicate();
        byte[] bytes = new byte[payload.remaining()];
        payload.get(bytes);
        try {
            return reader.read(null, DecoderFactory.get().binaryDecoder(bytes, null));
        } catch (IOException e) {
            throw new UncheckedIOException("the row at " + version.getPosition() + " can't be read by " + dataset, e);
        }
    }
}
