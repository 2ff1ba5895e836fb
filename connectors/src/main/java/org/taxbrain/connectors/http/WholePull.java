package org.taxbrain.connectors.http;

import java.time.Clock;
import java.time.Duration;
import java.util.function.Consumer;
import org.taxbrain.connectors.Landing;
import org.taxbrain.connectors.config.SystemConfig;
import org.taxbrain.schemas.catalogue.Dataset;
import org.taxbrain.schemas.catalogue.Descriptor;
import org.taxbrain.schemas.record.LandedRecord;

/** An interface read from the beginning to its end, once, beside the pull that goes on. */
public final class WholePull {
    /** Rows are compared by what they say: nobody sees their positions. */
    private static final byte[] NO_PEPPER = {};

    /** Nothing is read twice within one pull. */
    private static final Duration NEVER_AGAIN = Duration.ofDays(36_500);

    private final Dataset dataset;
    private final SystemConfig system;
    private final int pageSize;

    /** @param pageSize items to ask for */
    public WholePull(Dataset dataset, SystemConfig system, int pageSize) {
        this.dataset = dataset;
        this.system = system;
        this.pageSize = pageSize;
    }

    /**
     * Gives every row as it would land.
     *
     * @throws InterfaceException if the interface can't be read now
     */
    public void land(Consumer<LandedRecord> rows) {
        Descriptor.Http http = dataset.descriptor().source().http();
        Clock clock = Clock.systemUTC();
        Landing landing = new Landing() {
            @Override
            public void land(LandedRecord row) {
                rows.accept(row);
            }

            @Override
            public void flush() {
                // nothing is kept
            }
        };
        CheckpointStore store = new CheckpointStore() {
            private Checkpoint last = Checkpoint.NONE;

            @Override
            public Checkpoint load() {
                return last;
            }

            @Override
            public void save(Checkpoint checkpoint) {
                last = checkpoint;
            }
        };
        new InterfacePull(
                        dataset,
                        new HttpPages(http.system(), system, http.path(), pageSize, clock),
                        landing,
                        store,
                        NO_PEPPER,
                        clock,
                        Duration.ZERO,
                        NEVER_AGAIN)
                .poll();
    }
}
