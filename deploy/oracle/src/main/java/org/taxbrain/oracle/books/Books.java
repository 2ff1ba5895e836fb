package org.taxbrain.oracle.books;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;
import org.taxbrain.oracle.OracleException;
import org.taxbrain.oracle.Progress;
import org.taxbrain.schemas.record.Outcome;
import org.taxbrain.schemas.record.OutcomeKind;
import org.taxbrain.schemas.record.Topics;
import org.taxbrain.schemas.record.Wire;

/**
 * The books: every landed position has exactly one outcome, committed. Counted from the outcomes themselves, position by position.
 *
 * @param accounts one a dataset, in the order of their names
 * @param samples the first positions without an outcome, or with two
 */
public record Books(List<Account> accounts, List<String> samples) {
    private static final int SAMPLES = 20;

    public Books {
        accounts = List.copyOf(accounts);
        samples = List.copyOf(samples);
    }

    /**
     * One dataset.
     *
     * @param landed positions in the topic
     * @param missing positions without an outcome
     * @param doubled outcomes beyond a position's first
     */
    public record Account(
            String dataset,
            long landed,
            long clean,
            long quarantined,
            long superseded,
            long duplicate,
            long missing,
            long doubled) {

        /** Whether landed = clean + quarantined + superseded + duplicate, and no position is counted twice. */
        public boolean isBalanced() {
            return missing == 0 && doubled == 0 && landed == clean + quarantined + superseded + duplicate;
        }

        @Override
        public String toString() {
            return dataset + ": landed " + landed + " = clean " + clean + " + quarantined " + quarantined
                    + " + superseded "
                    + superseded + " + duplicate " + duplicate
                    + (isBalanced()
                            ? ""
                            : ": NOT BALANCED, " + missing + " without an outcome, " + doubled + " doubled");
        }
    }

    /** Whether every account is balanced. */
    public boolean isBalanced() {
        return accounts.stream().allMatch(Account::isBalanced);
    }

    /** Reads the landed topics' offsets and every committed outcome. Rows that land meanwhile are not looked at. */
    public static Books audit(String bootstrapServers, Progress progress) {
        try (CommittedReader reader = new CommittedReader(bootstrapServers)) {
            Map<TopicPartition, Shelf> shelves =
                    new TreeMap<>((a, b) -> a.toString().compareTo(b.toString()));
            reader.ranges(Topics.LANDED_PREFIX)
                    .forEach((partition, range) -> shelves.put(partition, new Shelf(range.begin(), range.end())));
            List<String> samples = new ArrayList<>();
            Wire<Outcome> wire = Wire.outcome();
            long[] read = {0};
            reader.read(Topics.OUTCOME, value -> {
                Outcome outcome = wire.decode(value);
                TopicPartition at = new TopicPartition(Topics.landed(outcome.getDataset()), outcome.getPartition());
                Shelf shelf = shelves.get(at);
                if (shelf == null) {
                    throw new OracleException("an outcome names " + at + ", which does not exist");
                }
                if (!shelf.put(outcome.getOffset(), outcome.getKind(), outcome.getMovedFrom())
                        && samples.size() < SAMPLES) {
                    samples.add(at + " offset " + outcome.getOffset() + " has a second outcome, " + outcome.getKind());
                }
                if (++read[0] % 50_000 == 0) {
                    progress.at("read outcomes", read[0]);
                }
            });
            progress.at("read outcomes", read[0]);
            return new Books(accounts(shelves, samples), samples);
        }
    }

    private static List<Account> accounts(Map<TopicPartition, Shelf> shelves, List<String> samples) {
        Map<String, List<Shelf>> byDataset = new TreeMap<>();
        shelves.forEach((at, shelf) -> {
            byDataset
                    .computeIfAbsent(at.topic().substring(Topics.LANDED_PREFIX.length()), d -> new ArrayList<>())
                    .add(shelf);
            for (int i = shelf.seen.nextClearBit(0);
                    i < shelf.size() && samples.size() < SAMPLES;
                    i = shelf.seen.nextClearBit(i + 1)) {
                samples.add(at + " offset " + (shelf.begin + i) + " has no outcome");
            }
        });
        List<Account> accounts = new ArrayList<>();
        byDataset.forEach((dataset, parts) -> accounts.add(account(dataset, parts)));
        return accounts;
    }

    private static Account account(String dataset, Collection<Shelf> parts) {
        long[] kinds = new long[OutcomeKind.values().length];
        long landed = 0;
        long seen = 0;
        long doubled = 0;
        for (Shelf part : parts) {
            landed += part.size();
            seen += part.seen.cardinality();
            doubled += part.doubled;
            for (int k = 0; k < kinds.length; k++) {
                kinds[k] += part.kinds[k];
            }
        }
        return new Account(
                dataset,
                landed,
                kinds[OutcomeKind.CLEAN.ordinal()],
                kinds[OutcomeKind.QUARANTINED.ordinal()],
                kinds[OutcomeKind.SUPERSEDED.ordinal()],
                kinds[OutcomeKind.DUPLICATE.ordinal()],
                landed - seen,
                doubled);
    }

    /** One partition: a bit for each position that has its outcome. */
    private static final class Shelf {
        private final long begin;
        private final long end;
        private final BitSet seen = new BitSet();
        private final long[] kinds = new long[OutcomeKind.values().length];
        private long doubled;

        Shelf(long begin, long end) {
            this.begin = begin;
            this.end = end;
        }

        long size() {
            return end - begin;
        }

        /**
         * False if the position had an outcome already. A position out of range has gone by retention, or landed later.
         *
         * @param movedFrom the outcome that this one takes the place of; null: it is the position's first
         */
        boolean put(long offset, OutcomeKind kind, OutcomeKind movedFrom) {
            if (offset < begin || offset >= end) {
                return true;
            }
            kinds[kind.ordinal()]++;
            if (movedFrom != null) {
                kinds[movedFrom.ordinal()]--;
                return true;
            }
            int bit = Math.toIntExact(offset - begin);
            if (seen.get(bit)) {
                doubled++;
                return false;
            }
            seen.set(bit);
            return true;
        }
    }
}
