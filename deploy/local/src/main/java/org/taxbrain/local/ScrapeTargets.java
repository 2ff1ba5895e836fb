package org.taxbrain.local;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;

/** Where Prometheus finds the metrics of the stack's processes, in the form of its file_sd_configs. */
final class ScrapeTargets {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<Component, Port> PAGES = Map.of(
            Component.PIPELINES, Port.PIPELINES_HTTP,
            Component.JOBMANAGER, Port.JOBMANAGER_PROMETHEUS,
            Component.TASKMANAGER, Port.TASKMANAGER_PROMETHEUS);

    private ScrapeTargets() {}

    static void write(StackLayout layout, Ports ports) throws IOException {
        ArrayNode groups = JSON.createArrayNode();
        for (Component component : Component.values()) {
            if (PAGES.containsKey(component)) {
                var group = groups.addObject();
                group.putArray("targets").add(ports.address(PAGES.get(component)));
                group.putObject("labels").put("component", component.id());
            }
        }
        Path file = layout.scrapeTargets();
        Files.createDirectories(file.getParent());
        // Prometheus reads it whenever it changes, and never a half of it
        Path written = Files.createTempFile(file.getParent(), "targets", ".new");
        JSON.writeValue(written.toFile(), groups);
        Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
