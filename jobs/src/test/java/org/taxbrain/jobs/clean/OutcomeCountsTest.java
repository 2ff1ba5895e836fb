package org.taxbrain.jobs.clean;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.junit.jupiter.api.Test;
import org.taxbrain.schemas.record.OutcomeKind;

class OutcomeCountsTest {
    private final Map<String, Counter> registered = new HashMap<>();
    private int registrations;
    private final OutcomeCounts counts = new OutcomeCounts(new Recording(""));

    @Test
    void shouldCountByDatasetOutcomeAndRule() {
        counts.count("taxpayer", OutcomeKind.CLEAN, null);
        counts.count("taxpayer", OutcomeKind.CLEAN, null);
        counts.count("taxpayer", OutcomeKind.QUARANTINED, "uscc");
        counts.count("resident", OutcomeKind.QUARANTINED, "resident-id");
        assertThat(count("/dataset=taxpayer/outcome=clean/taxbrain_clean_rows_total"))
                .isEqualTo(2);
        assertThat(count("/dataset=taxpayer/outcome=quarantined/taxbrain_clean_rows_total"))
                .isEqualTo(1);
        assertThat(count("/dataset=taxpayer/rule=uscc/taxbrain_clean_refused_rows_total"))
                .isEqualTo(1);
        assertThat(count("/dataset=resident/rule=resident-id/taxbrain_clean_refused_rows_total"))
                .isEqualTo(1);
    }

    @Test
    void shouldShowAnOutcomeOfWhichThereIsNoneYetAndLookEachCounterUpOnce() {
        counts.count("taxpayer", OutcomeKind.CLEAN, null);
        assertThat(count("/dataset=taxpayer/outcome=duplicate/taxbrain_clean_rows_total"))
                .isZero();
        int once = registrations;
        for (int i = 0; i < 10; i++) {
            counts.count("taxpayer", OutcomeKind.DUPLICATE, null);
        }
        assertThat(registrations).isEqualTo(once).isEqualTo(OutcomeKind.values().length);
    }

    private long count(String path) {
        assertThat(registered).containsKey(path);
        return registered.get(path).getCount();
    }

    /** A group that remembers what is registered below it. */
    private final class Recording extends UnregisteredMetricsGroup {
        private final String path;

        Recording(String path) {
            this.path = path;
        }

        @Override
        public MetricGroup addGroup(String key, String value) {
            return new Recording(path + "/" + key + "=" + value);
        }

        @Override
        public Counter counter(String name) {
            registrations++;
            return registered.computeIfAbsent(path + "/" + name, p -> new SimpleCounter());
        }
    }
}
