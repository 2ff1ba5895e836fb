package org.taxbrain.kibana.board;

import java.util.List;
import java.util.Optional;
import org.taxbrain.kibana.Label;
import org.taxbrain.kibana.dashboard.Control;
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

/** What each feed brought beside what it usually brings, and what was not accepted and why. */
final class DataQuality {
    private static final Bucket DATASET = Bucket.Values.ofText("dataset", 100);
    private static final Bucket RULE = Bucket.Values.ofText("rule", 40);
    private static final Bucket DAY = new Bucket.Calendar("day", Bucket.Step.DAY);
    private static final Measure QUARANTINED = Measure.count("隔离记录", "Quarantined rows");
    private static final Measure ROWS = Measure.sum("rows", "行数", "Rows");

    private DataQuality() {}

    static Dashboard of(Views views) {
        DataView quarantine = views.quarantine();
        DataView health = views.feedHealth();
        return new Dashboard(
                Boards.DATA_QUALITY,
                Label.of("数据质量与接入状况", "Data quality and feed health"),
                Label.of(
                        "各数据集每日的行数、隔离比例与时效（期间按业务日期），以及未通过校验的记录（期间按入库时间）",
                        "Rows, rejected share and timeliness of each dataset by business day, and rows that broke a rule, by landing"),
                "now-1y",
                List.of(new Control("department", health, "department"), new Control("dataset", health, "dataset")),
                List.of(
                        Row.numbers(
                                Panel.metric("quality-rows", health, ROWS),
                                Panel.metric(
                                        "quality-latest",
                                        health,
                                        Measure.latest("lastLandedAt", "最近入库时间", "Last landed")),
                                Panel.metric("quality-quarantined", quarantine, QUARANTINED),
                                Panel.metric(
                                        "quality-batches",
                                        quarantine,
                                        Measure.distinct("batch", "涉及批次", "Batches concerned"))),
                        Row.pictures(
                                Tile.of(Panel.of(
                                        "quality-feed-days",
                                        Label.of("各业务日期的行数", "Rows by business day"),
                                        health,
                                        new Chart.Series(
                                                Chart.Shape.LINES,
                                                DAY,
                                                Optional.of(Bucket.Values.ofText("dataset", 20)),
                                                List.of(ROWS)))),
                                Tile.of(Panel.of(
                                        "quality-feed-rejected",
                                        Label.of("隔离比例", "Rejected share"),
                                        health,
                                        new Chart.HeatMap(
                                                DAY,
                                                DATASET,
                                                Measure.averageShare("rejectedShare", "隔离比例", "Rejected share"))))),
                        Row.pictures(feeds(health)),
                        Row.pictures(
                                Tile.of(
                                        Panel.of(
                                                "quality-departments",
                                                Label.of("隔离记录的来源部门", "Departments of quarantined rows"),
                                                quarantine,
                                                new Chart.Donut(Bucket.Values.ofText("department", 20), QUARANTINED)),
                                        DrillDown.toDocuments()),
                                Tile.of(
                                        Panel.of(
                                                "quality-rules",
                                                Label.of("未通过的规则", "Broken rules"),
                                                quarantine,
                                                new Chart.Series(
                                                        Chart.Shape.BARS,
                                                        RULE,
                                                        Optional.empty(),
                                                        List.of(QUARANTINED))),
                                        DrillDown.toDocuments())),
                        Row.pictures(
                                Tile.of(Panel.of(
                                        "quality-days",
                                        Label.of("每日隔离记录", "Quarantined rows by day"),
                                        quarantine,
                                        new Chart.Series(
                                                Chart.Shape.COLUMNS,
                                                new Bucket.Calendar("landedAt", Bucket.Step.DAY),
                                                Optional.of(Bucket.Values.ofText("dataset", 20)),
                                                List.of(QUARANTINED)))),
                                Tile.of(Panel.of(
                                        "quality-heat",
                                        Label.of("数据集与规则", "Datasets and rules"),
                                        quarantine,
                                        new Chart.HeatMap(RULE, DATASET, QUARANTINED)))),
                        Row.pictures(Tile.of(
                                Panel.of(
                                        "quality-fields",
                                        Label.of("字段一览", "Fields"),
                                        quarantine,
                                        new Chart.Table(
                                                List.of(DATASET, Bucket.Values.ofText("field", 50), RULE),
                                                List.of(QUARANTINED, Measure.latest("landedAt", "最近一次", "Last")))),
                                DrillDown.toDocuments()))));
    }

    /** What comes of each dataset beside what usually does; the documents behind it say what is out of the ordinary. */
    private static Tile feeds(DataView health) {
        return Tile.of(
                Panel.of(
                        "quality-feeds",
                        Label.of("接入状况", "Feed health"),
                        health,
                        new Chart.Table(
                                List.of(DATASET),
                                List.of(
                                        Measure.count("业务日期数", "Business days"),
                                        Measure.average("rows", "日均行数", "Rows a day"),
                                        Measure.average("usualRows", "日均常见行数", "Usual rows a day"),
                                        Measure.averageShare("rejectedShare", "平均隔离比例", "Average rejected share"),
                                        Measure.sum("delivered", "接收文件数", "Files taken"),
                                        Measure.sum("refused", "拒收文件数", "Files refused"),
                                        Measure.count("迟到日期数", "Late days").where("late", "true"),
                                        Measure.latest("lastLandedAt", "最近入库时间", "Last landed")))),
                DrillDown.toDocuments());
    }
}
