package org.taxbrain.server.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import kafka.server.KafkaConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaServerOptionsTest {
    @TempDir
    private Path folder;

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

    @Test
    void shouldTakeTheSettingsOfASecuredBroker() {
        Properties properties = withConfig(Path.of("secured.properties"), "ssl.keystore.location=/own.pem");

        assertThat(properties)
                .containsEntry("ssl.keystore.location", "/own.pem")
                .containsEntry("log.retention.ms", "-1");
        KafkaConfig config = KafkaConfig.fromProps(properties);
        assertThat(config.getString("ssl.client.auth")).isEqualTo("required");
        assertThat(config.getList("listeners")).allMatch(l -> l.startsWith("SSL:") || l.startsWith("CONTROLLER:"));
        assertThat(config.getBoolean("auto.create.topics.enable")).isFalse();
    }

    @Test
    void shouldTakeNoSettingThatWouldDoNothing() throws Exception {
        assertThatThrownBy(() -> withConfig(folder.resolve("none")))
                .hasMessageContaining("--config: " + folder.resolve("none") + " can't be read");
        Path mistyped = Files.writeString(folder.resolve("mistyped"), "ssl.clientauth=required");
        assertThatThrownBy(() -> withConfig(mistyped))
                .hasMessageContaining("sets ssl.clientauth, which Kafka does not know");
        Path ofListener = Files.writeString(folder.resolve("listener"), "listener.name.inner.ssl.clientauth=required");
        assertThatThrownBy(() -> withConfig(ofListener)).hasMessageContaining("which Kafka does not know");
        Path elsewhere = Files.writeString(folder.resolve("elsewhere"), "log.dirs=/elsewhere");
        assertThatThrownBy(() -> withConfig(elsewhere))
                .hasMessageContaining("sets log.dirs, which follows from the options");
    }

    @Test
    void shouldTakeSettingsOfOneListener() throws Exception {
        Path file = Files.writeString(folder.resolve("listener"), "listener.name.inner.ssl.client.auth=required");
        assertThat(withConfig(file)).containsEntry("listener.name.inner.ssl.client.auth", "required");
    }

    @Test
    void shouldSayWhichKeyIsMissing() throws Exception {
        Path there = Files.writeString(folder.resolve("kafka.pem"), "a key");
        Properties properties = withConfig(Path.of("secured.properties"), "ssl.keystore.location=" + there);
        properties.setProperty("ssl.truststore.location", "/none.pem");
        assertThatThrownBy(() -> KafkaServerOptions.requireCertificates(properties))
                .hasMessageContaining("ssl.truststore.location is /none.pem, which can't be read");
        properties.setProperty("ssl.truststore.location", there.toString());
        assertThatCode(() -> KafkaServerOptions.requireCertificates(properties)).doesNotThrowAnyException();
    }

    private static Properties withConfig(Path file, String... set) {
        String[] args = {"--data", "d", "--port", "1", "--controller-port", "2", "--config", file.toString()};
        if (set.length > 0) {
            args = new String[] {
                "--data", "d", "--port", "1", "--controller-port", "2", "--set", set[0], "--config", file.toString()
            };
        }
        return KafkaServerOptions.parse(args).brokerProperties();
    }
}
