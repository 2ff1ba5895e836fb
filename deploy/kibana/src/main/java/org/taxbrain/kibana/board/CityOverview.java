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
import org.taxbrain.kibana.map.PlaceMap;
import org.taxbrain.kibana.view.DataView;
import org.taxbrain.kibana.view.Districts;
import org.taxbrain.kibana.view.Views;

/** How many taxpayers, units, cases and reminders the city has, and where. */
final class CityOverview {
    private static final Bucket DIVISION = Bucket.Values.ofText("summary.division", 30);
    private static final Measure UNITS = Measure.count("不动产单元", "Property units");

    private CityOverview() {}

    static Dashboard of(Views views) {
        DataView units = views.units();
        DataView reminders = views.remindersOfAnyTime();
        return new Dashboard(
                "taxbrain-board-city",
                Label.of("城市总览", "City overview"),
                Label.of(
                        "一户一档、不动产、执行案件与涉税提醒的全貌；各索引字段不同，故不设共用筛选",
                        "Taxpayers, property, court cases and reminders at a glance; the indices share no field to filter by"),
                Boards.YEARS,
                List.of(),
                List.of(
                        Row.numbers(
                                Panel.metric(
                                        "city-taxpayers", views.taxpayers(), Measure.count("一户一档", "Taxpayer files")),
                                Panel.metric("city-units", units, UNITS),
                                Panel.metric("city-cases", views.cases(), Measure.count("执行案件", "Enforcement cases")),
                                Panel.metric("city-reminders", reminders, Measure.count("未结提醒", "Open reminders"))),
                        Row.numbers(
                                Panel.metric(
                                        "city-arrears",
                                        views.taxpayers(),
                                        Measure.sum("summary.openArrears", "欠税余额（分）", "Open arrears (fen)")),
                                Panel.metric(
                                        "city-secured",
                                        units,
                                        Measure.sum("summary.secured", "被担保债权（分）", "Secured by mortgages (fen)")),
                                Panel.metric(
                                        "city-applications",
                                        units,
                                        Measure.sum("summary.openApplications", "在办不动产业务", "Open applications"))),
                        Row.pictures(
                                Tile.of(Panel.of(
                                        "city-kinds",
                                        Label.of("主体类型", "Kinds of taxpayers"),
                                        views.taxpayers(),
                                        new Chart.Donut(
                                                Bucket.Values.ofText("kind", 6),
                                                Measure.count("一户一档", "Taxpayer files")))),
                                Tile.of(
                                        Panel.of(
                                                "city-reminder-rules",
                                                Label.of("提醒事项", "Reminders by kind"),
                                                reminders,
                                                new Chart.Donut(
                                                        Bucket.Values.ofText("rule", 10),
                                                        Measure.count("未结提醒", "Open reminders"))),
                                        DrillDown.to(Boards.REMINDERS, "查看涉税提醒", "Go to the reminders"))),
                        Row.pictures(
                                Tile.of(new PlaceMap(
                                        "city-map",
                                        Label.of("不动产单元分布", "Where the property units are"),
                                        units,
                                        "summary.division",
                                        UNITS.label(),
                                        Districts.all())),
                                Tile.of(Panel.of(
                                        "city-units-by-division",
                                        Label.of("各区县不动产单元", "Property units by district"),
                                        units,
                                        new Chart.Series(
                                                Chart.Shape.BARS, DIVISION, Optional.empty(), List.of(UNITS)))),
                                Tile.of(Panel.of(
                                        "city-holders-by-division",
                                        Label.of("各区县单元的权利人数", "Holders of a unit by district"),
                                        units,
                                        new Chart.HeatMap(
                                                Bucket.Values.ofNumber("summary.activeHolders", 6), DIVISION, UNITS)))),
                        Row.pictures(
                                Tile.of(AddressBoard.map("city-addresses-map", views.addresses())),
                                Tile.of(
                                        Panel.of(
                                                "city-streets",
                                                Label.of("各街道标准地址", "Standard addresses by street"),
                                                views.addresses(),
                                                new Chart.Series(
                                                        Chart.Shape.BARS,
                                                        AddressBoard.STREET,
                                                        Optional.empty(),
                                                        List.of(AddressBoard.ADDRESSES))),
                                        DrillDown.to(Boards.ADDRESSES, "查看街道", "Go to the streets"))),
                        Row.pictures(Tile.of(Panel.of(
                                "city-divisions",
                                Label.of("区县一览", "Districts"),
                                units,
                                new Chart.Table(
                                        List.of(DIVISION),
                                        List.of(
                                                UNITS,
                                                Measure.sum("summary.activeRights", "现势权利", "Rights in force"),
                                                Measure.sum("summary.activeMortgages", "现势抵押", "Mortgages in force"),
                                                Measure.sum("summary.secured", "被担保债权（分）", "Secured (fen)"),
                                                Measure.sum(
                                                        "summary.openApplications", "在办业务", "Open applications"))))))));
    }
}
