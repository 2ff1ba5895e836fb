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

/** What was not accepted and why, and when each feed last brought something new. */
final class DataQuality {
    private static final Bucket DATASET = Bucket.Values.ofText("dataset", 100);
    private static final Bucket RULE = Bucket.Values.ofText("rule", 40);
    private static final Measure QUARANTINED = Measure.count("隔离记录", "Quarantined rows");

    private DataQuality() {}

    static Dashboard of(Views views) {
        DataView quarantine = views.quarantine();
        DataView versions = views.versions();
        return new Dashboard(
                Boards.DATA_QUALITY,
                Label.of("数据质量与接入状况", "Data quality and feed health"),
                Label.of(
                        "未通过校验的记录，以及各数据集最近一次获知新内容的时间；按数据集和入库时间筛选",
                        "Rows that broke a rule, and when each dataset last brought something new; by dataset and landing"),
                "now-1y",
                List.of(new Control("dataset", quarantine, "dataset")),
                List.of(
                        Row.numbers(
                                Panel.metric("quality-quarantined", quarantine, QUARANTINED),
                                Panel.metric(
                                        "quality-batches",
                                        quarantine,
                                        Measure.distinct("batch", "涉及批次", "Batches concerned")),
                                Panel.metric("quality-accepted", versions, Measure.count("已接受版本", "Accepted versions")),
                                Panel.metric(
                                        "quality-latest",
                                        versions,
                                        Measure.latest("knownAt", "最近获知时间", "Last accepted"))),
                        Row.pictures(
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
                                        DrillDown.toDocuments()),
                                Tile.of(
                                        Panel.of(
                                                "quality-departments",
                                                Label.of("来源部门", "Departments"),
                                                quarantine,
                                                new Chart.Donut(Bucket.Values.ofText("department", 20), QUARANTINED)),
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
                        Row.pictures(
                                Tile.of(
                                        Panel.of(
                                                "quality-fields",
                                                Label.of("字段一览", "Fields"),
                                                quarantine,
                                                new Chart.Table(
                                                        List.of(DATASET, Bucket.Values.ofText("field", 50), RULE),
                                                        List.of(
                                                                QUARANTINED,
                                                                Measure.latest("landedAt", "最近一次", "Last")))),
                                        DrillDown.toDocuments()),
                                Tile.of(Panel.of(
                                        "quality-feeds",
                                        Label.of("接入状况", "Feed health"),
                                        versions,
                                        new Chart.Table(
                                                List.of(DATASET),
                                                List.of(
                                                        Measure.count("已接受版本", "Accepted versions"),
                                                        Measure.latest("knownAt", "最近获知时间", "Last accepted"))))))));
    }
}
