package org.taxbrain.kibana.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Finds panels that lie over each other or beside the grid: Kibana moves them, and nobody knows whereto. */
final class GridCheck {
    private static final int COLUMNS = 48;

    private GridCheck() {}

    static List<String> problems(JsonNode dashboard) {
        List<String> problems = new ArrayList<>();
        Set<List<Integer>> taken = new HashSet<>();
        Unfolded.panels(dashboard).forEach(panel -> {
            JsonNode grid = panel.path("gridData");
            int right = grid.path("x").asInt() + grid.path("w").asInt();
            int bottom = grid.path("y").asInt() + grid.path("h").asInt();
            String where = ObjectFile.name(dashboard) + ": panel "
                    + panel.path("panelIndex").asText();
            if (right > COLUMNS) {
                problems.add(where + " reaches beyond column " + COLUMNS);
            }
            boolean isFree = true;
            for (int x = grid.path("x").asInt(); x < right; x++) {
                for (int y = grid.path("y").asInt(); y < bottom; y++) {
                    isFree &= taken.add(List.of(x, y));
                }
            }
            if (!isFree) {
                problems.add(where + " lies over another");
            }
        });
        return problems;
    }
}
