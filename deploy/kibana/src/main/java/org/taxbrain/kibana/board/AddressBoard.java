package org.taxbrain.kibana.board;

import java.util.List;
import java.util.Optional;
import org.taxbrain.kibana.Label;
import org.taxbrain.kibana.dashboard.Control;
import org.taxbrain.kibana.dashboard.Dashboard;
import org.taxbrain.kibana.dashboard.Row;
import org.taxbrain.kibana.dashboard.Tile;
import org.taxbrain.kibana.lens.Bucket;
import org.taxbrain.kibana.lens.Chart;
import org.taxbrain.kibana.lens.Measure;
import org.taxbrain.kibana.lens.Panel;
import org.taxbrain.kibana.map.GridMap;
import org.taxbrain.kibana.view.DataView;
import org.taxbrain.kibana.view.Districts;
import org.taxbrain.kibana.view.Views;

/** Where the standard addresses are, by district and street; never one address. */
final class AddressBoard {
    static final Bucket STREET = Bucket.Values.ofText("data.street", 30);
    static final Measure ADDRESSES = Measure.count("标准地址", "Standard addresses");

    private static final Bucket DISTRICT = Bucket.Values.ofText("data.district", 30);

    private AddressBoard() {}

    static Dashboard of(Views views) {
        DataView addresses = views.addresses();
        return new Dashboard(
                Boards.ADDRESSES,
                Label.of("街道与标准地址", "Streets and standard addresses"),
                Label.of(
                        "按区县和街道筛选标准地址；地图按网格计数，不显示单个地址",
                        "By district and street; the map counts by the cells of a grid, never one address"),
                Boards.YEARS,
                List.of(
                        new Control("district", addresses, "data.district"),
                        new Control("street", addresses, "data.street")),
                List.of(
                        Row.numbers(
                                Panel.metric("addresses-all", addresses, ADDRESSES),
                                Panel.metric(
                                        "addresses-in-use",
                                        addresses,
                                        Measure.count("在用标准地址", "Addresses in use")
                                                .where("data.status", "in-use")),
                                Panel.metric(
                                        "addresses-streets",
                                        addresses,
                                        Measure.distinct("data.street", "街道数", "Streets"))),
                        Row.pictures(
                                Tile.of(map("addresses-map", addresses)),
                                Tile.of(Panel.of(
                                        "addresses-by-street",
                                        Label.of("各街道标准地址", "Addresses by street"),
                                        addresses,
                                        new Chart.Series(
                                                Chart.Shape.BARS,
                                                STREET,
                                                Optional.of(Bucket.Values.ofText("data.status", 3)),
                                                List.of(ADDRESSES))))),
                        Row.pictures(Tile.of(Panel.of(
                                "addresses-table",
                                Label.of("区县与街道一览", "Districts and streets"),
                                addresses,
                                new Chart.Table(
                                        List.of(DISTRICT, STREET),
                                        List.of(
                                                ADDRESSES,
                                                Measure.latest("data.updatedAt", "最近更新", "Last updated"))))))));
    }

    static GridMap map(String id, DataView addresses) {
        return new GridMap(
                id,
                Label.of("标准地址分布", "Where the standard addresses are"),
                addresses,
                "data.point",
                ADDRESSES.label(),
                Districts.all());
    }
}
