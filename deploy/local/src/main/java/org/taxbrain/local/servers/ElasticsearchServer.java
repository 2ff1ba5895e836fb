package org.taxbrain.local.servers;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.taxbrain.local.Component;
import org.taxbrain.local.Port;
import org.taxbrain.local.Ports;
import org.taxbrain.local.StackLayout;
import org.taxbrain.local.process.Launch;

/** Starts {@code deploy/servers/elasticsearch}. */
public final class ElasticsearchServer {

    static final String MODULE = "deploy/servers/elasticsearch";

    private ElasticsearchServer() {}

    /** How it is started. */
    public static Launch launch(StackLayout layout, Ports ports) {
        List<String> arguments = List.of(
                "--data", layout.folder(Component.ELASTICSEARCH).toString(),
                "--http-port", Integer.toString(ports.get(Port.ELASTICSEARCH)),
                "--transport-port", Integer.toString(ports.get(Port.ELASTICSEARCH_TRANSPORT)));
        URI health = URI.create("http://" + ports.address(Port.ELASTICSEARCH) + "/_cluster/health");
        return new JavaLaunch(layout, Component.ELASTICSEARCH, MODULE)
                // a load of documents: a small young generation was collected whole, again and again
                .options("-Xms1280m", "-Xmx1280m", "-Xmn512m", "-XX:+UseSerialGC")
                .run(
                        "org.taxbrain.server.elasticsearch.ElasticsearchServerMain",
                        arguments,
                        Map.of(),
                        Launch.Preparation.NONE,
                        new HttpProbe(health, (answer, started) -> judge(answer)));
    }

    private static Optional<String> judge(JsonNode answer) {
        // yellow: every index answers; green is out of reach for one node if an index wants replicas
        String status = answer.path("status").asText();
        return status.equals("red")
                ? Optional.of("the cluster is red, "
                        + answer.path("unassigned_primary_shards").asInt() + " indices are not open yet")
                : Optional.empty();
    }
}
