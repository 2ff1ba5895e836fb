package org.taxbrain.local.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FlinkRestTest {

    @Test
    void shouldSayTheLastCauseOfAStackTrace() {
        String stackTrace = """
                org.apache.flink.JobException: Recovery is suppressed
                \tat org.apache.flink.Foo.bar(Foo.java:1)
                Caused by: java.lang.RuntimeException: passed on
                \tat org.apache.flink.Foo.bar(Foo.java:2)
                Caused by: java.lang.IllegalStateException: the topic is missing
                \tat org.apache.flink.Foo.bar(Foo.java:3)
                """;

        assertThat(FlinkRest.rootCause(stackTrace)).isEqualTo("java.lang.IllegalStateException: the topic is missing");
    }

    @Test
    void shouldSayTheFirstLinesOfWhatIsNoStackTrace() {
        assertThat(FlinkRest.rootCause("Not found.")).isEqualTo("Not found.");
    }
}
