package org.taxbrain.jobs.file;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RushTest {
    private final Rush rush = new Rush();

    @Test
    void shouldNotSlowDailyLife() {
        messages(999);
        assertThat(rush.isOn(1_000)).isFalse();
    }

    @Test
    void shouldSeeABulkLoadAndItsEnd() {
        messages(1_000);
        assertThat(rush.isOn(1_000)).isTrue();
        messages(1_000_000);
        assertThat(rush.isOn(1_999)).isTrue();
        assertThat(rush.isOn(2_000)).isTrue();
        assertThat(rush.isOn(3_000)).isFalse();
    }

    private void messages(int n) {
        for (int i = 0; i < n; i++) {
            rush.count();
        }
    }
}
