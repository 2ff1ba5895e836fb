package org.taxbrain.server.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Properties;
import org.junit.jupiter.api.Test;

class KafkaServerOptionsTest {

    @Test
    void shouldListenOnTheLoopbackAddressOnly() {
        Properties properties = KafkaServerOptions.parse("--data", "d", "--port", "21001", "--controller-port", "21002")
                .brokerProperties();

        assertThat(properties.getProperty("listeners").split(",")).allMatch(listener -> listener.contains("127.0.0.1"));
        assertThat(properties.getProperty("advertised.listeners")).isEqualTo("PLAINTEXT://127.0.0.1:21001");
    }

    @Test
    void shouldNeitherForgetNorInventTopicsUnlessTold() {
        KafkaServerOptions options = KafkaServerOptions.parse(
                "--data", "d", "--port", "1", "--controller-port", "2", "--set", "log.retention.ms=1000");

        assertThat(options.brokerProperties())
                .containsEntry("auto.create.topics.enable", "false")
                .containsEntry("log.retention.bytes", "-1")
                .containsEntry("log.retention.ms", "1000");
    }

    @Test
    void shouldFormatForAClusterOfItsOwnUnlessToldWhich() {
        assertThat(KafkaServerOptions.parse("--data", "d", "--port", "1", "--controller-port", "2")
                        .clusterId())
                .isNull();
        assertThat(KafkaServerOptions.parse(
                                "--data",
                                "d",
                                "--port",
                                "1",
                                "--controller-port",
                                "2",
                                "--cluster-id",
                                "4L6g3nShT-eMCtK--X86sw")
                        .clusterId())
                .isEqualTo("4L6g3nShT-eMCtK--X86sw");
    }

    @Test
    void shouldSayWhichOptionIsWrong() {
        assertThatThrownBy(() -> KafkaServerOptions.parse("--port", "99999")).hasMessageContaining("--port");
        assertThatThrownBy(() -> KafkaServerOptions.parse("--colour", "red")).hasMessageContaining("--colour");
        assertThatThrownBy(() -> KafkaServerOptions.parse("--port", "1")).hasMessageContaining("--data");
    }
}
