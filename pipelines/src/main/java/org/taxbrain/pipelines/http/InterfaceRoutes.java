package org.taxbrain.pipelines.http;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.service.ServiceSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.taxbrain.connectors.config.ConfigurationException;
import org.taxbrain.connectors.config.InterfacesConfig;
import org.taxbrain.connectors.config.SystemConfig;
import org.taxbrain.connectors.health.Feed;
import org.taxbrain.connectors.http.InterfacePull;
import org.taxbrain.pipelines.CountedLanding;
import org.taxbrain.pipelines.Pipelines;
import org.taxbrain.schemas.catalogue.Dataset;
import org.taxbrain.schemas.catalogue.Descriptor;

/** One route for each dataset that comes from an interface: the descriptor says from which. */
public final class InterfaceRoutes extends RouteBuilder {
    private static final Logger LOG = LoggerFactory.getLogger(InterfaceRoutes.class);
    private final Pipelines pipelines;

    public InterfaceRoutes(Pipelines pipelines) {
        this.pipelines = pipelines;
    }

    @Override
    public void configure() throws Exception {
        for (Dataset dataset : pipelines.catalogue().datasets()) {
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
        CountedLanding landing = new CountedLanding(pipelines.landingWriter(), feed);
        getContext().addService(new ServiceSupport() {
            @Override
            protected void doStop() {
                landing.close();
            }
        });
        InterfacesConfig config = pipelines.configuration().get(InterfacesConfig.class);
        InterfacePull pull = InterfacePull.of(dataset, system, config, landing, checkpoint, Clock.systemUTC());
        InterfaceFeed interfaceFeed = new InterfaceFeed(dataset.id(), pull, landing, feed);
        from("timer:interface-" + dataset.id() + "?delay=0&fixedRate=false&period="
                        + config.poll().toMillis())
                .routeId("interface-" + dataset.id())
                .process(e -> interfaceFeed.poll());
    }
}
