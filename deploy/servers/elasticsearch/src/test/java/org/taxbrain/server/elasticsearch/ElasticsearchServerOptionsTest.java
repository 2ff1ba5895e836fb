package org.taxbrain.server.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ElasticsearchServerOptionsTest {

    @Test
    void shouldListenOnTheLoopbackAddressAndMakeNoIndexUnasked() {
        ElasticsearchServerOptions options = ElasticsearchServerOptions.parse(
                "--data", "d", "--http-port", "21001", "--transport-port", "21002", "--set", "node.name=other");

        assertThat(options.settings(Path.of("home")))
                .containsEntry("network.host", "127.0.0.1")
                .containsEntry("http.port", "21001")
                .containsEntry("transport.port", "21002")
                .containsEntry("action.auto_create_index", "false")
                .containsEntry("node.name", "other");
    }

    @Test
    void shouldSayWhichOptionIsWrong() {
        assertThatThrownBy(() -> ElasticsearchServerOptions.parse("--http-port", "web"))
                .hasMessageContaining("--http-port");
        assertThatThrownBy(() -> ElasticsearchServerOptions.parse("--data")).hasMessageContaining("usage:");
    }
}
