package org.taxbrain.jobs.file.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.taxbrain.jobs.file.kernel.SmallCity.Change;

/** Plays a history to the kernel and holds what it writes against the {@link Recomputation}. */
public final class Play {
    private final Ledger ledger = new Ledger();
    private final JobRun<?, ?> kernel;

    public Play(JobRun<?, ?> kernel) {
        this.kernel = kernel;
    }

    Ledger ledger() {
        return ledger;
    }

    JobRun<?, ?> kernel() {
        return kernel;
    }

    void send(Change change) {
        kernel.send(change);
    }

    /** A checkpoint; unless keys are held back, the results are those of the rows that are left. */
    void barrier(List<Integer> channels, int holding) {
        kernel.barrier(repeating(channels), holding);
        if (holding == 0) {
            assertThat(kernel.results()).isEqualTo(Recomputation.of(ledger.rows()));
        }
    }

    /**
     * Plays to the end; then all is deleted, and nothing may be left.
     *
     * @throws AssertionError always from here, whatever step shows the fault: jqwik shrinks a history only to such that
     *     fail with the same error at the same place
     */
    public void play(History history) {
        try {
            toTheEnd(history);
        } catch (AssertionError | RuntimeException shown) {
            throw new AssertionError(shown.toString(), shown);
        }
    }

    private void toTheEnd(History history) {
        steps(history);
        SmallCity.DATASETS.stream()
                .flatMap(dataset -> ledger.left(dataset).stream())
                .forEach(row -> send(ledger.delete(row.dataset(), row.key())));
        barrier(history.end(), 0);
        assertThat(kernel.results()).isEqualTo(Map.of());
        kernel.comeBack();
        assertThat(kernel.stateEntries()).as("entries of state left").isZero();
    }

    /** Plays until all that was heard of is written. */
    void steps(History history) {
        history.steps().forEach(step -> step.play(this));
        barrier(history.end(), 0);
    }

    /** The same picks over and over; none: the message that waits longest. */
    private static Dice repeating(List<Integer> picks) {
        int[] next = {0};
        return bound -> picks.isEmpty() ? 0 : picks.get(next[0]++ % picks.size()) % bound;
    }
}
