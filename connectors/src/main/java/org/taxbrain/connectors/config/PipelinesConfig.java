package org.taxbrain.connectors.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Settings of the pipelines application. */
@ConfigMapping(prefix = "taxbrain")
public interface PipelinesConfig {
    /** Its own data: offsets, ledger of files, archive. */
    @WithDefault(".taxbrain/pipelines")
    Path dataDir();

    /** Folders with descriptors beside the product's own; what changes in them is taken in by the running application. */
    Optional<List<Path>> catalogue();

    /** How often it is looked for new files, new rows of polled tables, and changed descriptors. */
    @WithDefault("PT1S")
    Duration poll();

    Pipelines pipelines();

    /** The application's own status page. */
    interface Pipelines {
        /** Address that it is served on, in clear and to everyone who reaches it: no other than of a private network. */
        @WithDefault("127.0.0.1")
        String statusAddress();

        /** Port; 0: none. */
        @WithDefault("0")
        int statusPort();

        /** Consumer groups of jobs, whose lag the metrics show. */
        @WithDefault("clean,file,file-echoes,index,books,books-advice")
        List<String> watchedGroups();

        /** How often lags and findings are read from Kafka for the metrics. */
        @WithDefault("PT10S")
        Duration kafkaLook();

        /** How many rows of files, of all datasets together, may land in a second; empty: as many as can. */
        Optional<Integer> fileRowsPerSecond();
    }
}
