package org.taxbrain.local.health;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.taxbrain.local.Port;
import org.taxbrain.local.StackState;
import org.taxbrain.local.demo.Feeds;
import org.taxbrain.schemas.catalogue.Dataset;

/** Which feeds are stale at a moment, and the marks of that in what depends on them. */
public final class StaleFeeds {
    private final JsonNode feeds;
    private final Map<String, Instant> lastDelivered;
    private final Instant now;

    StaleFeeds(JsonNode feeds, Map<String, Instant> lastDelivered, Instant now) {
        this.feeds = feeds;
        this.lastDelivered = lastDelivered;
        this.now = now;
    }

    /** Looks; while the pipelines application does not answer, nothing is known of tables and interfaces, and they count as stale. */
    public static StaleFeeds read(StackState stack, HealthIndex index, Clock clock)
            throws IOException, InterruptedException {
        JsonNode feeds;
        try {
            feeds = new Feeds(stack.ports().get(Port.PIPELINES_HTTP)).read();
        } catch (IOException e) {
            System.err.println("The pipelines application does not answer (" + e.getMessage()
                    + "): how old tables and interfaces are is not known.");
            feeds = MissingNode.getInstance();
        }
        return new StaleFeeds(feeds, index.lastDelivered(), clock.instant());
    }

    /** The timeliness of a dataset. */
    public Timeliness of(Dataset dataset) {
        return Timeliness.of(dataset, feeds, lastDelivered.get(dataset.id()), now);
    }

    /**
     * Marks the sections of a file whose dataset is stale: {@code "stale": {"lastSuccess": …, "promise": …}}.
     *
     * @param datasets by id; of one that is not declared any more nothing is promised
     */
    public void mark(JsonNode file, Function<String, Optional<Dataset>> datasets) {
        file.path("sections").properties().forEach(section -> {
            Optional<Timeliness> stale =
                    datasets.apply(section.getKey()).map(this::of).filter(Timeliness::stale);
            if (stale.isPresent() && section.getValue() instanceof ObjectNode node) {
                ObjectNode mark = node.putObject("stale");
                if (stale.get().lastSuccess() != null) {
                    mark.put("lastSuccess", stale.get().lastSuccess().toString());
                }
                mark.put("promise", stale.get().promise().toString());
            }
        });
    }
}
