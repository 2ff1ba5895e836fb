package org.taxbrain.pipelines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;
import org.taxbrain.connectors.config.ConfigurationException;
import org.taxbrain.connectors.health.FeedHealth;

class StatusServerTest {

    @Test
    void shouldBeServedOnTheAddressThatIsGiven() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.2"))) {
            port = free.getLocalPort();
        }
        try (StatusServer status = new StatusServer("127.0.0.2", port, new FeedHealth())) {
            status.start();
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.2:" + port + "/status"))
                    .build();
            assertThat(HttpClient.newHttpClient()
                            .send(request, BodyHandlers.ofString())
                            .body())
                    .contains("\"ready\":false");
        }
    }

    @Test
    void shouldNameTheSettingsOfAnAddressThatIsNotThisMachines() {
        assertThatThrownBy(() -> new StatusServer("203.0.113.1", 18080, new FeedHealth()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("taxbrain.pipelines.status-address")
                .hasMessageContaining("203.0.113.1:18080");
    }
}
