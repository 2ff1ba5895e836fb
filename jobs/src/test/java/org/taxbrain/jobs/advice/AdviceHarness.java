package org.taxbrain.jobs.advice;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.taxbrain.jobs.clean.CatalogueAccess;
import org.taxbrain.jobs.common.OutRecord;
import org.taxbrain.jobs.common.RawRecord;
import org.taxbrain.schemas.catalogue.Dataset;
import org.taxbrain.schemas.record.CleanRecord;
import org.taxbrain.schemas.record.Operation;
import org.taxbrain.schemas.record.Topics;
import org.taxbrain.schemas.record.Wire;

/** The operators behind the history, one behind the other, in Flink's own harness. */
final class AdviceHarness implements AutoCloseable {
    static final Duration GRACE = Duration.ofMinutes(10);
    /** A shop has a licence, which bills reference; a shop has one bill a month. */
    static final Dataset SHOP =
            dataset("shop", "licence: {referenced: true}", "", "string no; union { null, string } licence = null;");

    static final Dataset BILL = dataset(
            "bill",
            "licence: {references: shop.licence}",
            "unique: [[shop, month]]",
            "string no; union { null, string } licence = null; string shop; union { null, long } month = null;");

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path pepper;
    private ClaimReader reader;
    private KeyedOneInputStreamOperatorTestHarness<String, RowClaims, ClaimChange> rows;
    private KeyedOneInputStreamOperatorTestHarness<String, ClaimChange, Violation> shared;
    private KeyedOneInputStreamOperatorTestHarness<String, ClaimChange, Violation> missing;
    private KeyedOneInputStreamOperatorTestHarness<String, Violation, OutRecord> findings;
    private final List<OutRecord> written = new ArrayList<>();
    private long time;
    private int offset;

    AdviceHarness() throws Exception {
        pepper = Files.createTempFile("pepper", null);
        Files.write(pepper, "a pepper of the tests alone".getBytes(StandardCharsets.UTF_8));
        open(new OperatorSubtaskState[4]);
    }

    private static Dataset dataset(String id, String hint, String advice, String fields) {
        String descriptor = """
                dataset: %s
                revision: 1
                department: tax-core
                title: {zh-CN: 试}
                record: Row
                key: [no]
                freshness: PT5S
                purpose: 试
                legalBasis: 试
                sharing: none
                agreementExpiry: 2028-12-31
                retention: P10Y
                source:
                  cdc: {system: tax-core, table: public.%s}
                fields:
                  %s
                %s
                """.formatted(id, id, hint, advice);
        return Dataset.parse(
                id, descriptor, "@namespace(\"test\") protocol Rows { record Row { %s } }".formatted(fields));
    }

    private void open(OperatorSubtaskState[] states) throws Exception {
        CatalogueAccess catalogue = () -> new CatalogueAccess.Lookup() {
            @Override
            public Dataset dataset(String hash) {
                return Map.of(SHOP.hash(), SHOP, BILL.hash(), BILL).get(hash);
            }

            @Override
            public void close() {
                // holds nothing
            }
        };
        reader = new ClaimReader(catalogue, pepper.toString());
        reader.open(null);
        rows = open(new ClaimFunction(), version -> version.row, states[0]);
        shared = open(new UniqueFunction(), ClaimChange::value, states[1]);
        missing = open(new ReferenceFunction(GRACE), ClaimChange::value, states[2]);
        findings = open(new FindingFunction("books"), violation -> violation.finding, states[3]);
    }

    private <I, O> KeyedOneInputStreamOperatorTestHarness<String, I, O> open(
            KeyedProcessFunction<String, I, O> function, KeySelector<I, String> key, OperatorSubtaskState state)
            throws Exception {
        var harness =
                new KeyedOneInputStreamOperatorTestHarness<>(new KeyedProcessOperator<>(function), key, Types.STRING);
        harness.getExecutionConfig()
                .configure(
                        new Configuration().set(PipelineOptions.GENERIC_TYPES, false),
                        getClass().getClassLoader());
        if (state != null) {
            harness.initializeState(state);
        }
        harness.open();
        harness.setProcessingTime(time);
        return harness;
    }

