package org.taxbrain.bench;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import org.apache.flink.table.data.ArrayData;
import org.apache.flink.table.data.RowData;
import org.taxbrain.schemas.catalogue.Dataset;
import org.taxbrain.schemas.catalogue.Descriptor.SubjectRef;
import org.taxbrain.schemas.catalogue.Field;
import org.taxbrain.schemas.index.RowJson;

/**
 * Writes SQL's rows as documents of the same shape as the job's. Columns: the subject, then for each dataset how many rows the
 * subject has, and these rows: as whom they present the subject, how they name it, {@link FactRows#META} and the fields.
 */
abstract class SqlDocuments extends SqlJson {
    /** Of an item: where the row's own columns begin. */
    static final int ROW = 2;

    static final int VALUES = ROW + FactRows.META.size();
    private static final long serialVersionUID = 1L;
    private static final int PRESENTED = 0;
    private static final int NAMED = 1;
    private static final String UNIT = "property-unit";

    private final List<String> datasets;
    /** Whether the subjects are units. */
    private final boolean units;

    SqlDocuments(List<String> datasets, boolean units) {
        this.datasets = List.copyOf(datasets);
        this.units = units;
    }

    @Override
    public final String id(RowData row) {
        return row.getString(0).toString();
    }

    /** The columns that belong to a dataset begin here. */
    static int column(int dataset) {
        return 1 + 2 * dataset;
    }

    /** What the subject comes to. */
    abstract void summary(JsonGenerator json, RowData row) throws IOException;

    /** Rules of which a reminder is open. */
    abstract List<String> reminders(RowData row);

    @Override
    final void write(JsonGenerator json, RowData row) throws IOException {
        String subject = id(row);
        json.writeStringField("subject", subject);
        json.writeStringField("kind", units ? UNIT : subject.substring(0, subject.indexOf(':')));
        names(json, subject, row);
        json.writeStringField("ruleRevision", rules().revision());
        json.writeObjectFieldStart("summary");
        summary(json, row);
        json.writeEndObject();
        json.writeObjectFieldStart("sections");
        for (int i = 0; i < datasets.size(); i++) {
            if (!row.isNullAt(column(i))) {
                section(json, Side.CATALOGUE.dataset(datasets.get(i)), row, column(i));
            }
        }
        json.writeEndObject();
        texts(json, "reminders", reminders(row));
    }

    private void names(JsonGenerator json, String subject, RowData row) throws IOException {
        TreeSet<String> names = new TreeSet<>();
        TreeSet<String> identifiers = new TreeSet<>(List.of(subject));
        Named lowest = null;
        for (int i = 0; i < datasets.size(); i++) {
            if (row.isNullAt(column(i))) {
                continue;
            }
            Dataset dataset = Side.CATALOGUE.dataset(datasets.get(i));
            int rank = role(dataset).nameRank();
            for (RowData item : items(dataset, row, column(i))) {
                identifiers.add(item.getString(PRESENTED).toString());
                if (!item.isNullAt(NAMED)) {
                    String name = item.getString(NAMED).toString();
                    names.add(name);
                    Named named = new Named(rank, item.getString(ROW).toString(), name);
                    lowest = lowest == null || Named.ORDER.compare(named, lowest) < 0 ? named : lowest;
                }
            }
        }
        text(json, "name", lowest == null ? null : lowest.name);
        texts(json, "names", names);
        texts(json, "identifiers", identifiers);
    }

    /** How a row names the subject; each dataset has a rank of its own. */
    private record Named(int rank, String key, String name) {
        private static final Comparator<Named> ORDER =
                Comparator.comparingInt(Named::rank).thenComparing(Named::key).thenComparing(Named::name);
    }

    /** What a dataset says of such a subject. */
    private SubjectRef role(Dataset dataset) {
        for (SubjectRef subject : dataset.descriptor().subjects()) {
            if (units == subject.kind().equals(UNIT)) {
                return subject;
            }
        }
        throw new IllegalStateException(dataset + " names no such subject");
    }

    /** The rows of a section. */
    static RowData[] items(Dataset dataset, RowData row, int column) {
        ArrayData items = row.getArray(column + 1);
        RowData[] rows = new RowData[items.size()];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = items.getRow(i, VALUES + dataset.fields().size());
        }
        return rows;
    }

    private void section(JsonGenerator json, Dataset dataset, RowData row, int column) throws IOException {
        List<String> roles = List.of(role(dataset).role());
        json.writeObjectFieldStart(dataset.id());
        json.writeNumberField("count", row.getLong(column));
        json.writeArrayFieldStart("items");
        for (RowData item : items(dataset, row, column)) {
            item(json, dataset, roles, item);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void item(JsonGenerator json, Dataset dataset, List<String> roles, RowData item) throws IOException {
        json.writeStartObject();
        json.writeStringField("key", item.getString(ROW).toString());
        texts(json, "roles", roles);
        json.writeStringField("presentedAs", item.getString(PRESENTED).toString());
        json.writeObjectFieldStart("data");
        fields(json, dataset.fields(), item, VALUES);
        json.writeEndObject();
        json.writeObjectFieldStart("source");
        json.writeStringField("position", item.getString(ROW + 1).toString());
        json.writeStringField("batch", item.getString(ROW + 2).toString());
        json.writeStringField("sourceTime", RowJson.instant(item.getLong(ROW + 3)));
        json.writeStringField("landedAt", RowJson.instant(item.getLong(ROW + 4)));
        json.writeStringField("descriptorHash", item.getString(ROW + 5).toString());
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void fields(JsonGenerator json, List<Field> fields, RowData row, int from) throws IOException {
        for (int i = 0; i < fields.size(); i++) {
            if (!row.isNullAt(from + i)) {
                json.writeFieldName(fields.get(i).name());
                value(json, fields.get(i), row, from + i);
            }
        }
    }

    private static void value(JsonGenerator json, Field field, RowData row, int at) throws IOException {
        switch (field.type()) {
            case STRING, POINT -> json.writeString(row.getString(at).toString());
            case LONG, MONEY -> json.writeNumber(row.getLong(at));
            case DECIMAL -> json.writeNumber(new BigDecimal(row.getString(at).toString()).toPlainString());
            case DATE -> json.writeString(LocalDate.ofEpochDay(row.getInt(at)).toString());
            case TIMESTAMP -> json.writeString(RowJson.instant(row.getLong(at)));
            case BOOLEAN -> json.writeBoolean(row.getBoolean(at));
            case LIST -> {
                json.writeStartArray();
                ArrayData elements = row.getArray(at);
                for (int i = 0; i < elements.size(); i++) {
                    json.writeStartObject();
                    fields(
                            json,
                            field.children(),
                            elements.getRow(i, field.children().size()),
                            0);
                    json.writeEndObject();
                }
                json.writeEndArray();
            }
        }
    }
}
