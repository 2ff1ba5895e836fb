package org.taxbrain.kibana.board;

import java.util.List;
import java.util.Optional;
import org.taxbrain.kibana.Label;
import org.taxbrain.kibana.dashboard.Dashboard;
import org.taxbrain.kibana.dashboard.DrillDown;
import org.taxbrain.kibana.dashboard.Row;
import org.taxbrain.kibana.dashboard.Tile;
import org.taxbrain.kibana.lens.Bucket;
import org.taxbrain.kibana.lens.Chart;
import org.taxbrain.kibana.lens.Measure;
import org.taxbrain.kibana.lens.Panel;
import org.taxbrain.kibana.view.DataView;
import org.taxbrain.kibana.view.Views;

/** What passes through the pipeline, and what a job found amiss in its own results. */
final class PipelineBoard {
    private static final Bucket DATASET = Bucket.Values.ofText("dataset", 100);
    private static final Measure BATCHES = Measure.count("批次数", "Batches");
    private static final Measure VERSIONS = Measure.count("已接受版本", "Accepted versions");
    private static final Measure FINDINGS = Measure.count("作业异常", "Findings");

    private PipelineBoard() {}

    static Dashboard of(Views views) {
        DataView versions = views.versions();
        DataView findings = views.findings();
        DataView books = views.books();
        return new Dashboard(
                "taxbrain-board-pipeline",
                Label.of("管道运行", "Pipeline"),
                Label.of(
                        "各数据集的处理量、批次账、规则重算进度与作业异常",
                        "Throughput and books of datasets, progress of re-evaluation, findings"),
                "now-1y",
                List.of(),
                List.of(
                        Row.numbers(
                                Panel.metric("pipeline-versions", versions, VERSIONS),
                                Panel.metric(
                                        "pipeline-rows-landed", books, Measure.sum("landed", "入库行数", "Rows landed")),
                                Panel.metric(
                                        "pipeline-unbalanced",
                                        books,
                                        Measure.count("不平衡批次", "Batches not balanced")
                                                .where("balanced", "false")),
                                Panel.metric(
                                        "pipeline-rows", versions, Measure.distinct("row", "不同记录（约）", "Rows (about)")),
                                Panel.metric(
                                        "pipeline-open",
                                        findings,
                                        Measure.count("待处理异常", "Open findings").where("open", "true")),
                                Panel.metric(
                                                "pipeline-rejected",
                                                views.quarantine(),
                                                Measure.count("索引拒收", "Refused by the index"))
                                        .where("rule", "index-rejected")),
                        Row.pictures(
                                Tile.of(Panel.of(
                                        "pipeline-days",
                                        Label.of("每日已接受版本", "Accepted versions by day"),
                                        versions,
                                        new Chart.Series(
                                                Chart.Shape.LINES,
                                                new Bucket.Calendar("knownAt", Bucket.Step.DAY),
                                                Optional.of(Bucket.Values.ofText("dataset", 20)),
                                                List.of(VERSIONS)))),
                                Tile.of(
                                        Panel.of(
                                                "pipeline-datasets",
                                                Label.of("各数据集已接受版本", "Accepted versions by dataset"),
                                                versions,
                                                new Chart.Series(
                                                        Chart.Shape.BARS,
                                                        DATASET,
                                                        Optional.empty(),
                                                        List.of(VERSIONS))),
                                        DrillDown.to(Boards.DATA_QUALITY, "查看数据质量", "Go to the data quality"))),
                        Row.pictures(
                                Tile.of(
                                        Panel.of(
                                                "pipeline-balanced",
                                                Label.of("批次账是否平衡", "Do the books balance"),
                                                books,
                                                new Chart.Series(
                                                        Chart.Shape.BARS,
                                                        DATASET,
                                                        Optional.of(Bucket.Values.ofYesNo("balanced")),
                                                        List.of(BATCHES))),
                                        DrillDown.toDocuments()),
                                Tile.of(Panel.of(
                                        "pipeline-landed",
                                        Label.of("每日入库行数", "Rows landed by day"),
                                        books,
                                        new Chart.Series(
                                                Chart.Shape.COLUMNS,
                                                new Bucket.Calendar("lastLandedAt", Bucket.Step.DAY),
                                                Optional.of(Bucket.Values.ofText("department", 20)),
                                                List.of(Measure.sum("landed", "入库行数", "Rows landed")))))),
                        Row.pictures(books(books)),
                        Row.pictures(
                                Tile.of(Panel.of(
                                        "pipeline-revisions",
                                        Label.of("档案所依规则版本", "Files by revision of the rules"),
                                        views.taxpayers(),
                                        new Chart.Donut(
                                                Bucket.Values.ofText("ruleRevision", 5),
                                                Measure.count("一户一档", "Taxpayer files")))),
                                Tile.of(
                                        Panel.of(
                                                "pipeline-findings",
                                                Label.of("作业异常", "Findings"),
                                                findings,
                                                new Chart.Table(
                                                        List.of(
                                                                Bucket.Values.ofText("job", 10),
                                                                Bucket.Values.ofText("kind", 20),
                                                                Bucket.Values.ofYesNo("open")),
                                                        List.of(FINDINGS, Measure.latest("foundAt", "最近一次", "Last")))),
                                        DrillDown.toDocuments()))));
    }

    /** What came of what each dataset sent; of tables and interfaces nobody says what they send. */
    private static Tile books(DataView books) {
        return Tile.of(
                Panel.of(
                        "pipeline-books",
                        Label.of("各数据集批次账", "Books by dataset"),
                        books,
                        new Chart.Table(
                                List.of(DATASET),
                                List.of(
                                        BATCHES,
                                        Measure.count("不平衡批次", "Not balanced").where("balanced", "false"),
                                        Measure.sum("landed", "入库行数", "Landed"),
                                        Measure.sum("clean", "清洗通过", "Clean"),
                                        Measure.sum("quarantined", "隔离", "Quarantined"),
                                        Measure.sum("superseded", "被更新取代", "Superseded"),
                                        Measure.sum("duplicate", "重复", "Duplicate"),
                                        Measure.sum("accepted", "计入历史", "Accepted in the history"),
                                        Measure.sum("unanswered", "未处理", "Without an outcome")))),
                DrillDown.toDocuments());
    }
}
