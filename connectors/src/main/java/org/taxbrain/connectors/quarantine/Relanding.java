package org.taxbrain.connectors.quarantine;

import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.taxbrain.schemas.catalogue.Dataset;
import org.taxbrain.schemas.catalogue.Field;
import org.taxbrain.schemas.catalogue.NaturalKey;
import org.taxbrain.schemas.record.LandedRecord;
import org.taxbrain.schemas.record.Operation;

/**
 * A quarantined row as it lands once more: the same position and order, so that it is the same version, under the declaration that
 * its dataset has now. What the row itself lacks, as its file was cut or misread, no replay can give it.
 */
public final class Relanding {
    private final Dataset was;
    private final Dataset now;
    private final Clock clock;

    /**
     * @param was declaration that the row landed by
     * @param now declaration by which it is to be read
     */
    public Relanding(Dataset was, Dataset now, Clock clock) {
        this.was = was;
        this.now = now;
        this.clock = clock;
    }

    /** @param landedBefore where the row landed, {@code <partition>/<offset>} */
    public LandedRecord of(LandedRecord row, String landedBefore) {
        LandedRecord again = LandedRecord.newBuilder(row)
                .setDescriptorHash(now.hash())
                .setDepartment(now.descriptor().department())
                .setLandedAt(clock.millis())
                .setReplayOf(landedBefore)
                .build();
        if (row.getValues().isEmpty() || was.hash().equals(now.hash())) {
            return again;
        }
        Map<String, String> left = given(row);
        List<String> values = new ArrayList<>();
        Set<String> read = new HashSet<>();
        for (Field field : now.fields()) {
            String name = nameOf(field, left);
            values.add(name == null ? null : left.get(name));
            read.add(name);
        }
        left.keySet().removeAll(read);
        left.values().removeIf(Objects::isNull);
        again.setValues(values);
        again.setExtra(left);
        if (row.getOperation() == Operation.UPSERT && !isUndecodable(row)) {
            again.setKey(NaturalKey.of(now, values));
        }
        return again;
    }

    /** The charset was wrong: what the key's bytes mean is not known. */
    private static boolean isUndecodable(LandedRecord row) {
        return row.getDefect() != null && NaturalKey.isUnreadable(row.getKey());
    }

    /** What the source gave, by the names under which it did; null where it gave nothing. */
    private Map<String, String> given(LandedRecord row) {
        Map<String, String> given = new LinkedHashMap<>(row.getExtra());
        for (Field field : was.fields()) {
            boolean stands = field.position() < row.getValues().size();
            given.put(field.sourceName(), stands ? row.getValues().get(field.position()) : null);
        }
        return given;
    }

    /** The name under which the source gave a field; null if it did not. Where the declaration only renames a source, the field's own name tells. */
    private String nameOf(Field field, Map<String, String> given) {
        return field.sourceNames().stream()
                .filter(given::containsKey)
                .findFirst()
                .or(() -> was.fields().stream()
                        .filter(before -> before.name().equals(field.name()))
                        .map(Field::sourceName)
                        .findFirst())
                .orElse(null);
    }
}
