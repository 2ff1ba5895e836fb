package org.taxbrain.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.taxbrain.schemas.catalogue.Catalogue;
import org.taxbrain.schemas.catalogue.Dataset;
import org.taxbrain.schemas.record.CleanRecord;
import org.taxbrain.schemas.record.Operation;
import org.taxbrain.schemas.record.Wire;

/**
 * Makes the facts: rows as CleanJob writes them, in random order, then corrections and deletions of some. Of twenty residents
 * one had another id before, of one it is learned later, of one it turns out to be wrong; half of the rows that name these
 * three name them by it.
 */
final class Facts {
    private static final long LANDED = 1_772_330_401_000L;
    private static final int TODAY = 20_513;
    private static final int DECADE = 3_650;
    private static final String RESIDENT_ID = "resident-id";
    private static final int IDENTITIES = 20;
    /** Residents, by their number modulo {@link #IDENTITIES}: known from the start to have had another id. */
    private static final int KNOWN = 0;
    /** A correction of their row says it. */
    private static final int LEARNED = 1;
    /** A correction of their row takes it back. */
    private static final int WITHDRAWN = 2;

    private final Catalogue catalogue = Catalogue.load(List.of());
    private final Wire<CleanRecord> wire = Wire.clean();
    private final FactSpec spec;
    private BinaryEncoder encoder;

    Facts(FactSpec spec) {
        this.spec = spec;
    }

    void write(FactFiles files) throws IOException {
        for (int part = 0; part < FactFiles.PARTS; part++) {
            int[] rows = shuffled(part);
            try (FactFiles.Writer out = files.write(part)) {
                for (int row : rows) {
                    write(out, row, 1, Operation.UPSERT);
                }
                int corrections = share(spec.corrections(), part);
                int changes = corrections + share(spec.deletions(), part);
                int changed = 0;
                for (int row : rows) {
                    if (row < spec.subjects() && hadOtherId(row, 1) != hadOtherId(row, 2)) {
                        write(out, row, 2, Operation.UPSERT);
                        changed++;
                    }
                }
                for (int row : rows) {
                    if (row >= spec.firstOther() && changed < changes) {
                        write(out, row, 2, changed < corrections ? Operation.UPSERT : Operation.DELETE);
                        changed++;
                    }
                }
                if (changed < changes) {
                    throw new IllegalArgumentException("too few facts for each subject: there is nothing to correct");
                }
            }
        }
    }

    /** How many of so many a part has; the parts' shares make the whole. */
    private static int share(int all, int part) {
        return (all + FactFiles.PARTS - 1 - part) / FactFiles.PARTS;
    }

    private int[] shuffled(int part) {
        int[] rows = new int[share(spec.rows(), part)];
        SplittableRandom random = new SplittableRandom(spec.seed() * FactFiles.PARTS + part);
        for (int i = 0; i < rows.length; i++) {
            int other = random.nextInt(i + 1);
            rows[i] = rows[other];
            rows[other] = i * FactFiles.PARTS + part;
        }
        return rows;
    }

    private void write(FactFiles.Writer out, int row, int version, Operation operation) throws IOException {
        String dataset = dataset(row);
        Dataset declared = catalogue.dataset(dataset);
        GenericRecord values = values(declared, row, version);
        String key = values.get(declared.schema()
                        .getField(declared.descriptor().key().get(0))
                        .pos())
                .toString();
        byte[] record = record(declared, key, row, version, operation == Operation.DELETE ? null : values);
        out.write(dataset, key, operation == Operation.DELETE, record);
    }

    /** A bill or an arrear of the first subject, whatever the row's number. */
    byte[] ofOne(String dataset, int row, int version) throws IOException {
        Dataset declared = catalogue.dataset(dataset);
        GenericRecord values = new GenericData.Record(declared.schema());
        SplittableRandom same = new SplittableRandom(row);
        SplittableRandom changing = new SplittableRandom(version * 7_368_787L + row);
        if (dataset.equals("tax-arrears")) {
            arrears(values, row, 0, same, changing);
        } else {
            bill(values, row, residentId(0), 0, same, changing);
        }
        return record(declared, key(dataset, row), row, version, values);
    }

