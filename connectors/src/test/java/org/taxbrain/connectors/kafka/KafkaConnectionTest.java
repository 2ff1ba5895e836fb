package org.taxbrain.connectors.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.taxbrain.connectors.config.Configuration;
import org.taxbrain.connectors.config.ConfigurationException;
import org.taxbrain.connectors.config.KafkaConfig;
import org.taxbrain.connectors.tls.TestCertificates;

class KafkaConnectionTest {
    @TempDir
    private Path folder;

    private TestCertificates certificates;

    @BeforeEach
    void issue() throws Exception {
        certificates = TestCertificates.in(folder);
        certificates.issue("jobs");
    }

    @Test
    void shouldBePlainWithoutAFile() {
        KafkaConnection kafka = KafkaConnection.of(Configuration.of().get(KafkaConfig.class));
        assertThat(kafka.with(Map.of("acks", "all")))
                .isEqualTo(Map.of("acks", "all", "bootstrap.servers", "127.0.0.1:9092"));
    }

    @Test
    void shouldGiveEveryClientWhatTheFileSays() throws Exception {
        KafkaConnection kafka = read(certificates.clientProperties("jobs"));
        assertThat(kafka.properties())
                .containsEntry("security.protocol", "SSL")
                .containsEntry(
                        "ssl.keystore.location", folder.resolve("jobs.pem").toString())
                .containsEntry("bootstrap.servers", "kafka:9092")
                .doesNotContainKey("config.providers");
    }

    @Test
    void shouldTravelWithoutAnySecret() throws Exception {
        Path passwords = certificates.write("passwords", Map.of("jaas", "a very secret login"));
        Path file = certificates.write(
                "sasl.properties",
                Map.of(
                        "security.protocol", "SASL_SSL",
                        "sasl.mechanism", "SCRAM-SHA-512",
                        "sasl.jaas.config", "${file:" + passwords + ":jaas}",
                        "ssl.truststore.type", "PEM",
                        "ssl.truststore.location", certificates.authority().toString()));
        KafkaConnection kafka = read(file);

        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(kafka);
        }
        assertThat(bytes.toString(StandardCharsets.ISO_8859_1))
                .contains("sasl.jaas.config")
                .doesNotContain("a very secret login");
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            KafkaConnection there = (KafkaConnection) in.readObject();
            assertThat(there).isEqualTo(kafka).hasToString("kafka:9092");
            // a client follows the reference
            assertThat(new AdminClientConfig(there.with(Map.of()))
                            .getPassword("sasl.jaas.config")
                            .value())
                    .isEqualTo("a very secret login");
        }
    }

    @Test
    void shouldTakeNothingButWhatSecuresTheConnection() throws Exception {
        assertRefused(Map.of("bootstrap.servers", "elsewhere:9092"), "sets bootstrap.servers; only what secures");
        assertRefused(Map.of("transactional.id", "x"), "sets transactional.id; only what secures");
        assertRefused(Map.of("config.providers", "x"), "sets config.providers; only what secures");
        assertRefused(
                Map.of("ssl.keystore.locaton", "x"), "sets ssl.keystore.locaton, which Kafka's clients don't know");
    }

    @Test
    void shouldTakeNoSecretAndNotRepeatIt() throws Exception {
        Path file = certificates.write(
                "x.properties", Map.of("security.protocol", "SSL", "ssl.key.password", "hunter2hunter2"));
        assertThatThrownBy(() -> read(file))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("holds the value of ssl.key.password itself")
                .hasMessageContaining("ssl.key.password=${file:/that/file:NAME}")
                .message()
                .doesNotContain("hunter2");
    }

    @Test
    void shouldSayWhatIsWrongWithAFile() throws Exception {
        assertThatThrownBy(() -> read(folder.resolve("none")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("taxbrain.kafka.client-properties-file: " + folder.resolve("none"))
                .hasMessageContaining("can't be read");
        assertRefused(Map.of("security.protocol", "TLS"), "can't be used");
        assertRefused(
                Map.of("security.protocol", "SSL", "ssl.keystore.type", "PEM", "ssl.keystore.location", "/none.pem"),
                "sets ssl.keystore.location to /none.pem, which this process can't read");
        Files.writeString(folder.resolve("no.pem"), "no certificate");
        assertRefused(
                Map.of(
                        "security.protocol", "SSL",
                        "ssl.keystore.type", "PEM",
                        "ssl.keystore.location", folder.resolve("no.pem").toString()),
                "can't be used: ");
    }

    private void assertRefused(Map<String, String> properties, String why) throws Exception {
        Path file = certificates.write("wrong.properties", properties);
        assertThatThrownBy(() -> read(file))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining(why);
    }

    private static KafkaConnection read(Path file) {
        return KafkaConnection.of(Configuration.of(
                        "--taxbrain.kafka.bootstrap-servers=kafka:9092",
                        "--taxbrain.kafka.client-properties-file=" + file)
                .get(KafkaConfig.class));
    }
}
