package org.taxbrain.bench;

import java.nio.file.Path;
import java.util.Collection;
import java.util.stream.IntStream;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.connector.source.lib.NumberSequenceSource;
import org.apache.flink.api.connector.source.lib.NumberSequenceSource.NumberSequenceSplit;
import org.apache.flink.api.connector.source.lib.util.IteratorSourceEnumerator;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.taxbrain.jobs.common.RawRecord;

/** Reads {@link FactFiles}, one part a split; {@link FactReader} says how it ends. It is not made to be restored. */
final class FactSource
        implements Source<RawRecord, NumberSequenceSplit, Collection<NumberSequenceSplit>>,
                ResultTypeQueryable<RawRecord> {
    private static final long serialVersionUID = 1L;
    private final NumberSequenceSource serializers = new NumberSequenceSource(0, 0);
    private final String facts;
    private final String checkpoints;

    /** @param checkpoints where the job's checkpoints go */
    FactSource(FactFiles facts, String checkpoints) {
        this.facts = facts.folder().toString();
        this.checkpoints = checkpoints;
    }

    @Override
    public TypeInformation<RawRecord> getProducedType() {
        return TypeInformation.of(RawRecord.class);
    }

    @Override
    public Boundedness getBoundedness() {
        return Boundedness.BOUNDED;
    }

    @Override
    public SplitEnumerator<NumberSequenceSplit, Collection<NumberSequenceSplit>> createEnumerator(
            SplitEnumeratorContext<NumberSequenceSplit> context) {
        return new IteratorSourceEnumerator<>(
                context,
                IntStream.range(0, FactFiles.PARTS)
                        .mapToObj(part -> new NumberSequenceSplit("part-" + part, part, part))
                        .toList());
    }

    @Override
    public SplitEnumerator<NumberSequenceSplit, Collection<NumberSequenceSplit>> restoreEnumerator(
            SplitEnumeratorContext<NumberSequenceSplit> context, Collection<NumberSequenceSplit> splits) {
        return new IteratorSourceEnumerator<>(context, splits);
    }

    @Override
    public SimpleVersionedSerializer<NumberSequenceSplit> getSplitSerializer() {
        return serializers.getSplitSerializer();
    }

    @Override
    public SimpleVersionedSerializer<Collection<NumberSequenceSplit>> getEnumeratorCheckpointSerializer() {
        return serializers.getEnumeratorCheckpointSerializer();
    }

    @Override
    public SourceReader<RawRecord, NumberSequenceSplit> createReader(SourceReaderContext context) {
        return new FactReader(context, new FactFiles(Path.of(facts)), Path.of(checkpoints));
    }
}
