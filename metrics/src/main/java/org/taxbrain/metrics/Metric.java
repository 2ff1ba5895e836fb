package org.taxbrain.metrics;

import static org.taxbrain.metrics.Metric.Source.JOBMANAGER;
import static org.taxbrain.metrics.Metric.Source.PIPELINES;
import static org.taxbrain.metrics.Metric.Source.TASKMANAGER;
import static org.taxbrain.metrics.Metric.Type.COUNTER;
import static org.taxbrain.metrics.Metric.Type.GAUGE;

import java.util.List;

/**
 * Every metric of the system: {@code taxbrain_<component>_<what>_<unit>}, in base units (seconds, bytes, a ratio from 0 to 1), counters
 * with {@code _total}. The values of labels are bounded: ids of datasets, rules, jobs, topics; never anything out of a row. The table
 * in docs/metrics.md is this list.
 */
public enum Metric {
    // ---- feeds: how data arrives
    FEED_STATE(
            "taxbrain_feed_state",
            GAUGE,
            PIPELINES,
            "1 for the state that the feed is in (starting, snapshot, running, retrying, misconfigured, stopped), 0 for the others.",
            "feed",
            "state"),
    FEED_STATE_SINCE(
            "taxbrain_feed_state_since_timestamp_seconds",
            GAUGE,
            PIPELINES,
            "When the feed came into its state.",
            "feed"),
    FEED_FAILURES(
            "taxbrain_feed_failures_total",
            COUNTER,
            PIPELINES,
            "Failures of a feed, each try counted: it tries again by itself, or waits for another configuration.",
            "feed"),
    FEED_LANDED_ROWS(
            "taxbrain_feed_landed_rows_total",
            COUNTER,
            PIPELINES,
            "Rows that Kafka acknowledged in landed.<dataset>.",
            "feed",
            "dataset"),
    FEED_LAST_LANDED(
            "taxbrain_feed_last_landed_timestamp_seconds",
            GAUGE,
            PIPELINES,
            "When Kafka acknowledged the last row; absent until the first.",
            "feed"),
    FEED_POLLS(
            "taxbrain_feed_polls_total",
            COUNTER,
            PIPELINES,
            "Looks of a feed that polls that saw all that its source held; of a pushed dataset, looks that found nothing under way.",
            "feed"),
    FEED_DELIVERIES(
            "taxbrain_feed_deliveries_total",
            COUNTER,
            PIPELINES,
            "Files and pushed requests, by outcome: taken or refused.",
            "feed",
            "outcome"),
    ROUTE_EXCHANGES(
            "taxbrain_route_exchanges_total",
            COUNTER,
            PIPELINES,
            "Exchanges of Camel's routes, by outcome: completed or failed. What a feed meets and reports by itself is no failure here.",
            "route",
            "outcome"),

    // ---- datasets: what was promised
    DATASET_LAST_SUCCESS(
            "taxbrain_dataset_last_success_timestamp_seconds",
            GAUGE,
            PIPELINES,
            "When it was last certain that nothing newer exists at the source: files, the last was taken; polled and pushed, the last"
                    + " complete look; captured, the last sign of the log. 0: never, as far as is known.",
            "dataset",
            "department"),
    DATASET_PROMISE(
            "taxbrain_dataset_freshness_promise_seconds",
            GAUGE,
            PIPELINES,
            "How old that may be by the dataset's declaration.",
            "dataset",
            "department"),
    DATASET_AGREEMENT_END(
            "taxbrain_dataset_agreement_end_timestamp_seconds",
            GAUGE,
            PIPELINES,
            "From when on the dataset may not be used any more: the end of its agreement's last day in China.",
            "dataset",
            "department"),

