package org.taxbrain.pipelines.jdbc;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import org.apache.camel.Route;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.spi.RoutePolicy;
import org.apache.camel.support.RoutePolicySupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.taxbrain.connectors.config.ConfigurationException;
import org.taxbrain.connectors.config.IndexConfig;
import org.taxbrain.connectors.health.Feed;
import org.taxbrain.connectors.jdbc.JdbcDatabase;
import org.taxbrain.connectors.jdbc.JdbcPull;
import org.taxbrain.pipelines.CountedLanding;
import org.taxbrain.pipelines.Pipelines;
import org.taxbrain.pipelines.PolledFeed;
import org.taxbrain.schemas.catalogue.Dataset;
import org.taxbrain.schemas.catalogue.Descriptor;

/** One route for each of some datasets that come from polled tables: the descriptor says from which. */
public final class JdbcRoutes extends RouteBuilder {
    private static final Logger LOG = LoggerFactory.getLogger(JdbcRoutes.class);
    private final Pipelines pipelines;
    private final Collection<Dataset> datasets;

    public JdbcRoutes(Pipelines pipelines, Collection<Dataset> datasets) {
        this.pipelines = pipelines;
        this.datasets = List.copyOf(datasets);
    }

    /** The id of a dataset's route. */
    public static String routeId(String dataset) {
        return "jdbc-" + dataset;
    }

    @Override
    public void configure() throws Exception {
        for (Dataset dataset : datasets) {
            Descriptor.Jdbc jdbc = dataset.descriptor().source().jdbc();
            if (jdbc != null) {
                Feed feed = pipelines.health().feed(jdbc.system() + "/" + dataset.id(), List.of(dataset.id()));
                try {
                    route(dataset, jdbc, feed);
                } catch (ConfigurationException | IOException e) {
                    LOG.error("{} is not read: {}", dataset.id(), e.getMessage());
                    feed.isMisconfigured(e.getMessage());
                }
            }
        }
    }

    private void route(Dataset dataset, Descriptor.Jdbc jdbc, Feed feed) throws Exception {
        JdbcDatabase database =
                JdbcDatabase.of(jdbc.system(), pipelines.configuration().system(jdbc.system()));
        byte[] pepper = pipelines.configuration().get(IndexConfig.class).pepper();
        Path folder = pipelines.settings().dataDir().resolve("jdbc").resolve(dataset.id());
        CountedLanding landing = pipelines.landings().open(routeId(dataset.id()), feed);
        JdbcPull pull = new JdbcPull(dataset, database, landing, pepper, folder, Clock.systemUTC());
        PolledFeed polled = new PolledFeed(dataset.id(), pull::poll, landing, feed);
        long period = pipelines.settings().poll().toMillis();
        from("timer:" + routeId(dataset.id()) + "?delay=0&fixedRate=false&period=" + period)
                .routeId(routeId(dataset.id()))
                .routePolicy(hangingUp(dataset.id(), pull))
                .process(e -> polled.poll());
    }

    /** The connection ends with the route. */
    private static RoutePolicy hangingUp(String dataset, JdbcPull pull) {
        return new RoutePolicySupport() {
            @Override
            public void onStop(Route route) {
                try {
                    pull.close();
                } catch (SQLException e) {
                    LOG.debug("{}: the connection was gone already", dataset, e);
                }
            }
        };
    }
}
