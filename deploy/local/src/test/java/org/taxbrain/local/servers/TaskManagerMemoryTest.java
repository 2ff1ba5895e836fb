package org.taxbrain.local.servers;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TaskManagerMemoryTest {

    @Test
    void shouldFillTwoAndAQuarterGibibytesExactly() {
        assertThat(TaskManagerMemory.FOUR_JOBS.total()).isEqualTo(2304);
        assertThat(TaskManagerMemory.FOUR_JOBS.configuration())
                .containsEntry("taskmanager.memory.process.size", "2304m");
    }
}