    // ---- change capture
    CDC_SLOT_LAG(
            "taxbrain_cdc_slot_lag_bytes",
            GAUGE,
            PIPELINES,
            "How much log the department's database keeps for the feed's replication slot; absent until it was looked up.",
            "feed"),
    CDC_HEARTBEAT(
            "taxbrain_cdc_heartbeat_timestamp_seconds",
            GAUGE,
            PIPELINES,
            "When the feed last handed over changes, or a heartbeat that stood in the log; absent until the first after its snapshot.",
            "feed"),
    CDC_BEHIND_SOURCE(
            "taxbrain_cdc_behind_source_seconds",
            GAUGE,
            PIPELINES,
            "How long after its commit Debezium saw the last change; absent until one came.",
            "slot"),
    CDC_SNAPSHOT_RUNNING(
            "taxbrain_cdc_snapshot_running",
            GAUGE,
            PIPELINES,
            "1 while Debezium reads all rows that were there before the slot.",
            "slot"),

    // ---- Kafka, as the pipelines see it
    KAFKA_CONSUMER_LAG(
            "taxbrain_kafka_consumer_lag_records",
            GAUGE,
            PIPELINES,
            "Records behind the offset that a job's last checkpoint committed, by consumer group. A few a partition are markers of transactions, which nobody reads.",
            "group",
            "topic"),
    KAFKA_LAST_LOOK(
            "taxbrain_kafka_last_look_timestamp_seconds",
            GAUGE,
            PIPELINES,
            "When lags and findings were last read from Kafka; absent until the first time."),
    FINDINGS_OPEN(
            "taxbrain_findings_open",
            GAUGE,
            PIPELINES,
            "Open findings by kind: books-mismatch, files-mismatch, reconcile-mismatch, quarantine-flood, lost-transaction,"
                    + " not-unique, reference-missing.",
            "kind"),

    // ---- CleanJob
    CLEAN_ROWS(
            "taxbrain_clean_rows_total",
            COUNTER,
            TASKMANAGER,
            "Landed rows by what became of them: clean, quarantined, superseded (they came later than a newer version), duplicate.",
            "job",
            "subtask",
            "dataset",
            "outcome"),
    CLEAN_REFUSED_ROWS(
            "taxbrain_clean_refused_rows_total",
            COUNTER,
            TASKMANAGER,
            "Quarantined rows by the rule that they broke.",
            "job",
            "subtask",
            "dataset",
            "rule"),
    QUARANTINE_HELD_ROWS(
            "taxbrain_quarantine_held_rows_total",
            COUNTER,
            TASKMANAGER,
            "Refused rows of a flood that got no entry of their own.",
            "job",
            "subtask",
            "dataset"),

    // ---- the index writer
    INDEX_DOCUMENTS(
            "taxbrain_index_documents_total",
            COUNTER,
            TASKMANAGER,
            "Documents by outcome: written, superseded (the index had this version or a newer one), rejected (they go to the quarantine).",
            "job",
            "subtask",
            "outcome"),
    INDEX_RETRIED_DOCUMENTS(
            "taxbrain_index_retried_documents_total",
            COUNTER,
            TASKMANAGER,
            "Documents that were sent again, each time counted.",
            "job",
            "subtask"),
    INDEX_PENDING_DOCUMENTS(
            "taxbrain_index_pending_documents",
            GAUGE,
            TASKMANAGER,
            "Documents without an outcome yet.",
            "job",
            "subtask"),
    INDEX_BULKS(
            "taxbrain_index_bulks_total",
            COUNTER,
            TASKMANAGER,
            "Bulk requests that were sent, answered or not.",
            "job",
            "subtask"),
    INDEX_BULK_DOCUMENTS(
            "taxbrain_index_bulk_documents_total",
            COUNTER,
            TASKMANAGER,
            "Documents in them: by request, the size of a bulk.",
            "job",
            "subtask"),
    INDEX_BULK_SECONDS(
            "taxbrain_index_bulk_seconds_total",
            COUNTER,
            TASKMANAGER,
            "Time in which they were waited for: by request, the time of a bulk.",
            "job",
            "subtask"),

