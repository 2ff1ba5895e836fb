package org.taxbrain.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.types.Row;
import org.apache.flink.types.RowKind;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.taxbrain.jobs.common.RawRecord;
import org.taxbrain.schemas.catalogue.Dataset;
import org.taxbrain.schemas.catalogue.Field;
import org.taxbrain.schemas.record.CleanRecord;
import org.taxbrain.schemas.record.Topics;
import org.taxbrain.schemas.record.Wire;

/**
 * Decodes clean records into rows of one table for each dataset, by side outputs: the key and where the row came from, then
 * the dataset's fields.
 */
final class FactRows extends ProcessFunction<RawRecord, Void> {
    private static final long serialVersionUID = 1L;
    /** The columns before the fields. */
    static final List<String> META = List.of("_key", "_position", "_batch", "_sourceTime", "_landedAt", "_hash");

    private final Map<String, OutputTag<Row>> tags = new HashMap<>();
    private transient Map<String, GenericDatumReader<GenericRecord>> readers;
    private transient Wire<CleanRecord> wire;
    private transient BinaryDecoder decoder;

    FactRows() {
        FactFiles.DATASETS.forEach(id -> tags.put(Topics.clean(id), tag(id)));
    }

    static OutputTag<Row> tag(String dataset) {
        return new OutputTag<>(dataset, type(Side.CATALOGUE.dataset(dataset)));
    }

    private static TypeInformation<Row> type(Dataset dataset) {
        List<String> names = new ArrayList<>(META);
        List<TypeInformation<?>> types = new ArrayList<>(
                List.of(Types.STRING, Types.STRING, Types.STRING, Types.LONG, Types.LONG, Types.STRING));
        add(dataset.fields(), names, types);
        return row(names, types);
    }

    private static TypeInformation<Row> row(List<String> names, List<TypeInformation<?>> types) {
        return Types.ROW_NAMED(names.toArray(String[]::new), types.toArray(TypeInformation<?>[]::new));
    }

    private static void add(List<Field> fields, List<String> names, List<TypeInformation<?>> types) {
        for (Field field : fields) {
            names.add(field.name());
            types.add(
                    switch (field.type()) {
                        case STRING, DECIMAL, POINT -> Types.STRING;
                        case LONG, MONEY, TIMESTAMP -> Types.LONG;
                        case DATE -> Types.LOCAL_DATE;
                        case BOOLEAN -> Types.BOOLEAN;
                        case LIST -> {
                            List<String> childNames = new ArrayList<>();
                            List<TypeInformation<?>> childTypes = new ArrayList<>();
                            add(field.children(), childNames, childTypes);
                            yield Types.OBJECT_ARRAY(row(childNames, childTypes));
                        }
                    });
        }
    }

    @Override
    public void open(OpenContext context) {
        readers = new HashMap<>();
        wire = Wire.clean();
    }

    @Override
    public void processElement(RawRecord record, Context context, Collector<Void> out) throws IOException {
        context.output(tags.get(record.topic), row(record));
    }

    private Row row(RawRecord record) throws IOException {
        CleanRecord meta = wire.decode(record.value);
        Dataset dataset = Side.byHash(meta.getDescriptorHash());
        List<Field> fields = dataset.fields();
        Row row = new Row(record.tombstone ? RowKind.DELETE : RowKind.UPDATE_AFTER, META.size() + fields.size());
        row.setField(0, new String(record.key, StandardCharsets.UTF_8));
        if (record.tombstone) {
            return row;
        }
        row.setField(1, meta.getPosition());
        row.setField(2, meta.getBatch());
        row.setField(3, meta.getSourceTime());
        row.setField(4, meta.getLandedAt());
        row.setField(5, meta.getDescriptorHash());
        ByteBuffer payload = meta.getPayload();
        byte[] bytes = new byte[payload.remaining()];
        payload.get(bytes);
        decoder = DecoderFactory.get().binaryDecoder(bytes, decoder);
        GenericRecord values = readers.computeIfAbsent(dataset.hash(), h -> new GenericDatumReader<>(dataset.schema()))
                .read(null, decoder);
        set(row, META.size(), fields, values);
        return row;
    }

    private static void set(Row row, int from, List<Field> fields, GenericRecord values) {
        for (int i = 0; i < fields.size(); i++) {
            Object value = values.get(fields.get(i).position());
            row.setField(from + i, value == null ? null : value(fields.get(i), value));
        }
    }

    private static Object value(Field field, Object value) {
        return switch (field.type()) {
            case STRING, DECIMAL, POINT -> value.toString();
            case LONG, MONEY, TIMESTAMP, BOOLEAN -> value;
            case DATE -> LocalDate.ofEpochDay((Integer) value);
            case LIST -> {
                List<?> elements = (List<?>) value;
                Row[] rows = new Row[elements.size()];
                for (int i = 0; i < rows.length; i++) {
                    rows[i] = new Row(field.children().size());
                    set(rows[i], 0, field.children(), (GenericRecord) elements.get(i));
                }
                yield rows;
            }
        };
    }
}
