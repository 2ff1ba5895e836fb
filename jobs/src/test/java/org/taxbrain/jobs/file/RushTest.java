package org.taxbrain.jobs.file;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RushTest {
    private final Rush rush = new Rush();

    @Test
    void shouldNotSlowDailyLife() {
        messages(100);
        assertThat(rush.factor(1_000)).isZero();
    }

    @Test
    void shouldGatherForLongerInABulkLoadAndStopWhenItIsOver() {
        messages(2_500);
        assertThat(rush.factor(1_000)).isEqualTo(10);
        messages(1_000_000);
        assertThat(rush.factor(1_999)).isEqualTo(10);
        assertThat(rush.factor(2_000)).isEqualTo(30);
        assertThat(rush.factor(3_000)).isZero();
    }

    private void messages(int n) {
        for (int i = 0; i < n; i++) {
            rush.count();
        }
    }
}
