package org.taxbrain.server.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ElasticsearchServerOptionsTest {
    @TempDir
    private Path folder;

    @Test
    void shouldListenOnTheLoopbackAddressAndMakeNoIndexUnasked() {
        ElasticsearchServerOptions options = ElasticsearchServerOptions.parse(
                "--data", "d", "--http-port", "21001", "--transport-port", "21002", "--set", "node.name=other");

        assertThat(options.settings(Path.of("home")))
                .containsEntry("network.host", "127.0.0.1")
                .containsEntry("http.host", "127.0.0.1")
                .containsEntry("http.port", "21001")
                .containsEntry("transport.port", "21002")
                .containsEntry("action.auto_create_index", "false")
                .containsEntry("node.name", "other");
        assertThat(options.modules()).containsExactly(ServerModule.TRANSPORT);
        assertThat(options.secrets()).isEmpty();
    }

    @Test
    void shouldTakeThePasswordFromItsFileAndServeByHttpsAlone() throws IOException {
        ElasticsearchServerOptions options =
                ElasticsearchServerOptions.parse(secured("0.0.0.0", "sixteen-letters-x\n"));

        assertThat(options.settings(Path.of("home")))
                .containsEntry("http.host", "0.0.0.0")
                .containsEntry("network.host", "127.0.0.1")
                .containsEntry("xpack.security.enabled", "true")
                .containsEntry("xpack.security.http.ssl.enabled", "true")
                .containsEntry(
                        "xpack.security.http.ssl.certificate",
                        folder.resolve("certificate").toString())
                .doesNotContainValue("sixteen-letters-x");
        assertThat(options.modules()).contains(ServerModule.X_PACK_SECURITY);
        assertThat(options.secrets()).containsExactly(Map.entry("bootstrap.password", "sixteen-letters-x"));
    }

    @Test
    void shouldRefuseHalfASecurity() throws IOException {
        String[] files = secured("127.0.0.1", "sixteen-letters-x");

        assertThatThrownBy(() -> ElasticsearchServerOptions.parse(Arrays.copyOf(files, files.length - 2)))
                .hasMessageContaining("--password-file");
        files[files.length - 1] = folder.resolve("absent").toString();
        assertThatThrownBy(() -> ElasticsearchServerOptions.parse(files))
                .hasMessageContaining("--password-file: " + folder.resolve("absent") + " is missing");
        assertThatThrownBy(() -> ElasticsearchServerOptions.parse(secured("127.0.0.1", "short"))
                        .secrets())
                .hasMessageContaining("5 characters")
                .hasMessageNotContaining("short ");
    }

    private String[] secured(String bind, String password) throws IOException {
        Files.writeString(folder.resolve("certificate"), "");
        Files.writeString(folder.resolve("key"), "");
        Files.writeString(folder.resolve("password"), password);
        return new String[] {
            "--data",
            "d",
            "--http-port",
            "21001",
            "--transport-port",
            "21002",
            "--bind",
            bind,
            "--certificate",
            folder.resolve("certificate").toString(),
            "--key",
            folder.resolve("key").toString(),
            "--password-file",
            folder.resolve("password").toString()
        };
    }

    @Test
    void shouldSayWhichOptionIsWrong() {
        assertThatThrownBy(() -> ElasticsearchServerOptions.parse("--http-port", "web"))
                .hasMessageContaining("--http-port");
        assertThatThrownBy(() -> ElasticsearchServerOptions.parse("--data")).hasMessageContaining("usage:");
    }
}
