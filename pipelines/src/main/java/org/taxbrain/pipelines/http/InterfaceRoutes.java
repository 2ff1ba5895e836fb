package org.taxbrain.pipelines.http;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import org.apache.camel.builder.RouteBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.taxbrain.connectors.config.ConfigurationException;
import org.taxbrain.connectors.config.IndexConfig;
import org.taxbrain.connectors.config.InterfacesConfig;
import org.taxbrain.connectors.config.SystemConfig;
import org.taxbrain.connectors.health.Feed;
import org.taxbrain.connectors.http.InterfacePull;
import org.taxbrain.pipelines.CountedLanding;
import org.taxbrain.pipelines.Pipelines;
import org.taxbrain.pipelines.PolledFeed;
import org.taxbrain.schemas.catalogue.Dataset;
import org.taxbrain.schemas.catalogue.Descriptor;

/** One route for each of some datasets that come from interfaces: the descriptor says from which. */
public final class InterfaceRoutes extends RouteBuilder {
    private static final Logger LOG = LoggerFactory.getLogger(InterfaceRoutes.class);
    private final Pipelines pipelines;
    private final Collection<Dataset> datasets;

    public InterfaceRoutes(Pipelines pipelines, Collection<Dataset> datasets) {
        this.pipelines = pipelines;
        this.datasets = List.copyOf(datasets);
    }

    /** The id of a dataset's route. */
    public static String routeId(String dataset) {
        return "interface-" + dataset;
    }

    @Override
    public void configure() throws Exception {
        for (Dataset dataset : datasets) {
            Descriptor.Http http = dataset.descriptor().source().http();
            if (http != null) {
                Feed feed = pipelines.health().feed(http.system() + "/" + dataset.id(), List.of(dataset.id()));
                try {
                    route(dataset, http, feed);
                } catch (ConfigurationException e) {
                    LOG.error("{} is not read: {}", dataset.id(), e.getMessage());
                    feed.isMisconfigured(e.getMessage());
                }
            }
        }
    }

    private void route(Dataset dataset, Descriptor.Http http, Feed feed) throws Exception {
        SystemConfig system = pipelines.configuration().system(http.system());
        system.requireApiKey(http.system());
        Path checkpoint = pipelines
                .settings()
                .dataDir()
                .resolve("interfaces")
                .resolve(dataset.id())
                .resolve("checkpoint.json");
        CountedLanding landing = pipelines.landings().open(routeId(dataset.id()), feed);
        InterfacesConfig config = pipelines.configuration().get(InterfacesConfig.class);
        byte[] pepper = pipelines.configuration().get(IndexConfig.class).pepper();
        InterfacePull pull = InterfacePull.of(dataset, system, config, landing, checkpoint, pepper, Clock.systemUTC());
        PolledFeed polled = new PolledFeed(dataset.id(), pull::poll, landing, feed);
        from("timer:interface-" + dataset.id() + "?delay=0&fixedRate=false&period="
                        + config.poll().toMillis())
                .routeId(routeId(dataset.id()))
                .process(e -> polled.poll());
    }
}
