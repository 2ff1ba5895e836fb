package org.taxbrain.jobs.file;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RushTest {
    private static final int MANY = 2_000;
    private final Rush rush = new Rush();
    private long now = 1_000_000;

    @Test
    void shouldNotTakeADepartmentsFileAmidTheDayForARush() {
        assertThat(second(10)).isFalse();
        assertThat(second(MANY)).isFalse();
        assertThat(second(MANY)).isFalse();
        assertThat(second(MANY)).isFalse();
        assertThat(second(10)).isFalse();
        assertThat(second(MANY)).isFalse();
    }

    @Test
    void shouldBeOnAfterManyMessagesForSomeSecondsUntilThereAreFewAgain() {
        begin();
        assertThat(second(MANY)).isTrue();
        assertThat(second(10)).as("one slow second").isTrue();
        assertThat(second(MANY)).isTrue();
        assertThat(second(10)).isTrue();
        assertThat(second(10)).isFalse();
    }

    @Test
    void shouldEndWhenNobodyHasAskedForAWhile() {
        begin();
        now += 60_000;
        assertThat(rush.isOn(now)).isFalse();
    }

    private void begin() {
        rush.isOn(now);
        while (!second(MANY)) {
            assertThat(now).isLessThan(1_010_000);
        }
    }

    private boolean second(int messages) {
        for (int i = 0; i < messages; i++) {
            rush.count();
        }
        now += 1_000;
        return rush.isOn(now);
    }
}
