package org.taxbrain.local.servers;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TaskManagerMemoryTest {

    @Test
    void shouldFillTwoGibibytesExactly() {
        assertThat(TaskManagerMemory.TWO_GIB.total()).isEqualTo(2048);
        assertThat(TaskManagerMemory.TWO_GIB.configuration()).containsEntry("taskmanager.memory.process.size", "2048m");
    }
}
