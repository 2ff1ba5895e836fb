package org.taxbrain.jobs.file.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever happened, in whatever order it was heard of: the files are those of the rows that are left. */
class RandomHistoriesTest {

    /** As many as the build says: see the property {@code histories} of the pom. */
    @Property(edgeCases = EdgeCasesMode.NONE)
    void shouldEndAsRecomputedFromTheRowsThatAreLeft(@ForAll("histories") History history) {
        new Play(new KernelRun()).play(history);
    }

    @Property(tries = 50, edgeCases = EdgeCasesMode.NONE)
    void shouldWriteNothingWhenTheSameVersionsComeAgain(@ForAll("histories") History history) {
        Play play = new Play(new KernelRun());
        play.steps(history);
        int written = play.kernel().written();
        SmallCity.DATASETS.forEach(dataset -> new Step.FileTwice(dataset, false).play(play));
        play.barrier(history.end(), 0);
        assertThat(play.kernel().written()).isEqualTo(written);
    }

    @Provide
    Arbitrary<History> histories() {
        return Histories.any();
    }
}
