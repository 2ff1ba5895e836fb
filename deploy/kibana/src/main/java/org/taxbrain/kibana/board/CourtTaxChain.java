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

/** Interest that courts hold for applicants, and the tax on it that is still to be asked for. */
final class CourtTaxChain {
    private static final String RULE = "case-interest-unpaid";
    private static final Measure CASES = Measure.count("案件数", "Cases");
    private static final Measure REMINDERS = Measure.count("提醒数", "Reminders");

    private CourtTaxChain() {}

    static Dashboard of(Views views) {
        DataView cases = views.cases();
        DataView reminders = views.reminders();
        return new Dashboard(
                "taxbrain-board-court",
                Label.of("执行协同征缴", "Court–tax chain"),
                Label.of("法院在账的执行利息与待缴的个人所得税", "Interest that courts hold, and the income tax on it"),
                Boards.YEARS,
                List.of(),
                List.of(
                        Row.numbers(
                                Panel.metric("court-cases", cases, Measure.count("执行案件", "Enforcement cases")),
                                Panel.metric(
                                        "court-ask",
                                        cases,
                                        Measure.count("本息待法院告知", "Court to be asked for the split")
                                                .where("summary.splitUnknown", "true")),
                                Panel.metric(
                                        "court-held",
                                        cases,
                                        Measure.sum("summary.interestHeld", "利息在账（分）", "Interest held (fen)")),
                                Panel.metric(
                                                "court-base",
                                                views.remindersOfAnyTime(),
                                                Measure.sum("base", "待缴税利息（分）", "Interest to be taxed (fen)"))
                                        .where("rule", RULE)),
                        Row.pictures(
                                Tile.of(Panel.of(
                                        "court-split",
                                        Label.of("本息拆分情况", "Is the split known"),
                                        cases,
                                        new Chart.Donut(Bucket.Values.ofYesNo("summary.splitUnknown"), CASES))),
                                Tile.of(Panel.of(
                                        "court-movements",
                                        Label.of("每案案款流水笔数", "Movements of money by case"),
                                        cases,
                                        new Chart.Series(
                                                Chart.Shape.COLUMNS,
                                                Bucket.Values.ofNumber("sections.case-funds.count", 20),
                                                Optional.empty(),
                                                List.of(CASES))))),
                        Row.pictures(
                                Tile.of(
                                        Panel.of(
                                                        "court-offices",
                                                        Label.of("各税务机关待缴提醒", "Reminders by office"),
                                                        reminders,
                                                        new Chart.Series(
                                                                Chart.Shape.BARS,
                                                                Bucket.Values.ofText("office", 50),
                                                                Optional.empty(),
                                                                List.of(REMINDERS)))
                                                .where("rule", RULE),
                                        DrillDown.to(Boards.REMINDERS, "查看涉税提醒", "Go to the reminders")),
                                Tile.of(Panel.of(
                                                "court-months",
                                                Label.of("各月首笔到账的利息", "Interest by month of its first receipt"),
                                                reminders,
                                                new Chart.Series(
                                                        Chart.Shape.LINES,
                                                        new Bucket.Calendar("from", Bucket.Step.MONTH),
                                                        Optional.empty(),
                                                        List.of(Measure.sum("base", "利息（分）", "Interest (fen)"))))
                                        .where("rule", RULE))),
                        Row.pictures(Tile.of(Panel.of(
                                "court-money",
                                Label.of("案款收付", "Case money"),
                                cases,
                                new Chart.Table(
                                        List.of(Bucket.Values.ofYesNo("summary.splitUnknown")),
                                        List.of(
                                                CASES,
                                                Measure.sum(
                                                        "summary.principalReceived",
                                                        "本金到账（分）",
                                                        "Principal received (fen)"),
                                                Measure.sum(
                                                        "summary.principalPaidOut",
                                                        "本金已发放（分）",
                                                        "Principal paid out (fen)"),
                                                Measure.sum(
                                                        "summary.interestReceived",
                                                        "利息到账（分）",
                                                        "Interest received (fen)"),
                                                Measure.sum(
                                                        "summary.interestPaidOut",
                                                        "利息已发放（分）",
                                                        "Interest paid out (fen)"),
                                                Measure.sum(
                                                        "summary.costsReceived",
                                                        "费用到账（分）",
                                                        "Costs received (fen)"))))))));
    }
}
