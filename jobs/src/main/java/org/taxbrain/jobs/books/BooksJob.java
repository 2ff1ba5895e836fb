package org.taxbrain.jobs.books;

import java.nio.file.Path;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.taxbrain.connectors.config.BooksConfig;
import org.taxbrain.jobs.advice.Advice;
import org.taxbrain.jobs.clean.CatalogueAccess;
import org.taxbrain.jobs.common.OutRecord;
import org.taxbrain.jobs.common.RawRecord;
import org.taxbrain.jobs.health.DayProfile;
import org.taxbrain.jobs.health.HealthFunction;
import org.taxbrain.jobs.health.PartialDays;

/**
 * BooksJob: sent = arrived, landed = clean + quarantined + superseded + duplicate, clean = accepted; by dataset and batch, rows and
 * amounts. And what of the accepted rows is told of: feed health, and {@link Advice}.
 */
public final class BooksJob {
    /** The job's name, and its consumer group. */
    public static final String NAME = "books";

    private BooksJob() {}

    /**
     * The topology.
     *
     * @param records topics landed.*, outcome, history and delivery
     * @param history topic history, read by itself
     * @param results topics books, finding and feed-health, in one transaction
     * @param pepperFile file with the key of the keyed hashes, on every machine that runs tasks
     */
    public static void define(
            StreamExecutionEnvironment env,
            Source<RawRecord, ?, ?> records,
            Source<RawRecord, ?, ?> history,
            Sink<OutRecord> results,
            CatalogueAccess catalogue,
            Path pepperFile,
            BooksConfig config) {
        // landed.*, outcome ---by landed position---> row and outcome together --+---by dataset and batch---> accounts
        // ---> books, finding
        // history, delivery -----------------------------------------------------+
        // history ---> values that rows share, or reference in vain ---> finding
        // rows, outcomes, deliveries ---> sums of days ---by dataset---> days beside the days before ---> feed-health
        DataStream<Entry> entries = env.fromSource(records, WatermarkStrategy.noWatermarks(), "landed.*, outcome, …")
                .uid("records")
                .flatMap(new EntryReader(catalogue))
                .uid("entries")
                .name("entries");
        DataStream<Entry> matched = entries.filter(e -> e.position != null)
                .uid("positions")
                .map(Entry::light)
                .uid("light")
                .keyBy(e -> e.position)
                .process(new MatchFunction())
                .uid("match")
                .name("rows and outcomes");
        DataStream<Entry> others =
                entries.filter(e -> e.position == null).uid("others").name("history, delivery");
        DataStream<OutRecord> accounts = matched.union(others)
                .filter(e -> !e.refused)
                .uid("accounted")
                .keyBy(Entry::account)
                .process(new AccountFunction(config.quiet()))
                .uid("accounts")
                .name("accounts");
        DataStream<OutRecord> advice =
                Advice.define(env, NAME, history, catalogue, pepperFile, config.referenceGrace());
        accounts.union(health(entries, matched, catalogue), advice)
                .sinkTo(results)
                .uid("results")
                .name("books, finding, feed-health");
    }

    private static DataStream<OutRecord> health(
            DataStream<Entry> entries, DataStream<Entry> matched, CatalogueAccess catalogue) {
        TypeInformation<DayProfile> type = TypeInformation.of(DayProfile.class);
        DataStream<DayProfile> sent =
                entries.transform("sums of days, rows", type, new PartialDays()).uid("days-rows");
        DataStream<DayProfile> answered = matched.filter(e -> e.answered)
                .uid("answered")
                .transform("sums of days, outcomes", type, new PartialDays())
                .uid("days-outcomes");
        return sent.union(answered)
                .keyBy(part -> part.dataset)
                .process(new HealthFunction(catalogue))
                .uid("health")
                .name("health of days");
    }
}
