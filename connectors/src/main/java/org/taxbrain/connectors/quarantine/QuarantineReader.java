package org.taxbrain.connectors.quarantine;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.taxbrain.connectors.kafka.CommittedTopic;
import org.taxbrain.connectors.kafka.KafkaConnection;
import org.taxbrain.schemas.record.Discarded;
import org.taxbrain.schemas.record.LandedRecord;
import org.taxbrain.schemas.record.Outcome;
import org.taxbrain.schemas.record.OutcomeKind;
import org.taxbrain.schemas.record.QuarantineEntry;
import org.taxbrain.schemas.record.Topics;
import org.taxbrain.schemas.record.Wire;

/** What stands in quarantine, as the topics say it. */
public final class QuarantineReader {
    private final KafkaConnection kafka;

    public QuarantineReader(KafkaConnection kafka) {
        this.kafka = kafka;
    }

    /** The entries that have neither left nor been discarded. */
    public List<QuarantineEntry> entries(Predicate<QuarantineEntry> wanted) {
        Wire<QuarantineEntry> wire = Wire.quarantine();
        Map<String, QuarantineEntry> open = new LinkedHashMap<>();
        CommittedTopic.read(kafka, Topics.QUARANTINE, each -> {
            String id = new String(each.key(), StandardCharsets.UTF_8);
            open.remove(id);
            if (each.value() != null) {
                QuarantineEntry entry = wire.decode(each.value());
                if (wanted.test(entry)) {
                    open.put(id, entry);
                }
            }
        });
        return new ArrayList<>(open.values());
    }

    /** What was discarded, and why. */
    public List<Discarded> discarded(Predicate<Discarded> wanted) {
        Wire<Discarded> wire = Wire.discarded();
        List<Discarded> found = new ArrayList<>();
        CommittedTopic.read(kafka, Topics.DISCARDED, each -> {
            Discarded discarded = wire.decode(each.value());
            if (wanted.test(discarded)) {
                found.add(discarded);
            }
        });
        return found;
    }

    /**
     * The landed rows of a dataset whose outcome is, at present, that they are quarantined: with an entry, discarded, or held back.
     *
     * @param rows takes each row and where it landed, {@code <partition>/<offset>}
     */
    public void quarantinedRows(String dataset, BiConsumer<LandedRecord, String> rows) {
        Set<String> positions = quarantinedPositions(dataset);
        if (positions.isEmpty()) {
            return;
        }
        Wire<LandedRecord> wire = Wire.landed();
        CommittedTopic.read(kafka, Topics.landed(dataset), each -> {
            String position = each.partition() + "/" + each.offset();
            if (each.value() != null && positions.contains(position) && isLanded(wire, each.value())) {
                rows.accept(wire.decode(each.value()), position);
            }
        });
    }

    /** The rows of a dataset that are held back: quarantined without an entry of their own. */
    public void heldRows(String dataset, BiConsumer<LandedRecord, String> rows) {
        Set<String> known = new HashSet<>();
        entries(e -> e.getDataset().equals(dataset)).forEach(e -> known.add(e.getPosition()));
        discarded(d -> d.getDataset().equals(dataset)).forEach(d -> known.add(d.getPosition()));
        // of a row that landed more than once, the last time
        Map<String, LandedRecord> held = new LinkedHashMap<>();
        Map<String, String> landedAt = new HashMap<>();
        quarantinedRows(dataset, (row, position) -> {
            if (!known.contains(row.getPosition())) {
                held.put(row.getPosition(), row);
                landedAt.put(row.getPosition(), position);
            }
        });
        held.forEach((position, row) -> rows.accept(row, landedAt.get(position)));
    }

    private Set<String> quarantinedPositions(String dataset) {
        Wire<Outcome> wire = Wire.outcome();
        Map<String, Integer> standing = new HashMap<>();
        CommittedTopic.read(kafka, Topics.OUTCOME, each -> {
            Outcome outcome = wire.decode(each.value());
            if (outcome.getDataset().equals(dataset)) {
                String position = outcome.getPartition() + "/" + outcome.getOffset();
                if (outcome.getKind() == OutcomeKind.QUARANTINED) {
                    standing.merge(position, 1, Integer::sum);
                }
                if (outcome.getMovedFrom() == OutcomeKind.QUARANTINED) {
                    standing.merge(position, -1, Integer::sum);
                }
            }
        });
        Collection<Integer> counts = standing.values();
        counts.removeIf(n -> n <= 0);
        return standing.keySet();
    }

    /** A record that something else wrote to the topic is quarantined too; there is nothing to land again. */
    private static boolean isLanded(Wire<LandedRecord> wire, byte[] value) {
        try {
            wire.decode(value);
            return true;
        } catch (RuntimeException e) {
            return false;
        }
    }
}
