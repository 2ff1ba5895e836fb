package org.taxbrain.kibana.dashboard;

import java.util.List;

/** Something in its place, and where a click leads. */
public record Tile(Content content, List<DrillDown> drillDowns) {
    public Tile {
        drillDowns = List.copyOf(drillDowns);
    }

    public static Tile of(Content content, DrillDown... drillDowns) {
        return new Tile(content, List.of(drillDowns));
    }
}
