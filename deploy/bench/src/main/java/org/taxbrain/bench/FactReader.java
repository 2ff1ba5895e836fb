package org.taxbrain.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.lib.NumberSequenceSource.NumberSequenceSplit;
import org.apache.flink.core.io.InputStatus;
import org.taxbrain.jobs.common.RawRecord;

/**
 * Reads parts of the facts. Having read them all, it stays until a checkpoint is complete that covers them: that one's size
 * is the size of the state.
 */
final class FactReader implements SourceReader<RawRecord, NumberSequenceSplit> {
    private static final long NONE = -1;

    private final SourceReaderContext context;
    private final FactFiles facts;
    private final Path checkpoints;
    private final Deque<Integer> parts = new ArrayDeque<>();
    private FactFiles.Reader open;
    private boolean noMore;
    private boolean allRead;
    private long covering = NONE;
    private boolean covered;
    private CompletableFuture<Void> available = new CompletableFuture<>();

    FactReader(SourceReaderContext context, FactFiles facts, Path checkpoints) {
        this.context = context;
        this.facts = facts;
        this.checkpoints = checkpoints;
    }

    @Override
    public void start() {
        context.sendSplitRequest();
    }

    @Override
    public InputStatus pollNext(ReaderOutput<RawRecord> output) throws IOException {
        if (open == null && !parts.isEmpty()) {
            open = facts.read(parts.poll());
        }
        if (open != null) {
            RawRecord record = open.next();
            if (record != null) {
                output.collect(record);
                return InputStatus.MORE_AVAILABLE;
            }
            open.close();
            open = null;
            context.sendSplitRequest();
        }
        allRead = noMore && parts.isEmpty();
        if (covered) {
            return InputStatus.END_OF_INPUT;
        }
        if (available.isDone()) {
            available = new CompletableFuture<>();
        }
        return InputStatus.NOTHING_AVAILABLE;
    }

    @Override
    public List<NumberSequenceSplit> snapshotState(long checkpointId) {
        if (allRead && covering == NONE) {
            covering = checkpointId;
        }
        return List.of();
    }

    @Override
    public void notifyCheckpointComplete(long checkpointId) throws IOException {
        if (covering != NONE && checkpointId >= covering && !covered) {
            StateSize.measure(checkpoints, checkpointId);
            covered = true;
            available.complete(null);
        }
    }

    @Override
    public CompletableFuture<Void> isAvailable() {
        return open != null || !parts.isEmpty() ? CompletableFuture.completedFuture(null) : available;
    }

    @Override
    public void addSplits(List<NumberSequenceSplit> splits) {
        splits.forEach(split -> parts.add((int) split.from()));
        available.complete(null);
    }

    @Override
    public void notifyNoMoreSplits() {
        noMore = true;
        available.complete(null);
    }

    @Override
    public void close() throws IOException {
        if (open != null) {
            open.close();
        }
    }
}
