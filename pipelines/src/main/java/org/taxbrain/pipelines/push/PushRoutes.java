package org.taxbrain.pipelines.push;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.apache.camel.builder.RouteBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.taxbrain.connectors.config.ConfigurationException;
import org.taxbrain.connectors.config.IndexConfig;
import org.taxbrain.connectors.config.PushConfig;
import org.taxbrain.connectors.config.PushingSystemConfig;
import org.taxbrain.connectors.health.Feed;
import org.taxbrain.connectors.health.FeedState;
import org.taxbrain.connectors.http.PushAnswer;
import org.taxbrain.connectors.http.PushIntake;
import org.taxbrain.connectors.http.PushRequest;
import org.taxbrain.pipelines.CountedLanding;
import org.taxbrain.pipelines.Pipelines;
import org.taxbrain.schemas.catalogue.Dataset;
import org.taxbrain.schemas.catalogue.Descriptor;

/** One way in for each of some datasets that departments push: the descriptor says at which path. */
public final class PushRoutes extends RouteBuilder {
    private static final Logger LOG = LoggerFactory.getLogger(PushRoutes.class);
    private static final int OK = 202;

    private final Pipelines pipelines;
    private final PushServer server;
    private final Collection<Dataset> datasets;

    public PushRoutes(Pipelines pipelines, PushServer server, Collection<Dataset> datasets) {
        this.pipelines = pipelines;
        this.server = server;
        this.datasets = List.copyOf(datasets);
    }

    /** The id of a dataset's route. */
    public static String routeId(String dataset) {
        return "push-" + dataset;
    }

    @Override
    public void configure() throws Exception {
        for (Dataset dataset : datasets) {
            Descriptor.Push push = dataset.descriptor().source().push();
            if (push != null) {
                Feed feed = pipelines.health().feed(push.system() + "/" + dataset.id(), List.of(dataset.id()));
                try {
                    route(dataset, push, feed);
                } catch (ConfigurationException | IOException e) {
                    LOG.error("{} is not taken: {}", dataset.id(), e.getMessage());
                    feed.isMisconfigured(e.getMessage());
                }
            }
        }
    }

    private void route(Dataset dataset, Descriptor.Push push, Feed feed) throws Exception {
        if (!server.listens()) {
            throw new ConfigurationException(
                    "taxbrain.push.port is 0: set it to the port that " + push.system() + " pushes to");
        }
        PushingSystemConfig system = pipelines.configuration().pushingSystem(push.system());
        system.requirePushSecret(push.system());
        Path keys = pipelines
                .settings()
                .dataDir()
                .resolve("push")
                .resolve(dataset.id())
                .resolve("keys");
        CountedLanding landing = pipelines.landings().open(routeId(dataset.id()), feed);
        int waiting = pipelines.configuration().get(PushConfig.class).waiting();
        byte[] pepper = pipelines.configuration().get(IndexConfig.class).pepper();
        PushIntake intake = new PushIntake(
                dataset,
                () -> system.requirePushSecret(push.system()),
                landing,
                keys,
                waiting,
                pepper,
                Clock.systemUTC());
        server.open(push.path(), intake, request -> take(dataset.id(), intake, request, landing, feed));
        feed.is(FeedState.RUNNING);
        // the department's side can't be looked at; what it has sent is taken when nothing is under way
        from("timer:" + routeId(dataset.id()) + "?delay=0&fixedRate=false&period="
                        + pipelines.settings().poll().toMillis())
                .routeId(routeId(dataset.id()))
                .process(e -> lookThrough(intake, feed));
    }

    private static void lookThrough(PushIntake intake, Feed feed) {
        Instant began = Instant.now();
        if (intake.isIdle()) {
            feed.lookedThrough(began);
        }
    }

    private static PushAnswer take(
            String dataset, PushIntake intake, PushRequest request, CountedLanding landing, Feed feed) {
        try {
            PushAnswer answer = intake.take(request);
            if (answer.status() == OK) {
                feed.is(FeedState.RUNNING);
                feed.took();
                feed.notes(null);
            } else {
                feed.refused();
                feed.notes("refused a request at " + Instant.now() + " (" + answer.status() + "): " + answer.message());
            }
            return answer;
        } catch (RuntimeException e) {
            synchronized (intake) {
                landing.discard();
            }
            feed.retries(e.getMessage() == null ? e.toString() : e.getMessage());
            LOG.warn("{}: {}", dataset, e.getMessage());
            return PushIntake.later();
        }
    }
}
