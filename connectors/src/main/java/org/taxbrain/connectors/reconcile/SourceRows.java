package org.taxbrain.connectors.reconcile;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.function.Consumer;
import org.taxbrain.connectors.cdc.TableRows;
import org.taxbrain.connectors.config.Configuration;
import org.taxbrain.connectors.config.InterfacesConfig;
import org.taxbrain.connectors.files.Seal;
import org.taxbrain.connectors.files.WholeArchive;
import org.taxbrain.connectors.http.WholePull;
import org.taxbrain.connectors.jdbc.JdbcDatabase;
import org.taxbrain.connectors.jdbc.JdbcRows;
import org.taxbrain.schemas.catalogue.Dataset;
import org.taxbrain.schemas.catalogue.Descriptor;
import org.taxbrain.schemas.catalogue.NaturalKey;
import org.taxbrain.schemas.record.LandedRecord;

/** What a dataset's source holds: the table by one SELECT, the archived files, or all pages of the interface. */
public final class SourceRows {
    private SourceRows() {}

    /**
     * The rows of a dataset's source.
     *
     * @param settings {@code taxbrain.systems.*}, as the pipelines application has them
     * @param dataDir the pipelines application's data folder, which holds the archive of files
     * @throws IllegalArgumentException if the dataset is pushed: then no source can be asked
     */
    public static Rows of(Dataset dataset, Configuration settings, Path dataDir) {
        Descriptor.SourceSpec source = dataset.descriptor().source();
        if (source.files() != null) {
            WholeArchive files = new WholeArchive(
                    dataset, dataDir.resolve("files").resolve(dataset.id()), Seal.of(source.files(), settings));
            return new LandedRows(dataset, landing(files::land, files.rows()), true);
        }
        if (source.http() != null) {
            WholePull pull = new WholePull(
                    dataset,
                    settings.system(source.http().system()),
                    settings.get(InterfacesConfig.class).pageSize());
            return new LandedRows(dataset, landing(pull::land, 0), false);
        }
        if (source.push() != null) {
            throw new IllegalArgumentException(dataset.id()
                    + " is pushed by its department: there is no source that could be asked what it holds");
        }
        if (source.jdbc() != null) {
            String system = source.jdbc().system();
            return table(dataset, new JdbcRows(dataset, JdbcDatabase.of(system, settings.system(system)))::read);
        }
        return table(
                dataset, new TableRows(dataset, settings.system(source.cdc().system()))::read);
    }

    /** @param table hands on the values of every row */
    private static Rows table(Dataset dataset, Consumer<Consumer<List<String>>> table) {
        return reader -> {
            RowContent content = new RowContent();
            long now = Clock.systemUTC().millis();
            table.accept(values -> {
                String key = NaturalKey.of(dataset, values);
                if (NaturalKey.isUnreadable(key)) {
                    return;
                }
                byte[] text = content.ofLanded(dataset, values, now);
                if (text == null) {
                    reader.refused(key);
                } else {
                    reader.row(key, text);
                }
            });
        };
    }

    private static LandedRows.Source landing(Consumer<Consumer<LandedRecord>> land, long keysAtMost) {
        return new LandedRows.Source() {
            @Override
            public void land(Consumer<LandedRecord> rows) {
                land.accept(rows);
            }

            @Override
            public long keysAtMost() {
                return keysAtMost;
            }
        };
    }
}
