package org.taxbrain.connectors.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationTest {
    @TempDir
    private Path folder;

    @Test
    void shouldWorkLocallyWithoutAnySetting() {
        Configuration configuration = Configuration.of();
        assertThat(configuration.get(KafkaConfig.class).bootstrapServers()).isEqualTo("127.0.0.1:9092");
        assertThat(configuration.get(JobConfig.class).checkpointInterval()).isEqualTo(Duration.ofMillis(500));
        assertThat(configuration.get(PipelinesConfig.class).poll()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void shouldPreferAnArgumentToTheFile() throws Exception {
        Path file = Files.writeString(
                folder.resolve("taxbrain.properties"),
                "taxbrain.kafka.bootstrap-servers=a:1\ntaxbrain.job.coalesce=PT2S\n");
        Configuration configuration =
                Configuration.of("--taxbrain.config=" + file, "--taxbrain.kafka.bootstrap-servers=b:2");
        assertThat(configuration.get(KafkaConfig.class).bootstrapServers()).isEqualTo("b:2");
        assertThat(configuration.get(JobConfig.class).coalesce()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void shouldReadSystemsByName() {
        SystemConfig court = Configuration.of(
                        "--taxbrain.systems.property-register.url=jdbc:postgresql://127.0.0.1:1/x",
                        "--taxbrain.systems.property-register.user=cdc")
                .system("property-register");
        assertThat(court.url().toString()).isEqualTo("jdbc:postgresql://127.0.0.1:1/x");
        assertThat(court.user()).contains("cdc");
        assertThatThrownBy(() -> court.requirePassword("property-register"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("taxbrain.systems.property-register.password is missing");
    }

    @Test
    void shouldNeedNoAddressOfASystemThatOnlyPushes() {
        String secret = "0123456789".repeat(4);
        Configuration configuration = Configuration.of("--taxbrain.systems.streets.push-secret=" + secret);
        assertThat(configuration.pushingSystem("streets").requirePushSecret("streets"))
                .isEqualTo(secret);
        assertThatThrownBy(() -> configuration.pushingSystem("others").requirePushSecret("others"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("taxbrain.systems.others.push-secret is missing");
        assertThatThrownBy(() -> configuration.system("streets")).hasMessageContaining("taxbrain.systems.streets.url");
    }

    @Test
    void shouldSayWhichSettingIsMissingAndHowToSetIt() {
        assertThatThrownBy(() -> Configuration.of().get(IndexConfig.class))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("taxbrain.index.pepper-file")
                .hasMessageContaining("TAXBRAIN_INDEX");
    }

    @Test
    void shouldRefuseAnArgumentOfAnotherForm() {
        assertThatThrownBy(() -> Configuration.of("kafka=1")).hasMessageContaining("--taxbrain.property=value");
    }
}
