package org.taxbrain.bench;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.taxbrain.jobs.common.OutRecord;
import org.taxbrain.jobs.file.DatasetsFactory;
import org.taxbrain.jobs.file.FileJob;
import org.taxbrain.schemas.catalogue.Dataset;
import org.taxbrain.schemas.record.ResultRecord;
import org.taxbrain.schemas.record.Wire;

/** FileJob between files and a sink that counts. */
final class KernelSide {
    /** The product's datasets, without a catalogue's topic. */
    static final DatasetsFactory DATASETS = Lookup::new;

    private KernelSide() {}

    static void define(StreamExecutionEnvironment env, FactSource facts, Path digests) {
        FileJob.define(env, facts, new ResultSink<>(new Form(), digests), new Nothing<>(), DATASETS, Side.COALESCE);
    }

    private static final class Lookup implements DatasetsFactory.Open {
        @Override
        public Dataset byHash(String hash) {
            return Side.byHash(hash);
        }

        @Override
        public void close() {
            // nothing is open
        }
    }

    private static final class Form implements ResultSink.Form<OutRecord> {
        private static final long serialVersionUID = 1L;
        private transient Wire<ResultRecord> wire;

        @Override
        public byte[] value(OutRecord record) {
            return record.value;
        }

        @Override
        public String id(OutRecord record) {
            return new String(record.key, StandardCharsets.UTF_8);
        }

        @Override
        public String document(byte[] value) {
            if (wire == null) {
                wire = Wire.result();
            }
            return wire.decode(value).getBody();
        }
    }
}
