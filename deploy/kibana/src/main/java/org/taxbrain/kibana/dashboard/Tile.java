package org.taxbrain.kibana.dashboard;

import java.util.List;
import org.taxbrain.kibana.lens.Panel;

/** A panel in its place, and where a click leads. */
public record Tile(Panel panel, List<DrillDown> drillDowns) {
    public Tile {
        drillDowns = List.copyOf(drillDowns);
    }

    public static Tile of(Panel panel, DrillDown... drillDowns) {
        return new Tile(panel, List.of(drillDowns));
    }
}
