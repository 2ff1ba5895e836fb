package org.taxbrain.city.dirt;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.taxbrain.city.id.Dice;

/** The ways in which the rows of one dataset can be dirty, and how often each is. */
public final class FaultTable {
    private final List<List<Fault>> byKind = new ArrayList<>();
    private final List<Double> upTo = new ArrayList<>();

    public FaultTable(List<Fault> faults, DirtRates rates) {
        Map<Dirt, List<Fault>> grouped = new LinkedHashMap<>();
        faults.forEach(
                f -> grouped.computeIfAbsent(f.kind(), k -> new ArrayList<>()).add(f));
        double sum = 0;
        for (Map.Entry<Dirt, List<Fault>> e : grouped.entrySet()) {
            sum += rates.of(e.getKey());
            byKind.add(e.getValue());
            upTo.add(sum);
        }
    }

    /** Makes a row dirty, or not, as the rates say: at most one fault a row. */
    public Row soil(Row row, Dice dice) {
        double share = dice.share();
        for (int i = 0; i < upTo.size(); i++) {
            if (share < upTo.get(i)) {
                dice.pick(byKind.get(i)).inflict().on(row, dice);
                return row;
            }
        }
        return row;
    }

    /** Makes a row dirty for certain, so that a reader must refuse it, if any of the table's faults fits it. */
    public Row spoil(Row row, Dice dice) {
        List<Fault> refused = byKind.stream()
                .flatMap(List::stream)
                .filter(f -> f.kind().effect() == Dirt.Effect.QUARANTINE)
                .toList();
        for (int start = dice.below(refused.size()), i = 0; i < refused.size() && row.mark() == null; i++) {
            refused.get((start + i) % refused.size()).inflict().on(row, dice);
        }
        return row;
    }
}
