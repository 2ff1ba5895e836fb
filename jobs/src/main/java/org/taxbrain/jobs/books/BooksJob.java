package org.taxbrain.jobs.books;

import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.taxbrain.connectors.config.BooksConfig;
import org.taxbrain.jobs.clean.CatalogueAccess;
import org.taxbrain.jobs.common.OutRecord;
import org.taxbrain.jobs.common.RawRecord;

/** BooksJob: sent = arrived, landed = clean + quarantined + superseded + duplicate, clean = accepted; by dataset and batch, rows and amounts. */
public final class BooksJob {
    /** The job's name, and its consumer group. */
    public static final String NAME = "books";

    private BooksJob() {}

    /**
     * The topology.
     *
     * @param records topics landed.*, outcome, history and delivery
     * @param results topics books and finding, in one transaction
     */
    public static void define(
            StreamExecutionEnvironment env,
            Source<RawRecord, ?, ?> records,
            Sink<OutRecord> results,
            CatalogueAccess catalogue,
            BooksConfig config) {
        // landed.*, outcome ---by landed position---> row and outcome together ---+
        // history, delivery -------------------------------------------------------+---by dataset and batch--->
        // accounts
        // ---> books, finding
        DataStream<Entry> entries = env.fromSource(records, WatermarkStrategy.noWatermarks(), "landed.*, outcome, …")
                .uid("records")
                .flatMap(new EntryReader(catalogue))
                .uid("entries")
                .name("entries");
        DataStream<Entry> matched = entries.filter(e -> e.position != null)
                .uid("positions")
                .keyBy(e -> e.position)
                .process(new MatchFunction())
                .uid("match")
                .name("rows and outcomes");
        DataStream<Entry> others =
                entries.filter(e -> e.position == null).uid("others").name("history, delivery");
        matched.union(others)
                .keyBy(Entry::account)
                .process(new AccountFunction(config.quiet()))
                .uid("accounts")
                .name("accounts")
                .sinkTo(results)
                .uid("results")
                .name("books, finding");
    }
}