    // ---- any job
    JOB_RUNNING(
            "taxbrain_job_running_seconds",
            GAUGE,
            JOBMANAGER,
            "How long the job has been running without an interruption; Flink: runningTime.",
            "job"),
    JOB_RESTARTS(
            "taxbrain_job_restarts_total",
            COUNTER,
            JOBMANAGER,
            "Restarts of the job since it was submitted; Flink: numRestarts.",
            "job"),
    JOB_CHECKPOINTS_COMPLETED(
            "taxbrain_job_checkpoints_completed_total",
            COUNTER,
            JOBMANAGER,
            "Completed checkpoints; Flink: numberOfCompletedCheckpoints.",
            "job"),
    JOB_CHECKPOINTS_FAILED(
            "taxbrain_job_checkpoints_failed_total",
            COUNTER,
            JOBMANAGER,
            "Failed checkpoints; Flink: numberOfFailedCheckpoints.",
            "job"),
    JOB_CHECKPOINT_DURATION(
            "taxbrain_job_checkpoint_duration_seconds",
            GAUGE,
            JOBMANAGER,
            "How long the last completed checkpoint took; Flink: lastCheckpointDuration.",
            "job"),
    JOB_CHECKPOINT_SIZE(
            "taxbrain_job_checkpoint_size_bytes",
            GAUGE,
            JOBMANAGER,
            "What the last completed checkpoint wrote; Flink: lastCheckpointSize.",
            "job"),
    JOB_LOST_TRANSACTIONS(
            "taxbrain_job_lost_transactions_total",
            COUNTER,
            TASKMANAGER,
            "Transactions that Kafka dropped before they were committed.",
            "job",
            "subtask"),
    TASK_BUSY(
            "taxbrain_task_busy_ratio",
            GAUGE,
            TASKMANAGER,
            "Share of the time in which the task works; Flink: busyTimeMsPerSecond.",
            "job",
            "subtask",
            "task"),
    TASK_BACKPRESSURED(
            "taxbrain_task_backpressured_ratio",
            GAUGE,
            TASKMANAGER,
            "Share of the time in which the task waits for the one behind it; Flink: backPressuredTimeMsPerSecond.",
            "job",
            "subtask",
            "task"),
    TASK_RECORDS_IN(
            "taxbrain_task_records_in_total",
            COUNTER,
            TASKMANAGER,
            "Records that the task took; Flink: numRecordsIn.",
            "job",
            "subtask",
            "task"),
    TASK_RECORDS_OUT(
            "taxbrain_task_records_out_total",
            COUNTER,
            TASKMANAGER,
            "Records that the task gave; Flink: numRecordsOut.",
            "job",
            "subtask",
            "task"),
    FLINK_TASKMANAGERS(
            "taxbrain_flink_taskmanagers",
            GAUGE,
            JOBMANAGER,
            "TaskManagers that are registered; Flink: numRegisteredTaskManagers."),
    FLINK_RUNNING_JOBS("taxbrain_flink_running_jobs", GAUGE, JOBMANAGER, "Jobs that run; Flink: numRunningJobs.");

    /** Whether it only grows. */
    public enum Type {
        COUNTER,
        GAUGE
    }

    /** The process that shows it. */
    public enum Source {
        PIPELINES,
        JOBMANAGER,
        TASKMANAGER
    }

    private final String id;
    private final Type type;
    private final Source source;
    private final String help;
    private final List<String> labels;

    Metric(String id, Type type, Source source, String help, String... labels) {
        this.id = id;
        this.type = type;
        this.source = source;
        this.help = help;
        this.labels = List.of(labels);
    }

    /** Its name in Prometheus. */
    public String id() {
        return id;
    }

    public Type type() {
        return type;
    }

    public Source source() {
        return source;
    }

    /** What it tells, in words. */
    public String help() {
        return help;
    }

    /** Names of its labels, in the order in which values are given. */
    public List<String> labels() {
        return labels;
    }
}
