package org.taxbrain.jobs.clean;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.taxbrain.jobs.common.RawRecord;
import org.taxbrain.schemas.catalogue.Dataset;
import org.taxbrain.schemas.catalogue.NaturalKey;
import org.taxbrain.schemas.record.LandedRecord;
import org.taxbrain.schemas.record.Operation;
import org.taxbrain.schemas.record.Topics;
import org.taxbrain.schemas.record.Transport;
import org.taxbrain.schemas.record.Wire;

/** Landed rows of {@code tax-arrears}, as the landing writer would write them. */
final class LandedRows {
    static final Instant LANDED_AT = Instant.parse("2026-03-01T02:00:00Z");
    static final String DJXH = "10113301000012345678";
    private static final Wire<LandedRecord> WIRE = Wire.landed();

    private LandedRows() {}

    static LandedRecord arrears(Dataset dataset, String id, String open, Long... order) {
        List<String> values = new ArrayList<>(Arrays.asList(
                id, DJXH, "增值税", "2025-04-01", "2025-06-30", "2025-07-15", "1000.00", open, "2026-02-28"));
        return LandedRecord.newBuilder()
                .setDataset(dataset.id())
                .setDescriptorHash(dataset.hash())
                .setDepartment("tax-core")
                .setTransport(Transport.CDC)
                .setPosition("public.zs_qsxx@" + Arrays.toString(order))
                .setBatch("stream-1")
                .setLandedAt(LANDED_AT.toEpochMilli())
                .setOperation(Operation.UPSERT)
                .setKey(NaturalKey.of(dataset, values))
                .setOrder(List.of(order))
                .setValues(values)
                .setExtra(Map.of())
                .build();
    }

    static LandedRecord deletion(Dataset dataset, String id, Long... order) {
        LandedRecord row = arrears(dataset, id, "0", order);
        row.setOperation(Operation.DELETE);
        row.setValues(List.of());
        return row;
    }

    static byte[] key(LandedRecord row) {
        return row.getKey().getBytes(StandardCharsets.UTF_8);
    }

    static byte[] value(LandedRecord row) {
        return WIRE.encode(row);
    }

    static RawRecord raw(LandedRecord row, long offset) {
        RawRecord raw = new RawRecord();
        raw.topic = Topics.landed(row.getDataset());
        raw.partition = 0;
        raw.offset = offset;
        raw.key = key(row);
        raw.value = value(row);
        return raw;
    }
}
