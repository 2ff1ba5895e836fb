package org.taxbrain.jobs.books;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.junit.jupiter.api.Test;
import org.taxbrain.connectors.config.BooksConfig;
import org.taxbrain.connectors.kafka.KafkaConnection;
import org.taxbrain.jobs.advice.Advice;
import org.taxbrain.jobs.common.KafkaEnds;
import org.taxbrain.schemas.record.Topics;

class BooksJobTest {
    private static final BooksConfig CONFIG = new BooksConfig() {
        @Override
        public Duration checkpointInterval() {
            return Duration.ofSeconds(5);
        }

        @Override
        public Duration quiet() {
            return Duration.ofSeconds(60);
        }

        @Override
        public Duration referenceGrace() {
            return Duration.ofMinutes(10);
        }
    };

    @Test
    void shouldNameEveryOperatorSoThatItsStateIsFoundAgainAndNeedNoGenericType() {
        Configuration settings = new Configuration().set(PipelineOptions.GENERIC_TYPES, false);
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(settings);
        KafkaConnection nowhere = KafkaConnection.plain("127.0.0.1:1");
        BooksJob.define(
                env,
                KafkaEnds.source(nowhere, BooksJob.NAME, Pattern.compile("landed\\..+")),
                KafkaEnds.source(nowhere, Advice.GROUP, Pattern.compile(Topics.HISTORY)),
                new DiscardingSink<>(),
                () -> {
                    throw new AssertionError("nothing runs");
                },
                Path.of("pepper"),
                CONFIG);
        var graph = env.getStreamGraph();
        List<String> uids = graph.getStreamNodes().stream()
                .map(StreamNode::getTransformationUID)
                .toList();
        Set<String> once = new HashSet<>(uids);
        assertThat(once).hasSameSizeAs(uids).doesNotContainNull();
        assertThat(once).contains("accounts", "advice-rows", "advice-shared", "advice-missing", "advice-findings");
        assertThat(graph.getJobGraph().getNumberOfVertices()).isPositive();
    }
}
