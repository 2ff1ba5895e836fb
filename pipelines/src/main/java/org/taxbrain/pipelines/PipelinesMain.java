package org.taxbrain.pipelines;

import java.util.concurrent.CountDownLatch;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.taxbrain.connectors.config.Configuration;
import org.taxbrain.connectors.config.ConfigurationException;
import org.taxbrain.connectors.elasticsearch.IndexAdminException;
import org.taxbrain.schemas.catalogue.CatalogueException;

/** Runs the pipelines until SIGTERM. Arguments: {@code --taxbrain.property=value}; docs/contracts.md lists them. */
public final class PipelinesMain {
    private static final Logger LOG = LoggerFactory.getLogger(PipelinesMain.class);

    private PipelinesMain() {}

    public static void main(String[] args) {
        PipelinesApplication application;
        try {
            application = new PipelinesApplication(Configuration.of(args));
        } catch (ConfigurationException | CatalogueException e) {
            refuse(e);
            return;
        }
        CountDownLatch stopped = new CountDownLatch(1);
        Thread main = Thread.currentThread();
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            main.interrupt();
                            application.close();
                            stopped.countDown();
                        },
                        "stop"));
        try {
            application.start();
            stopped.await();
        } catch (ConfigurationException | CatalogueException | IndexAdminException e) {
            refuse(e);
        } catch (InterruptedException | InterruptException e) {
            LOG.info("stopping");
        } catch (Exception e) {
            LOG.error("the pipelines failed to start", e);
            System.exit(1);
        }
    }

    private static void refuse(RuntimeException e) {
        LOG.error("the pipelines can't start: {}", e.getMessage());
        System.exit(2);
    }
}
