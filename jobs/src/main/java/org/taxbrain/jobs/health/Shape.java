package org.taxbrain.jobs.health;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.taxbrain.schemas.catalogue.Dataset;
import org.taxbrain.schemas.catalogue.Descriptor;
import org.taxbrain.schemas.catalogue.Field;
import org.taxbrain.schemas.record.LandedRecord;
import org.taxbrain.schemas.record.Operation;
import org.taxbrain.schemas.text.Text;

/** What is looked at in the rows of a declared dataset. */
public final class Shape {
    private static final String ONE_OF = "one-of:";
    /** Stands for every value that is not declared: what it is may be personal, and there may be any number of them. */
    private static final String OTHER = "(other)";

    private final Dataset dataset;
    private final List<Coded> coded = new ArrayList<>();
    private final int total;

    private record Coded(Field field, Set<String> codes) {}

    public Shape(Dataset dataset) {
        this.dataset = dataset;
        for (Field field : dataset.fields()) {
            Set<String> codes = new HashSet<>(field.codes().keySet());
            if (codes.isEmpty()) {
                field.checks().stream()
                        .filter(check -> check.startsWith(ONE_OF))
                        .forEach(check -> codes.addAll(
                                Arrays.asList(check.substring(ONE_OF.length()).split(","))));
            }
            if (!codes.isEmpty()) {
                coded.add(new Coded(field, codes));
            }
        }
        Descriptor.Files files = dataset.descriptor().source().files();
        this.total = files == null || files.totalField() == null
                ? -1
                : dataset.field(files.totalField()).position();
    }

    /** Position of the field that totals sum, among the landed values; -1: none is declared. */
    public int totalPosition() {
        return total;
    }

    /** Name of the field that totals sum; null: none is declared. */
    public String totalField() {
        return total < 0 ? null : dataset.descriptor().source().files().totalField();
    }

    /** What a row adds to the profile of its day. */
    public RowProfile of(LandedRecord row) {
        RowProfile profile = new RowProfile();
        profile.descriptorHash = row.getDescriptorHash();
        profile.deletion = row.getOperation() == Operation.DELETE;
        profile.extra = row.getExtra().keySet().toArray(String[]::new);
        if (profile.deletion || row.getDefect() != null) {
            // a deletion need not carry its row, and a broken row's columns may be any
            profile.absent = new String[0];
            profile.codes = new String[0];
            return profile;
        }
        List<String> values = row.getValues();
        profile.absent = dataset.fields().stream()
                .filter(field -> value(values, field) == null)
                .map(Field::name)
                .toArray(String[]::new);
        profile.codes = coded.stream()
                .filter(code -> value(values, code.field) != null)
                .map(code -> code.field.name() + '=' + shown(code, value(values, code.field)))
                .toArray(String[]::new);
        return profile;
    }

    private static String shown(Coded coded, String value) {
        return coded.codes.contains(value) ? value : OTHER;
    }

    private static String value(List<String> values, Field field) {
        return field.position() < values.size() ? Text.normalise(values.get(field.position())) : null;
    }

    /** Declared columns: by what the source calls each field. */
    static Map<String, String> sourceNames(Dataset dataset) {
        Map<String, String> names = new TreeMap<>();
        dataset.fields().forEach(field -> names.put(field.name(), field.sourceName()));
        return names;
    }
}
