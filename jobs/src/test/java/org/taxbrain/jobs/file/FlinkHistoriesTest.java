package org.taxbrain.jobs.file;

import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.taxbrain.jobs.file.kernel.Histories;
import org.taxbrain.jobs.file.kernel.History;
import org.taxbrain.jobs.file.kernel.Play;

/** The random histories of the kernel, played to Flink's operators, which each restart gives another number of subtasks. */
class FlinkHistoriesTest {

    @Property(tries = 50, edgeCases = EdgeCasesMode.NONE)
    void shouldEndAsRecomputedFromTheRowsThatAreLeft(@ForAll("histories") History history) throws Exception {
        try (FlinkRun job = new FlinkRun()) {
            new Play(job).play(history);
        }
    }

    @Provide
    Arbitrary<History> histories() {
        return Histories.any();
    }
}
