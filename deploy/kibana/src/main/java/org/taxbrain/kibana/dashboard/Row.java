package org.taxbrain.kibana.dashboard;

import java.util.List;

/** Panels side by side, equally wide. */
public record Row(int height, List<Tile> tiles) {
    private static final int NUMBERS = 6;
    private static final int PICTURES = 14;
    /** Columns of Kibana's grid. */
    static final int COLUMNS = 48;

    public Row {
        tiles = List.copyOf(tiles);
        if (tiles.isEmpty() || COLUMNS % tiles.size() != 0) {
            throw new IllegalArgumentException(tiles.size() + " panels don't share " + COLUMNS + " columns equally");
        }
    }

    /** A row of single numbers, which need little room. */
    public static Row numbers(Content... numbers) {
        return new Row(NUMBERS, List.of(numbers).stream().map(Tile::of).toList());
    }

    public static Row pictures(Tile... tiles) {
        return new Row(PICTURES, List.of(tiles));
    }

    int width() {
        return COLUMNS / tiles.size();
    }
}
