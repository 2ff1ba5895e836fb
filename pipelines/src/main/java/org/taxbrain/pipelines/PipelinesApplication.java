package org.taxbrain.pipelines;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.taxbrain.connectors.config.Configuration;
import org.taxbrain.connectors.config.ConfigurationException;
import org.taxbrain.connectors.config.ElasticsearchConfig;
import org.taxbrain.connectors.config.PushConfig;
import org.taxbrain.metrics.MetricsPage;
import org.taxbrain.pipelines.metrics.KafkaWatch;
import org.taxbrain.pipelines.metrics.PipelineMetrics;
import org.taxbrain.pipelines.metrics.RouteCounts;
import org.taxbrain.pipelines.push.PushServer;
import org.taxbrain.schemas.catalogue.Catalogue;

/** The application: status page, indices, catalogue, routes and feeds, started in this order and stopped in the reverse one. */
public final class PipelinesApplication implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PipelinesApplication.class);
    private static final Duration GRACE = Duration.ofSeconds(15);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    private final Pipelines pipelines;
    private final StatusServer status;
    private final IndexUpkeep indices;
    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final CdcFeeds cdc;
    private final PushServer push;
    private final DatasetIntake intake;
    private final KafkaWatch kafka;
    private final CatalogueWatch watch;
    private Catalogue declared;

    /**
     * Reads the configuration and the catalogue.
     *
     * @throws ConfigurationException if a setting is missing or wrong
     */
    public PipelinesApplication(Configuration configuration) {
        this.pipelines = Pipelines.of(configuration);
        makeDataDir();
        this.cdc = new CdcFeeds(pipelines);
        ElasticsearchConfig elasticsearch = configuration.get(ElasticsearchConfig.class);
        elasticsearch.validate();
        this.indices =
                new IndexUpkeep(elasticsearch, pipelines.settings().dataDir().resolve("indices.ready"));
        this.status = new StatusServer(
                pipelines.settings().pipelines().statusAddress(),
                pipelines.settings().pipelines().statusPort(),
                pipelines.health());
        this.push = new PushServer(configuration.get(PushConfig.class));
        this.intake = new DatasetIntake(pipelines, indices, camel, cdc, push);
        this.watch = new CatalogueWatch(
                pipelines.settings().catalogue().orElse(List.of()),
                pipelines.settings().poll(),
                () -> intake.take(pipelines.catalogue()),
                pipelines.health());
        this.kafka = new KafkaWatch(
                pipelines.kafka(),
                pipelines.settings().pipelines().watchedGroups(),
                pipelines.settings().pipelines().kafkaLook());
        this.declared = declared();
        camel.getShutdownStrategy().setTimeout(GRACE.toSeconds());
        camel.getShutdownStrategy().setTimeUnit(TimeUnit.SECONDS);
        camel.getShutdownStrategy().setShutdownNowOnTimeout(true);
        camel.disableJMX();
        showMetrics();
    }

    private void showMetrics() {
        RouteCounts routes = new RouteCounts();
        camel.getManagementStrategy().addEventNotifier(routes);
        status.show(
                MetricsPage.PATH,
                MetricsPage.of(
                        new PipelineMetrics(pipelines.health(), () -> List.copyOf(intake.inForce()), routes, kafka)));
    }

    private Catalogue declared() {
        try {
            watch.note();
        } catch (IOException e) {
            throw new ConfigurationException(
                    "taxbrain.catalogue: the folders " + pipelines.settings().catalogue() + " can't be read: "
                            + e.getMessage(),
                    e);
        }
        return pipelines.catalogue();
    }

    private void makeDataDir() {
        try {
            Files.createDirectories(pipelines.settings().dataDir());
        } catch (IOException e) {
            throw new ConfigurationException(
                    "taxbrain.data-dir: " + pipelines.settings().dataDir() + " can't be made: " + e.getMessage(), e);
        }
    }

    /**
     * Starts everything. Waits for Kafka as long as it takes, and for Elasticsearch while new declarations need a place there; a department that is down holds up only its own feeds.
     *
     * @throws InterruptedException if stopped while waiting for Kafka
     */
    public void start() throws Exception {
        status.start();
        camel.addService(pipelines.landings());
        camel.addService(cdc);
        camel.addService(push);
        camel.addService(kafka);
        camel.start();
        takeDeclared();
        watch.start();
        status.ready();
        LOG.info("pipelines run; data in {}", pipelines.settings().dataDir().toAbsolutePath());
    }

    private void takeDeclared() throws Exception {
        Duration pause = Duration.ofMillis(250);
        while (!isTaken()) {
            Thread.sleep(pause.toMillis());
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
        }
    }

    private boolean isTaken() throws Exception {
        try {
            watch.report(intake.take(declared));
            return true;
        } catch (InterruptException e) {
            throw e;
        } catch (KafkaException e) {
            LOG.warn("waiting for Kafka at {}: {}", pipelines.kafka(), e.getMessage());
            return false;
        }
    }

    /** Port of the status page; 0: none. */
    public int statusPort() {
        return status.port();
    }

    /** Stops feeds and routes after what they have under way, then the status page. */
    @Override
    public void close() {
        watch.close();
        camel.stop();
        indices.close();
        status.close();
        LOG.info("pipelines stopped");
    }
}
