package org.taxbrain.containers;

import java.util.List;
import java.util.Map;
import org.taxbrain.schemas.catalogue.Dataset;
import org.taxbrain.schemas.record.LandedRecord;
import org.taxbrain.schemas.record.Operation;
import org.taxbrain.schemas.record.Transport;

/** Rows that tests land by themselves. */
final class Rows {
    private Rows() {}

    /** A row that holds nothing but its key. */
    static LandedRecord row(Dataset dataset, String key) {
        return LandedRecord.newBuilder()
                .setDataset(dataset.id())
                .setDescriptorHash(dataset.hash())
                .setDepartment(dataset.descriptor().department())
                .setTransport(Transport.FILE)
                .setPosition("test:" + key)
                .setBatch("test")
                .setLandedAt(0)
                .setOperation(Operation.UPSERT)
                .setKey(key)
                .setOrder(List.of(1L))
                .setValues(List.of(key))
                .setExtra(Map.of())
                .build();
    }
}
