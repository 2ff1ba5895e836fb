package org.taxbrain.local.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.taxbrain.connectors.FileLanding;
import org.taxbrain.connectors.config.Configuration;
import org.taxbrain.connectors.config.PipelinesConfig;
import org.taxbrain.connectors.files.ArchivedFiles;
import org.taxbrain.connectors.files.FileRefusedException;
import org.taxbrain.connectors.files.PacedLanding;
import org.taxbrain.connectors.files.Seal;
import org.taxbrain.connectors.kafka.CatalogueReader;
import org.taxbrain.connectors.kafka.KafkaConnection;
import org.taxbrain.connectors.kafka.LandingWriter;
import org.taxbrain.connectors.quarantine.ContentSeal;
import org.taxbrain.connectors.quarantine.QuarantineReader;
import org.taxbrain.connectors.quarantine.Relanding;
import org.taxbrain.schemas.catalogue.Dataset;
import org.taxbrain.schemas.catalogue.Descriptor;
import org.taxbrain.schemas.record.LandedRecord;
import org.taxbrain.schemas.record.QuarantineEntry;
import org.taxbrain.schemas.record.Wire;

/** Lands rows of the quarantine again, by the declarations that are in force now; CleanJob then judges them anew. */
final class Replay implements AutoCloseable {
    private static final int ROWS_BETWEEN_FLUSHES = 20_000;

    private final CatalogueReader catalogue;
    private final Map<String, Dataset> newest;
    private final QuarantineReader quarantine;
    private final LandingWriter landing;
    private final Wire<LandedRecord> wire = Wire.landed();
    private final Clock clock = Clock.systemUTC();
    private long landed;

    Replay(KafkaConnection kafka) {
        this.catalogue = new CatalogueReader(kafka);
        this.newest = catalogue.datasets().stream().collect(Collectors.toMap(Dataset::id, Function.identity()));
        this.quarantine = new QuarantineReader(kafka);
        this.landing = new LandingWriter(kafka);
    }

    /**
     * Lands the rows of entries.
     *
     * @return how many; an entry without content has no row that could land
     */
    long entries(Collection<QuarantineEntry> entries, ContentSeal seal) {
        landed = 0;
        for (QuarantineEntry entry : entries) {
            if (entry.getContent() != null) {
                LandedRecord row = wire.decode(seal.open(entry.getId(), entry.getKeyId(), bytes(entry.getContent())));
                again(row, entry.getLandedPartition() + "/" + entry.getLandedOffset());
            }
        }
        landing.flush();
        return landed;
    }

    /**
     * Lands the rows of a dataset that are held back.
     *
     * @return how many
     */
    long held(String dataset) {
        declared(dataset);
        landed = 0;
        quarantine.heldRows(dataset, this::again);
        landing.flush();
        return landed;
    }

    /**
     * Lands every row of an archived file, as it is read now, no faster than the pipelines land files: changes that somebody
     * waits for go the same way.
     *
     * @param files the folder of all datasets' files in the pipelines' data
     * @param pipelines the pipelines application's configuration: the keys of what departments encrypt
     * @return how many
     * @throws CliException if there is no such file, or it can't be read
     */
    long file(String dataset, String name, Path files, Configuration pipelines) throws IOException {
        Dataset declared = declared(dataset);
        Descriptor.Files source = declared.descriptor().source().files();
        if (source == null) {
            throw new CliException("The dataset " + dataset + " does not come as files");
        }
        Map<String, String> quarantined = new HashMap<>();
        quarantine.quarantinedRows(dataset, (row, position) -> quarantined.put(row.getPosition(), position));
        FileLanding paced = pipelines
                .get(PipelinesConfig.class)
                .pipelines()
                .fileRowsPerSecond()
                .<FileLanding>map(rows -> new PacedLanding(landing, new PacedLanding.Pace(rows)))
                .orElse(landing);
        landed = 0;
        try {
            boolean found = new ArchivedFiles(declared, files.resolve(dataset), clock, Seal.of(source, pipelines))
                    .read(name, row -> {
                        row.setReplayOf(quarantined.get(row.getPosition()));
                        land(paced, row);
                    });
            if (!found) {
                throw new CliException("No file " + name + " of " + dataset
                        + " is in the archive; the name must be that under which it came");
            }
        } catch (FileRefusedException e) {
            throw new CliException(name + " can't be read by the declaration of " + dataset + ": " + e.getMessage());
        }
        landing.flush();
        return landed;
    }

    private Dataset declared(String dataset) {
        Dataset found = newest.get(dataset);
        if (found == null) {
            throw new CliException("The dataset " + dataset + " is not declared; add it with ./taxbrain dataset add");
        }
        return found;
    }

    private void again(LandedRecord row, String landedBefore) {
        // a row whose declaration was never published is read by the present one
        Dataset now = declared(row.getDataset());
        Dataset was = catalogue.published(row.getDescriptorHash()).orElse(now);
        land(landing, new Relanding(was, now, clock).of(row, landedBefore));
    }

    private void land(FileLanding to, LandedRecord row) {
        to.land(row);
        if (++landed % ROWS_BETWEEN_FLUSHES == 0) {
            landing.flush();
        }
    }

    static byte[] bytes(ByteBuffer content) {
        byte[] bytes = new byte[content.remaining()];
        content.duplicate().get(bytes);
        return bytes;
    }

    @Override
    public void close() {
        landing.close();
        catalogue.close();
    }
}