    /** The key of a bill or an arrear. */
    static String key(String dataset, int row) {
        return (dataset.equals("tax-arrears") ? "QS" : "JS") + row;
    }

    /** @param values null: the row is deleted */
    private byte[] record(Dataset dataset, String key, int row, int version, GenericRecord values) throws IOException {
        return wire.encode(CleanRecord.newBuilder()
                .setDataset(dataset.id())
                .setDescriptorHash(dataset.hash())
                .setKey(key)
                .setOperation(values == null ? Operation.DELETE : Operation.UPSERT)
                .setOrder(List.of((long) TODAY, (long) version, (long) row))
                .setPosition(dataset.id() + "_20260301.csv:" + row)
                .setBatch(dataset.id() + "_20260301.csv@0123456789ab")
                .setSourceTime(LANDED - 1_000)
                .setLandedAt(LANDED + version)
                .setRemarks(List.of())
                .setPayload(values == null ? null : payload(dataset, values))
                .build());
    }

    private String dataset(int row) {
        int other = row - spec.firstOther();
        if (other < 0) {
            return row < spec.subjects() ? "resident" : "taxpayer";
        }
        if (other < spec.arrears()) {
            return "tax-arrears";
        }
        return other < spec.arrears() + spec.rights() ? "property-right" : "medical-settlement";
    }

