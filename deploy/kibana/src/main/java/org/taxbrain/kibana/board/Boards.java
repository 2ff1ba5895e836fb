package org.taxbrain.kibana.board;

import java.util.List;
import org.taxbrain.kibana.dashboard.Dashboard;
import org.taxbrain.kibana.view.Views;

/** All dashboards. */
public final class Boards {
    static final String REMINDERS = "taxbrain-board-reminders";
    static final String DATA_QUALITY = "taxbrain-board-data-quality";
    static final String ADDRESSES = "taxbrain-board-addresses";
    /** Long enough for arrears of the years that can still be claimed. */
    static final String YEARS = "now-10y/y";

    private Boards() {}

    public static List<Dashboard> all(Views views) {
        return List.of(
                CityOverview.of(views),
                AddressBoard.of(views),
                ReminderBoard.of(views),
                CourtTaxChain.of(views),
                DataQuality.of(views),
                PipelineBoard.of(views));
    }
}