    /** Ends the operators and starts others on their checkpoint. */
    void restart() throws Exception {
        OperatorSubtaskState[] states = {
            rows.snapshot(1, 1), shared.snapshot(1, 1), missing.snapshot(1, 1), findings.snapshot(1, 1)
        };
        closeOperators();
        open(states);
    }

    /** A version of a shop; {@code licence} may be null. */
    void shop(String no, String licence) throws Exception {
        accept(SHOP, no, no, licence);
    }

    /** A version of a bill; all but the number and the shop may be null. */
    void bill(String no, String licence, String shop, Long month) throws Exception {
        accept(BILL, no, no, licence, shop, month);
    }

    void delete(Dataset dataset, String no) throws Exception {
        accept(dataset, no);
    }

    /** Values by the schema's order; none: a deletion. */
    private void accept(Dataset dataset, String no, Object... values) throws Exception {
        boolean isGone = values.length == 0;
        CleanRecord version = CleanRecord.newBuilder()
                .setDataset(dataset.id())
                .setDescriptorHash(dataset.hash())
                .setKey(no)
                .setOperation(isGone ? Operation.DELETE : Operation.UPSERT)
                .setOrder(List.of((long) ++offset))
                .setPosition(dataset.id() + ".csv:" + offset)
                .setBatch("batch")
                .setLandedAt(0)
                .setRemarks(List.of())
                .setPayload(isGone ? null : payload(dataset, values))
                .build();
        RawRecord in = new RawRecord();
        in.topic = Topics.HISTORY;
        in.key = (dataset.id() + '|' + no).getBytes(StandardCharsets.UTF_8);
        in.value = Wire.clean().encode(version);
        List<RowClaims> read = new ArrayList<>();
        reader.flatMap(in, new ListCollector<>(read));
        for (RowClaims claims : read) {
            rows.processElement(new StreamRecord<>(claims));
        }
        forward();
    }

    private static ByteBuffer payload(Dataset dataset, Object... values) {
        try {
            GenericData.Record row = new GenericData.Record(dataset.schema());
            for (int i = 0; i < values.length; i++) {
                row.put(i, values[i]);
            }
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
            new GenericDatumWriter<GenericData.Record>(dataset.schema()).write(row, encoder);
            encoder.flush();
            return ByteBuffer.wrap(bytes.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void forward() throws Exception {
        for (ClaimChange change : rows.extractOutputValues()) {
            (change.claim.role == Claim.Role.UNIQUE ? shared : missing).processElement(new StreamRecord<>(change));
        }
        rows.getOutput().clear();
        for (var judge : List.of(shared, missing)) {
            for (Violation violation : judge.extractOutputValues()) {
                findings.processElement(new StreamRecord<>(violation));
            }
            judge.getOutput().clear();
        }
        written.addAll(findings.extractOutputValues());
        findings.getOutput().clear();
    }

    void pass(Duration duration) throws Exception {
        time += duration.toMillis();
        rows.setProcessingTime(time);
        shared.setProcessingTime(time);
        missing.setProcessingTime(time);
        forward();
        findings.setProcessingTime(time);
        forward();
    }

    /** Entries that the operators keep. */
    int kept() {
        return rows.numKeyedStateEntries()
                + shared.numKeyedStateEntries()
                + missing.numKeyedStateEntries()
                + findings.numKeyedStateEntries();
    }

    /** Findings of a kind in the order in which they were written. */
    List<JsonNode> written(String kind) throws IOException {
        List<JsonNode> found = new ArrayList<>();
        for (OutRecord record : written) {
            var result = Wire.result().decode(record.value);
            if (!record.topic.equals(Topics.FINDING)
                    || !result.getId().equals(new String(record.key, StandardCharsets.UTF_8))) {
                throw new AssertionError("not a finding under its own id: " + record.topic + " " + result.getId());
            }
            JsonNode body = JSON.readTree(result.getBody());
            if (body.path("kind").asText().equals(kind)) {
                found.add(body);
            }
        }
        return found;
    }

    private void closeOperators() throws Exception {
        reader.close();
        rows.close();
        shared.close();
        missing.close();
        findings.close();
    }

    @Override
    public void close() throws IOException {
        try {
            closeOperators();
        } catch (Exception e) {
            throw new IOException("the harness did not close", e);
        }
        Files.delete(pepper);
    }
}
