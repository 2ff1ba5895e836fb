package org.taxbrain.e2e.city;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.taxbrain.connectors.kafka.KafkaConnection;
import org.taxbrain.connectors.kafka.LandingWriter;
import org.taxbrain.local.LocalStack;
import org.taxbrain.schemas.catalogue.Catalogue;
import org.taxbrain.schemas.catalogue.Dataset;
import org.taxbrain.schemas.record.LandedRecord;
import org.taxbrain.schemas.record.Operation;

/**
 * Makes the pipeline wrong about rows that their departments hold unchanged: lands versions that no department sent, in an
 * order newer than the source's, as a broken source or a broken way in would. Whatever follows is the pipeline's own work,
 * from CleanJob to the index. A row that landed can't be taken out of Kafka; it is dropped by a deletion behind it.
 */
final class Sabotage {
    private static final Catalogue CATALOGUE = Catalogue.load(List.of());

    /** What is done to the rows. */
    enum Mode {
        /** A bill that landed is gone. */
        DROP_LANDED_ROW,
        /** Two homes have each other's owners. */
        SWAP_OWNER,
        /** Arrears stand as they did before a payment. */
        STALE_VERSION
    }

    /** One row: what its department says, and what is landed instead. */
    private record Forgery(LandedKey key, LandedRecord instead) {}

    private final LocalStack stack;
    private final Whereabouts whereabouts;
    private final Map<Mode, List<Forgery>> forgeries = new EnumMap<>(Mode.class);
    private final Map<Mode, Set<String>> touched = new EnumMap<>(Mode.class);

    /** Chooses rows for all modes, such that no document is touched by two of them. */
    Sabotage(LocalStack stack) throws IOException, InterruptedException {
        this.stack = stack;
        this.whereabouts = new Whereabouts(stack.elasticsearchUrl());
        dropARow();
        swapOwners();
        goBack();
    }

    private void dropARow() throws IOException, InterruptedException {
        for (LandedKey bill : standing(CATALOGUE.dataset("medical-settlement"))) {
            if (isFree(bill)) {
                LandedRecord gone = LandedRecord.newBuilder(bill.newest())
                        .setOperation(Operation.DELETE)
                        .setValues(List.of())
                        .setExtra(Map.of())
                        .build();
                choose(Mode.DROP_LANDED_ROW, new Forgery(bill, gone));
                return;
            }
        }
        throw new AssertionError("the city has no bill that could be dropped");
    }

    private void swapOwners() throws IOException, InterruptedException {
        Dataset rights = CATALOGUE.dataset("property-right");
        int holders = rights.field("holders").position();
        LandedKey one = null;
        for (LandedKey other : standing(rights)) {
            if (!isFree(other)) {
                continue;
            }
            if (one == null) {
                one = other;
            } else if (Collections.disjoint(whereabouts.of(one.newest()), whereabouts.of(other.newest()))) {
                choose(
                        Mode.SWAP_OWNER,
                        new Forgery(one, with(one.newest(), holders, other.newest())),
                        new Forgery(other, with(other.newest(), holders, one.newest())));
                return;
            }
        }
        throw new AssertionError("the city has no two homes whose owners could be swapped");
    }

    private void goBack() throws IOException, InterruptedException {
        Dataset arrears = CATALOGUE.dataset("tax-arrears");
        int open = arrears.field("open").position();
        for (LandedKey debt : standing(arrears)) {
            int versions = debt.versions().size();
            LandedRecord older = versions < 2 ? null : debt.versions().get(versions - 2);
            if (older != null
                    && older.getOperation() == Operation.UPSERT
                    && !older.getValues()
                            .get(open)
                            .equals(debt.newest().getValues().get(open))
                    && isFree(debt)) {
                choose(Mode.STALE_VERSION, new Forgery(debt, older));
                return;
            }
        }
        throw new AssertionError("the city has no arrears of which a part was paid");
    }

    private Iterable<LandedKey> standing(Dataset dataset) {
        return LandedKey.standing(stack.kafkaBootstrapServers(), dataset).values();
    }

    private static LandedRecord with(LandedRecord row, int field, LandedRecord other) {
        List<String> values = new ArrayList<>(row.getValues());
        values.set(field, other.getValues().get(field));
        return LandedRecord.newBuilder(row).setValues(values).build();
    }

    /** Whether a row stands in the index, and in no document that another mode touches. */
    private boolean isFree(LandedKey key) throws IOException, InterruptedException {
        Set<String> documents = whereabouts.of(key.newest());
        return !documents.isEmpty() && touched.values().stream().allMatch(t -> Collections.disjoint(t, documents));
    }

    private void choose(Mode mode, Forgery... rows) throws IOException, InterruptedException {
        Set<String> documents = new TreeSet<>();
        for (Forgery row : rows) {
            documents.addAll(whereabouts.of(row.key().newest()));
        }
        forgeries.put(mode, List.of(rows));
        touched.put(mode, documents);
    }

    /** Lands what is false, in the next order behind the source's last one. */
    void commit() {
        land(1, Forgery::instead);
    }

    /** Lands what the departments say, in a still newer order. */
    void undo() {
        land(2, row -> row.key().newest());
    }

    private void land(int newer, Function<Forgery, LandedRecord> content) {
        try (LandingWriter landing = new LandingWriter(KafkaConnection.plain(stack.kafkaBootstrapServers()))) {
            forgeries.forEach((mode, rows) -> rows.forEach(row -> {
                List<Long> order = new ArrayList<>(row.key().lastOrder());
                order.set(order.size() - 1, order.get(order.size() - 1) + newer);
                landing.land(LandedRecord.newBuilder(content.apply(row))
                        .setOrder(order)
                        .setPosition("sabotage/" + mode)
                        .setBatch("sabotage")
                        .setLandedAt(System.currentTimeMillis())
                        .build());
            }));
            landing.flush();
        }
    }

    /** The documents that held a mode's rows before, and those that hold them now: after {@link #commit}, each of them is wrong. */
    Set<String> documents(Mode mode) throws IOException, InterruptedException {
        Set<String> documents = new TreeSet<>(touched.get(mode));
        for (Forgery row : forgeries.get(mode)) {
            documents.addAll(whereabouts.of(row.key().newest()));
        }
        return documents;
    }
}
