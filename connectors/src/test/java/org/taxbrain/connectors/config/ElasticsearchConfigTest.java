package org.taxbrain.connectors.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ElasticsearchConfigTest {
    private static final String HTTPS = "--taxbrain.elasticsearch.url=https://127.0.0.1:9200";

    @TempDir
    private Path folder;

    @Test
    void shouldTrustWhomJavaTrustsUnlessTold() {
        assertThat(config(HTTPS).tls()).isEmpty();
    }

    @Test
    void shouldSayWhatAFileOfAuthoritiesHasToHold() throws Exception {
        Path text = Files.writeString(folder.resolve("text.pem"), "no certificate\n");
        assertThatThrownBy(() -> config(HTTPS, caFile(text)).validate())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("taxbrain.elasticsearch.ca-file: " + text)
                .hasMessageContaining("-----BEGIN CERTIFICATE-----");
        Path empty = Files.writeString(folder.resolve("empty.pem"), "");
        assertThatThrownBy(() -> config(HTTPS, caFile(empty)).validate())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("holds no certificate");
        Path absent = folder.resolve("absent.pem");
        assertThatThrownBy(() -> config(HTTPS, caFile(absent)).validate())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(absent + " can't be read");
    }

    @Test
    void shouldNotLookSecureWhereNothingIsEncrypted() {
        assertThatThrownBy(() -> config(
                                "--taxbrain.elasticsearch.url=http://127.0.0.1:9200", caFile(folder.resolve("ca.pem")))
                        .validate())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("https://");
    }

    @Test
    void shouldReadTheKeyAnewAndRefuseAnEmptyFile() throws Exception {
        Path file = Files.writeString(folder.resolve("api-key"), "first\n");
        ElasticsearchConfig config = config("--taxbrain.elasticsearch.api-key-file=" + file);
        assertThat(config.currentApiKey()).contains("first");
        Files.writeString(file, "second\n");
        assertThat(config.currentApiKey()).contains("second");
        Files.writeString(file, "\n");
        assertThatThrownBy(config::validate).hasMessageContaining(file + " is empty");
    }

    private static String caFile(Path file) {
        return "--taxbrain.elasticsearch.ca-file=" + file;
    }

    private static ElasticsearchConfig config(String... arguments) {
        return Configuration.of(arguments).get(ElasticsearchConfig.class);
    }
}
