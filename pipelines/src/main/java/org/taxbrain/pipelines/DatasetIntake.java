package org.taxbrain.pipelines;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.taxbrain.connectors.config.ConfigurationException;
import org.taxbrain.connectors.config.KafkaConfig;
import org.taxbrain.connectors.elasticsearch.IndexAdminException;
import org.taxbrain.connectors.files.PacedLanding;
import org.taxbrain.connectors.kafka.CataloguePublisher;
import org.taxbrain.connectors.kafka.CataloguePublisher.Refusal;
import org.taxbrain.pipelines.files.FileRoutes;
import org.taxbrain.pipelines.http.InterfaceRoutes;
import org.taxbrain.pipelines.jdbc.JdbcRoutes;
import org.taxbrain.pipelines.push.PushRoutes;
import org.taxbrain.pipelines.push.PushServer;
import org.taxbrain.schemas.catalogue.Catalogue;
import org.taxbrain.schemas.catalogue.CatalogueException;
import org.taxbrain.schemas.catalogue.Dataset;

/**
 * Takes in what is declared: a place in the indices, then topics and the published descriptor, then the feed, in this order,
 * so that no row comes before what it needs. What was taken before and has not changed is left alone: its feed goes on.
 */
final class DatasetIntake {
    private static final Logger LOG = LoggerFactory.getLogger(DatasetIntake.class);

    private final Pipelines pipelines;
    private final IndexUpkeep indices;
    private final CamelContext camel;
    private final CdcFeeds cdc;
    private final PushServer push;
    private final Optional<PacedLanding.Pace> pace;
    private final Map<String, Dataset> taken = new TreeMap<>();
    private volatile List<Dataset> inForce = List.of();

    /** @param camel where routes are added; {@code cdc} and {@code push} are services of it */
    DatasetIntake(Pipelines pipelines, IndexUpkeep indices, CamelContext camel, CdcFeeds cdc, PushServer push) {
        this.pipelines = pipelines;
        this.indices = indices;
        this.camel = camel;
        this.cdc = cdc;
        this.push = push;
        this.pace = pipelines.settings().pipelines().fileRowsPerSecond().map(PacedLanding.Pace::new);
    }

    /**
     * Takes the declared datasets from now on. If it fails, feeds go on with what was declared before. A declaration that can't
     * follow the published one of its dataset is left, and the published one is in force; the others are taken.
     *
     * @return why declarations are left, in words; empty: none is
     * @throws CatalogueException if the published declarations can't be read
     * @throws IndexAdminException if an index can't take a dataset
     * @throws ConfigurationException if topics have another form
     * @throws KafkaException if Kafka can't be reached; to be tried again
     */
    synchronized Optional<String> take(Catalogue declared) throws Exception {
        Map<String, Dataset> inForce = new TreeMap<>();
        declared.datasets().forEach(dataset -> inForce.put(dataset.id(), dataset));
        List<String> gone = new ArrayList<>(taken.keySet());
        gone.removeIf(inForce::containsKey);
        if (gone.isEmpty() && changed(inForce).isEmpty()) {
            return Optional.empty();
        }
        Map<String, Refusal> refusals = Map.of();
        if (!changed(inForce).isEmpty()) {
            try (CataloguePublisher publisher =
                    new CataloguePublisher(pipelines.configuration().get(KafkaConfig.class))) {
                refusals = publisher.refusals(changed(inForce));
                refusals.forEach((id, refusal) -> inForce.put(id, refusal.published()));
                if (!changed(inForce).isEmpty()) {
                    indices.take(inForce.values());
                    publisher.publish(changed(inForce));
                }
            }
        }
        feed(inForce, gone);
        return refusals.isEmpty()
                ? Optional.empty()
                : Optional.of(refusals.values().stream().map(Refusal::reason).collect(Collectors.joining("; ")));
    }

    private List<Dataset> changed(Map<String, Dataset> inForce) {
        return inForce.values().stream().filter(d -> !isTaken(d)).toList();
    }

    private void feed(Map<String, Dataset> inForce, List<String> gone) throws Exception {
        List<Dataset> changed = changed(inForce);
        for (String id : gone) {
            end(id);
        }
        for (Dataset dataset : changed) {
            if (taken.containsKey(dataset.id())) {
                end(dataset.id());
            }
        }
        camel.addRoutes(new FileRoutes(pipelines, changed, pace));
        camel.addRoutes(new InterfaceRoutes(pipelines, changed));
        camel.addRoutes(new JdbcRoutes(pipelines, changed));
        camel.addRoutes(new PushRoutes(pipelines, push, changed));
        cdc.take(inForce.values());
        changed.forEach(dataset -> taken.put(dataset.id(), dataset));
        this.inForce = List.copyOf(taken.values());
    }

    /** The datasets that are taken in now, as they were last declared. */
    List<Dataset> inForce() {
        return inForce;
    }

    private boolean isTaken(Dataset dataset) {
        Dataset before = taken.get(dataset.id());
        return before != null && before.hash().equals(dataset.hash());
    }

    /** Ends a dataset's route, after what it has under way. */
    private void end(String id) throws Exception {
        Dataset dataset = taken.remove(id);
        for (String route : List.of(
                FileRoutes.routeId(id), InterfaceRoutes.routeId(id), JdbcRoutes.routeId(id), PushRoutes.routeId(id))) {
            if (camel.getRoute(route) != null) {
                camel.getRouteController().stopRoute(route);
                camel.removeRoute(route);
            }
            pipelines.landings().close(route);
        }
        if (dataset.descriptor().source().push() != null) {
            push.close(dataset.descriptor().source().push().path());
        }
        feedOf(dataset).ifPresent(pipelines.health()::remove);
        LOG.info("{} is no longer taken in as {} declared it", id, dataset);
    }

    private static Optional<String> feedOf(Dataset dataset) {
        var source = dataset.descriptor().source();
        if (source.files() != null) {
            return Optional.of(source.files().system() + "/" + dataset.id());
        }
        if (source.push() != null) {
            return Optional.of(source.push().system() + "/" + dataset.id());
        }
        if (source.jdbc() != null) {
            return Optional.of(source.jdbc().system() + "/" + dataset.id());
        }
        return source.http() == null
                ? Optional.empty()
                : Optional.of(source.http().system() + "/" + dataset.id());
    }
}
