package org.taxbrain.jobs.file.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.taxbrain.schemas.rule.Rules;

/** A unit or case with more facts than it shows is, byte for byte, what it would be if all were read for each change. */
class LargeObjectsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String UNIT_NO = "330106001001GB00001F00010001";
    private static final String FIRST = "(2021)浙0102执1号";
    private static final String RESUMED = "(2023)浙0102执恢5号";
    private static final String BORROWER = "330106199001011234";
    private static final int KEYS = 700;

    private final Map<String, Message> standing = new TreeMap<>();
    private long version;

    /** A fold over maps. */
    private static final class Fold {
        private final Heap heap = new Heap();
        private final ObjectFold fold;

        Fold(String object, int mostFacts) {
            Heap.Key key = new Heap.Key();
            key.select(object);
            fold = new ObjectFold(
                    new RowReader(Rows::byHash),
                    Rules.load().revision(),
                    new ObjectFold.State(
                            heap.table("entries", key),
                            heap.cell("written", key),
                            heap.cell("notices", key),
                            new LargeSections.State(
                                    heap.cell("large", key),
                                    heap.shelves("shelves", key),
                                    heap.table("tallies", key),
                                    heap.table("shown", key))),
                    mostFacts);
        }

        /** Results and notices. */
        List<String> emit(String object) {
            List<String> said = new ArrayList<>();
            fold.emit(
                    object,
                    false,
                    result -> said.add(result.toString()),
                    told -> said.add(
                            told.target() + told.slot() + (told.body() == null ? "" : new String(told.body()))));
            return said;
        }
    }

    @ParameterizedTest
    @CsvSource({"unit:" + UNIT_NO + ",1", "unit:" + UNIT_NO + ",2", "case:" + FIRST + ",3", "case:" + FIRST + ",4"})
    void shouldWriteAndTellWhatReadingAllFactsWould(String object, long seed) {
        Fold kept = new Fold(object, LargeSections.MOST);
        Fold whole = new Fold(object, Integer.MAX_VALUE);
        Random random = new Random(seed);
        for (int burst = 0; burst < 120; burst++) {
            // the file grows beyond its limits and shrinks below them, some times
            boolean growing = burst / 20 % 2 == 0;
            for (int change = random.nextInt(60); change >= 0; change--) {
                if (random.nextInt(10) < (growing ? 8 : 3)) {
                    Message fact = object.startsWith("unit:") ? ofUnit(random) : ofCase(random);
                    standing.put(fact.slot(), fact);
                    kept.fold.accept(fact);
                    whole.fold.accept(fact);
                } else if (!standing.isEmpty()) {
                    List<String> slots = List.copyOf(standing.keySet());
                    remove(slots.get(random.nextInt(slots.size())), object, kept, whole);
                }
            }
            assertThat(kept.emit(object)).as("burst %d", burst).isEqualTo(whole.emit(object));
        }
        List.copyOf(standing.keySet()).forEach(slot -> remove(slot, object, kept, whole));
        assertThat(kept.emit(object)).isEqualTo(whole.emit(object));
        assertThat(kept.heap.size()).as("entries of state left").isZero();
    }

    private void remove(String slot, String object, Fold kept, Fold whole) {
        standing.remove(slot);
        Message gone = new Message(object, slot, null, false);
        kept.fold.accept(gone);
        whole.fold.accept(gone);
    }

    private Message ofUnit(Random random) {
        int key = random.nextInt(KEYS);
        ObjectNode row = JSON.createObjectNode().put("unitNo", UNIT_NO);
        String cancelledOn = random.nextInt(3) == 0 ? "2024-05-06" : null;
        String dataset =
                switch (random.nextInt(5)) {
                    case 0 -> {
                        row.put("rightNo", "K" + key).put("rightKind", "房屋所有权").put("registeredOn", day(random));
                        row.putArray("holders")
                                .addObject()
                                .put("name", "王伟")
                                .put("idType", "resident-id")
                                .put("id", BORROWER)
                                .put("share", "50%");
                        yield "property-right";
                    }
                    case 1, 2 -> {
                        row.put("mortgageNo", "K" + key)
                                .put("mortgageeName", "某银行")
                                .put("mortgageeId", "91330106MA2ABCDE1X")
                                // more than a long holds, all together
                                .put("secured", random.nextInt(9) == 0 ? Long.MAX_VALUE : random.nextInt(1_000))
                                .put("registeredOn", day(random));
                        yield "property-mortgage";
                    }
                    default -> {
                        row.put("applicationNo", "K" + key)
                                .put("kind", "transfer")
                                .put("acceptedOn", day(random))
                                .put("stage", random.nextBoolean() ? "accepted" : "registered");
                        row.putArray("applicants");
                        yield "property-application";
                    }
                };
        if (cancelledOn != null && !dataset.equals("property-application")) {
            row.put("cancelledOn", cancelledOn);
        }
        return new Message("unit:" + UNIT_NO, Slot.fact(dataset, "K" + key), filed(dataset, key, row), false);
    }

    private Message ofCase(Random random) {
        int key = random.nextInt(KEYS);
        String number = random.nextInt(3) == 0 ? RESUMED : FIRST;
        ObjectNode row = JSON.createObjectNode().put("caseNo", number);
        if (random.nextInt(50) == 0) {
            row.put("court", "西湖区人民法院")
                    .put("cause", "private-lending")
                    .put("stage", "enforcing")
                    .put("filedOn", day(random))
                    .putArray("parties")
                    .addObject()
                    .put("role", "applicant")
                    .put("name", "王伟")
                    .put("idType", "resident-id")
                    .put("id", BORROWER);
            return presented("enforcement-case", key % 3, number, row);
        }
        row.put("movementId", "K" + key)
                .put("direction", random.nextInt(3) == 0 ? "paid-out" : "received")
                .put("amount", 100L)
                .put("principal", 50L)
                .put("costs", 1L)
                .put("occurredOn", day(random));
        // for some bursts the court has stated every split, for some not
        if (random.nextInt(300) != 0) {
            row.put("interest", random.nextInt(9) == 0 ? Long.MAX_VALUE : random.nextInt(3));
        }
        return presented("case-funds", key, number, row);
    }

    private Message presented(String dataset, int key, String number, ObjectNode row) {
        String slot = Slot.presented(Slot.fact(dataset, "K" + key), "case:" + number);
        return new Message("case:" + FIRST, slot, filed(dataset, key, row), false);
    }

    private byte[] filed(String dataset, int key, ObjectNode row) {
        return Rows.filed(dataset, "K" + key, ++version, row);
    }

    private static String day(Random random) {
        return LocalDate.of(2020, 1, 1).plusDays(random.nextInt(900)).toString();
    }
}
