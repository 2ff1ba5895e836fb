package org.taxbrain.jobs.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.tasks.TestProcessingTimeService;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.taxbrain.jobs.file.kernel.Message;

/** Which documents are written with a checkpoint, when each takes 10 ms. */
class FoldOperatorTest {
    private static final long MILLIS_PER_DOCUMENT = 10;
    private static final long INTERVAL = 500;
    private static final String OF_NO_CONSEQUENCE = "of no consequence";

    /** Writes the key. */
    private static final class Recorder extends FoldOperator<String> {
        private static final long serialVersionUID = 1L;

        Recorder() {
            super(Duration.ofSeconds(30));
        }

        @Override
        boolean accept(Message message) {
            return !message.target().equals(OF_NO_CONSEQUENCE);
        }

        @Override
        int emit(String key, boolean isUrgent) {
            output.collect(new StreamRecord<>(isUrgent ? key + '!' : key));
            try {
                ((TestProcessingTimeService) getProcessingTimeService()).advance(MILLIS_PER_DOCUMENT);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
            return 1;
        }
    }

    private KeyedOneInputStreamOperatorTestHarness<String, Message, String> operator;

    @BeforeEach
    void open() throws Exception {
        operator = harness();
        operator.open();
    }

    @AfterEach
    void close() throws Exception {
        operator.close();
    }

    @Test
    void shouldWriteAFilesChangesAtOnceWhenNobodyWaits() throws Exception {
        file(90);
        assertThat(checkpoint()).hasSize(90);
    }

    @Test
    void shouldHoldACheckpointUpForASecondAtMost() throws Exception {
        file(250);
        assertThat(checkpoint()).hasSize(100);
        assertThat(checkpoint()).hasSize(100);
        assertThat(checkpoint()).hasSize(50);
        assertThat(checkpoint()).isEmpty();
    }

    @Test
    void shouldWriteUrgentChangesFirstAndLeaveAFileItsShare() throws Exception {
        file(90);
        urgent("a");
        urgent("b");
        List<String> first = checkpoint();
        assertThat(first).startsWith("a!", "b!").hasSize(2 + 3);
        urgent("c");
        assertThat(checkpoint()).startsWith("c!").hasSize(1 + 3);
        assertThat(checkpoint()).as("what is left, when nobody waits any more").hasSize(90 - 6);
    }

    @Test
    void shouldLeaveAFileMoreWhereCheckpointsAreRare() throws Exception {
        file(90);
        urgent("a");
        operator.setProcessingTime(operator.getProcessingTime() + 2_000);
        assertThat(checkpoint()).hasSize(1 + 13);
    }

    @Test
    void shouldWriteADocumentOnceThatAFileAndAnUrgentChangeTouched() throws Exception {
        file(90);
        urgent("80");
        file(90);
        List<String> first = checkpoint();
        assertThat(first).startsWith("80!").hasSize(1 + 3);
        assertThat(checkpoint()).hasSize(90 - 4).doesNotContain("80").doesNotContainAnyElementsOf(first);
    }

    @Test
    void shouldWriteNothingForAMessageFromWhichNothingFollows() throws Exception {
        urgent(OF_NO_CONSEQUENCE);
        assertThat(checkpoint()).isEmpty();
    }

    @Test
    void shouldKeepNothingOfAKeyThatWaitedOverACheckpointAndWasWritten() throws Exception {
        file(250);
        checkpoint();
        assertThat(keptAfterCheckpoint()).isEqualTo(150);
        checkpoint();
        checkpoint();
        assertThat(keptAfterCheckpoint()).isZero();
    }

    @Test
    void shouldWriteWhatWaitedAfterARestore() throws Exception {
        file(90);
        urgent("a");
        OperatorSubtaskState state = operator.snapshot(1, operator.getProcessingTime());
        operator.close();
        operator = harness();
        operator.initializeState(state);
        operator.open();
        assertThat(checkpoint()).hasSize(91);
    }

    @Test
    void shouldNotLetUrgentChangesWaitForTheEndOfAFile() throws Exception {
        for (int second = 0; second < 8; second++) {
            file(2_000);
            operator.setProcessingTime(operator.getProcessingTime() + 1_000);
            urgent("a" + second);
            assertThat(checkpoint()).startsWith("a" + second + '!');
        }
        file(10);
        urgent("b");
        assertThat(checkpoint()).as("a rush of files").containsExactly("b!");
    }

    private static KeyedOneInputStreamOperatorTestHarness<String, Message, String> harness() throws Exception {
        return new KeyedOneInputStreamOperatorTestHarness<>(new Recorder(), Message::target, Types.STRING);
    }

    private void file(int keys) throws Exception {
        for (String key : IntStream.range(0, keys).mapToObj(Integer::toString).toList()) {
            operator.processElement(new StreamRecord<>(new Message(key, "f:resident\n1", null, false)));
        }
    }

    private void urgent(String key) throws Exception {
        operator.processElement(new StreamRecord<>(new Message(key, "f:tax-arrears\n1", null, true)));
    }

    /** What the next checkpoint writes. */
    private List<String> checkpoint() throws Exception {
        operator.setProcessingTime(operator.getProcessingTime() + INTERVAL);
        operator.getOutput().clear();
        operator.prepareSnapshotPreBarrier(1);
        return operator.extractOutputValues();
    }

    /** Entries of the state after a snapshot. */
    private int keptAfterCheckpoint() throws Exception {
        operator.snapshot(1, operator.getProcessingTime());
        return operator.numKeyedStateEntries();
    }
}