    private ByteBuffer payload(Dataset dataset, GenericRecord values) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        encoder = EncoderFactory.get().binaryEncoder(bytes, encoder);
        new GenericDatumWriter<GenericRecord>(dataset.schema()).write(values, encoder);
        encoder.flush();
        return ByteBuffer.wrap(bytes.toByteArray());
    }

    private GenericRecord values(Dataset dataset, int row, int version) {
        GenericRecord values = new GenericData.Record(dataset.schema());
        SplittableRandom same = new SplittableRandom(spec.seed() * 1_000_003 + row);
        SplittableRandom changing = new SplittableRandom((spec.seed() + version) * 7_368_787 + row);
        switch (dataset.id()) {
            case "resident" -> resident(values, row, version);
            case "taxpayer" -> taxpayer(values, row - spec.subjects(), same);
            case "tax-arrears" -> arrears(values, row, same.nextInt(spec.registrations()), same, changing);
            case "property-right" -> right(values, row, changing);
            case "medical-settlement" -> {
                int subject = same.nextInt(spec.subjects());
                bill(values, row, named(subject, row), subject, same, changing);
            }
            default -> throw new IllegalStateException("no rows of " + dataset + " are made");
        }
        return values;
    }

    private static void resident(GenericRecord values, int subject, int version) {
        values.put("residentId", residentId(subject));
        values.put("name", name(subject));
        values.put("birthDate", 3_000 + subject % 9_000);
        values.put("status", "living");
        values.put("formerIds", hadOtherId(subject, version) ? List.of(formerId(values.getSchema(), subject)) : null);
    }

    /** Whether a version of a resident's row says so. */
    private static boolean hadOtherId(int subject, int version) {
        int identity = subject % IDENTITIES;
        return identity == KNOWN || identity == (version == 1 ? WITHDRAWN : LEARNED);
    }

    private static GenericRecord formerId(Schema resident, int subject) {
        Schema list = resident.getField("formerIds").schema().getTypes().get(1);
        GenericRecord former = new GenericData.Record(list.getElementType());
        former.put("idType", RESIDENT_ID);
        former.put("id", formerId(subject));
        return former;
    }

    /** How a row names a resident. */
    private static String named(int subject, int row) {
        return subject % IDENTITIES <= WITHDRAWN && row % 2 == 0 ? formerId(subject) : residentId(subject);
    }

    private static void taxpayer(GenericRecord values, int registration, SplittableRandom random) {
        int subject = 2 * registration;
        values.put("djxh", djxh(registration));
        values.put("name", name(subject));
        values.put("idType", RESIDENT_ID);
        values.put("id", named(subject, random.nextInt(2)));
        values.put("status", "normal");
        values.put("address", "杭州市西湖区文一西路" + random.nextInt(1, 999) + "号");
        values.put("industry", "零售业");
        values.put("office", "国家税务总局杭州市西湖区税务局");
        values.put("registeredOn", TODAY - random.nextInt(DECADE));
    }

    private static void arrears(
            GenericRecord values, int row, int registration, SplittableRandom same, SplittableRandom changing) {
        int due = TODAY - 30 - same.nextInt(DECADE);
        long assessed = same.nextLong(100, 10_000_000);
        values.put("arrearsId", key("tax-arrears", row));
        values.put("djxh", djxh(registration));
        values.put("tax", "增值税");
        values.put("periodFrom", due - 60);
        values.put("periodTo", due - 30);
        values.put("dueOn", due);
        values.put("assessed", assessed);
        values.put("open", changing.nextInt(3) == 0 ? 0L : changing.nextLong(1, assessed + 1));
        values.put("asOf", TODAY);
    }

    private void right(GenericRecord values, int row, SplittableRandom random) {
        Schema holder = values.getSchema().getField("holders").schema().getElementType();
        List<GenericRecord> holders = new ArrayList<>();
        int first = random.nextInt(spec.subjects());
        holders.add(holder(holder, first, row));
        if (random.nextBoolean()) {
            holders.add(holder(holder, (first + 1) % spec.subjects(), row));
        }
        values.put("rightNo", "BDC" + row);
        values.put("unitNo", "330106" + String.format("%022d", row / 2));
        values.put("certificateNo", "浙(2021)杭州市不动产权第" + row + "号");
        values.put("rightKind", "building");
        values.put("holders", holders);
        values.put("area", Integer.toString(random.nextInt(30, 300)));
        values.put("use", "住宅");
        values.put("address", "杭州市西湖区古墩路" + random.nextInt(1, 999) + "号");
        values.put("price", random.nextLong(10_000_000, 1_000_000_000));
        values.put("registeredOn", TODAY - random.nextInt(DECADE));
        values.put("cancelledOn", random.nextInt(4) == 0 ? TODAY - random.nextInt(300) : null);
    }

    private static GenericRecord holder(Schema schema, int subject, int row) {
        GenericRecord holder = new GenericData.Record(schema);
        holder.put("name", name(subject));
        holder.put("idType", RESIDENT_ID);
        holder.put("id", named(subject, row));
        holder.put("share", "1/2");
        return holder;
    }

    private static void bill(
            GenericRecord values, int row, String id, int subject, SplittableRandom same, SplittableRandom changing) {
        int day = TODAY - same.nextInt(DECADE);
        long total = changing.nextLong(100, 5_000_000);
        values.put("settlementId", key("medical-settlement", row));
        values.put("residentId", id);
        values.put("name", name(subject));
        values.put("startedOn", day - 3);
        values.put("endedOn", day);
        values.put("hospital", "浙江大学医学院附属第一医院");
        values.put("total", total);
        values.put("fundPaid", total / 2);
        values.put("selfPay", total / 4);
        values.put("ownPay", total / 8);
        values.put("cashPay", total / 8);
    }

    static String residentId(int subject) {
        return id("330106", subject);
    }

    private static String formerId(int subject) {
        return id("330107", subject);
    }

    private static String id(String division, int subject) {
        return division + (19_500_101 + subject / 1_000) + String.format("%03dX", subject % 1_000);
    }

    static String djxh(int registration) {
        return "1011330100" + String.format("%010d", registration);
    }

    private static String name(int subject) {
        return "王" + (char) ('一' + subject % 5_000);
    }
}
