package org.taxbrain.jobs.common;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.clients.admin.TransactionState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.taxbrain.jobs.common.TransactionFates.Fate;

/** What the coordinator's answer says of the transaction of producer 7 at epoch 3. */
class TransactionFatesTest {
    private static final long PRODUCER = 7;
    private static final short EPOCH = 3;

    @ParameterizedTest
    @ValueSource(ints = {EPOCH, EPOCH + 1})
    void shouldTakeACommitAtItsEpochOrTheNextForItsOwn(int epoch) {
        assertThat(fate(TransactionState.COMPLETE_COMMIT, PRODUCER, epoch)).isEqualTo(Fate.COMMITTED);
        assertThat(fate(TransactionState.PREPARE_COMMIT, PRODUCER, epoch)).isEqualTo(Fate.COMMITTED);
    }

    @Test
    void shouldNotTakeTheCommitOfALaterTransactionOfTheSameNameForItsOwn() {
        assertThat(fate(TransactionState.COMPLETE_COMMIT, PRODUCER, EPOCH + 2)).isEqualTo(Fate.FORGOTTEN);
        assertThat(fate(TransactionState.COMPLETE_COMMIT, PRODUCER + 1, EPOCH)).isEqualTo(Fate.FORGOTTEN);
        assertThat(fate(TransactionState.ONGOING, PRODUCER, EPOCH + 2)).isEqualTo(Fate.FORGOTTEN);
    }

    @ParameterizedTest
    @EnumSource(
            value = TransactionState.class,
            names = {"COMPLETE_ABORT", "PREPARE_ABORT", "PREPARE_EPOCH_FENCE", "EMPTY"})
    void shouldTakeForLostWhatWasAbortedOrFenced(TransactionState state) {
        assertThat(fate(state, PRODUCER, EPOCH + 1)).isEqualTo(Fate.LOST);
        assertThat(fate(state, PRODUCER, EPOCH + 2)).isEqualTo(Fate.LOST);
    }

    @Test
    void shouldNotGiveUpWhatIsStillOpen() {
        assertThat(fate(TransactionState.ONGOING, PRODUCER, EPOCH)).isEqualTo(Fate.OPEN);
    }

    private static Fate fate(TransactionState state, long producerId, int epoch) {
        var now = new TransactionDescription(1, state, producerId, epoch, 1_000, OptionalLong.empty(), Set.of());
        return TransactionFates.fate(now, PRODUCER, EPOCH);
    }
}
