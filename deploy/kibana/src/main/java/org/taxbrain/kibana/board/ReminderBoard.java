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

/** Who has to be reminded of what, by office and period; masked throughout. */
final class ReminderBoard {
    private static final Bucket RULE = Bucket.Values.ofText("rule", 10);
    private static final Bucket OFFICE = Bucket.Values.ofText("office", 50);
    private static final Measure REMINDERS = Measure.count("提醒数", "Reminders");
    private static final Measure BASE = Measure.sum("base", "计算基数（分）", "Base (fen)");

    private ReminderBoard() {}

    static Dashboard of(Views views) {
        DataView reminders = views.reminders();
        DataView anyTime = views.remindersOfAnyTime();
        return new Dashboard(
                Boards.REMINDERS,
                Label.of("涉税提醒", "Reminders"),
                Label.of(
                        "按主管税务机关、事项和起算日筛选；“不限期间”的数字含法院尚未告知起算日的提醒",
                        "By office, kind and first day; figures of any time include reminders whose first day the court has yet to tell"),
                Boards.YEARS,
                List.of(new Control("office", reminders, "office"), new Control("rule", reminders, "rule")),
                List.of(
                        Row.numbers(
                                Panel.metric(
                                        "reminders-all",
                                        anyTime,
                                        Measure.count("未结提醒（不限期间）", "Open reminders (of any time)")),
                                Panel.metric(
                                        "reminders-ask",
                                        anyTime,
                                        Measure.count("待法院告知（不限期间）", "Court to be asked (of any time)")
                                                .where("askCourt", "true")),
                                Panel.metric(
                                        "reminders-period",
                                        reminders,
                                        Measure.count("本期提醒", "Reminders of the period")),
                                Panel.metric(
                                        "reminders-people",
                                        reminders,
                                        Measure.distinct("subjectHash", "本期被提醒人", "Reminded in the period"))),
                        Row.pictures(
                                Tile.of(
                                        Panel.of(
                                                "reminders-rules",
                                                Label.of("提醒事项", "Reminders by kind"),
                                                reminders,
                                                new Chart.Donut(RULE, REMINDERS)),
                                        DrillDown.toDocuments()),
                                Tile.of(Panel.of(
                                        "reminders-months",
                                        Label.of("各月起算的提醒", "Reminders by month of their first day"),
                                        reminders,
                                        new Chart.Series(
                                                Chart.Shape.LINES,
                                                new Bucket.Calendar("from", Bucket.Step.MONTH),
                                                Optional.of(RULE),
                                                List.of(REMINDERS))))),
                        Row.pictures(
                                Tile.of(
                                        Panel.of(
                                                "reminders-offices",
                                                Label.of("各税务机关提醒数", "Reminders by office"),
                                                reminders,
                                                new Chart.Series(
                                                        Chart.Shape.BARS,
                                                        OFFICE,
                                                        Optional.of(RULE),
                                                        List.of(REMINDERS))),
                                        DrillDown.toDocuments()),
                                Tile.of(Panel.of(
                                        "reminders-heat",
                                        Label.of("税务机关与事项", "Offices and kinds"),
                                        reminders,
                                        new Chart.HeatMap(RULE, OFFICE, REMINDERS)))),
                        Row.pictures(Tile.of(
                                Panel.of(
                                        "reminders-table",
                                        Label.of("提醒一览", "Reminders by office and kind"),
                                        reminders,
                                        new Chart.Table(
                                                List.of(OFFICE, RULE),
                                                List.of(
                                                        REMINDERS,
                                                        BASE,
                                                        Measure.latest("asOf", "最新数据日期", "Newest data")))),
                                DrillDown.toDocuments()))));
    }
}
