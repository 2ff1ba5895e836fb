package org.taxbrain.connectors.files;

import java.util.ArrayList;
import java.util.List;

/** Splits one line that is not well-formed CSV as well as it can be: for people to look at, and for its key. */
final class BrokenLine {
    private BrokenLine() {}

    /** The cells; a quote that stands within a quoted cell is taken as it is, one that is never closed ends with the line. */
    static List<String> cells(String line, String delimiter, char quote) {
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        boolean atStart = true;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            boolean last = i + 1 == line.length();
            if (quoted && c == quote && (last || line.startsWith(delimiter, i + 1))) {
                quoted = false;
            } else if (quoted && c == quote && line.charAt(i + 1) == quote) {
                cell.append(quote);
                i++;
            } else if (!quoted && c == quote && atStart) {
                quoted = true;
            } else if (!quoted && line.startsWith(delimiter, i)) {
                i += delimiter.length() - 1;
                cells.add(cell.toString());
                cell.setLength(0);
                atStart = true;
                continue;
            } else {
                cell.append(c);
            }
            atStart = false;
        }
        cells.add(cell.toString());
        return cells;
    }
}
