package org.taxbrain.jobs.file.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.taxbrain.schemas.rule.Rules;

/** A file with more facts than it shows is, byte for byte, what it would be if all its facts were read for each change. */
class LargeSectionsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SUBJECT = "person:330106199001011234";
    private static final String PASSPORT = "passport:E12345678";
    private static final String LOANS = "housing-loan";
    private static final String BILLS = "medical-settlement";
    private static final String POSITIONS = "position-holder";
    private static final String ARREARS = "tax-arrears";
    private static final String DJXH = "djxh:10113301000012345678";
    /** Keys of other lengths: their order is not that of their numbers. */
    private static final int KEYS = 700;

    private final Fold kept = new Fold(LargeSections.MOST);
    private final Fold whole = new Fold(Integer.MAX_VALUE);
    private final Map<String, Message> standing = new TreeMap<>();
    private long version;

    /** A fold over maps. */
    private static final class Fold {
        private final Heap heap = new Heap();
        private final SubjectFold fold;

        Fold(int mostFacts) {
            Heap.Key key = new Heap.Key();
            key.select(SUBJECT);
            fold = new SubjectFold(
                    new RowReader(Rows::byHash),
                    Rules.load(),
                    new SubjectFold.State(
                            heap.table("entries", key),
                            heap.cell("written", key),
                            new LargeSections.State(
                                    heap.cell("large", key),
                                    heap.shelves("shelves", key),
                                    heap.table("tallies", key),
                                    heap.table("shown", key))),
                    mostFacts);
        }

        List<Result> emit() {
            List<Result> results = new ArrayList<>();
            fold.emit(SUBJECT, results::add);
            return results;
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void shouldWriteWhatReadingAllFactsWouldWrite(long seed) {
        Random random = new Random(seed);
        for (int burst = 0; burst < 160; burst++) {
            // the file grows beyond its limits and shrinks below them, some times
            boolean growing = burst / 20 % 2 == 0;
            for (int change = random.nextInt(60); change >= 0; change--) {
                if (random.nextInt(10) < (growing ? 8 : 3)) {
                    send(fact(random));
                } else if (!standing.isEmpty()) {
                    List<String> slots = List.copyOf(standing.keySet());
                    // most often one of the first: these are shown
                    int bound = random.nextBoolean() ? slots.size() : Math.min(50, slots.size());
                    remove(slots.get(random.nextInt(bound)));
                }
            }
            assertThat(kept.emit()).as("burst %d", burst).isEqualTo(whole.emit());
        }
        removeAll();
        assertThat(kept.emit()).isEqualTo(whole.emit());
        assertThat(kept.heap.size()).as("entries of state left").isZero();
    }

    @Test
    void shouldReadFewEntriesForAChangeOfALargeFile() {
        for (int key = 0; key < 5_000; key++) {
            send(bill(key, "王伟"));
        }
        kept.emit();
        send(bill(17, "王伟"));

        assertThat(kept.fold.emit(SUBJECT, result -> {})).isLessThan(10);
    }

    @Test
    void shouldFindTheNextNameWhenTheOneFactThatNamesTheFileGoes() {
        for (int key = 0; key < 400; key++) {
            send(loan(key, SUBJECT, null));
        }
        send(loan(650, SUBJECT, "李娜"));
        send(loan(640, SUBJECT, "王伟"));
        assertThat(kept.emit()).isEqualTo(whole.emit());
        remove(loan(640, SUBJECT, null).slot());
        List<Result> results = kept.emit();

        assertThat(results).isEqualTo(whole.emit());
        assertThat(new String(results.get(0).body(), StandardCharsets.UTF_8)).contains("\"name\":\"李娜\"");
    }

    @Test
    void shouldFindTheNextNameWhenTheFactThatNamesTheFileGoesAfterAnotherThatIsShownChanged() {
        send(bill(0, "李娜"));
        for (int key = 1; key < 400; key++) {
            send(bill(key, "王伟"));
        }
        assertThat(kept.emit()).isEqualTo(whole.emit());
        send(bill(1, "王伟"));
        remove(bill(0, "李娜").slot());

        assertThat(kept.emit()).isEqualTo(whole.emit());
    }

    private void send(Message message) {
        standing.put(message.slot(), message);
        kept.fold.accept(message);
        whole.fold.accept(message);
    }

    private void remove(String slot) {
        standing.remove(slot);
        Message gone = new Message(SUBJECT, slot, null, false);
        kept.fold.accept(gone);
        whole.fold.accept(gone);
    }

    private void removeAll() {
        List.copyOf(standing.keySet()).forEach(this::remove);
    }

    private Message fact(Random random) {
        int key = random.nextInt(KEYS);
        String name = List.of("王伟", "王 伟", "李娜", "𠀀").get(random.nextInt(4));
        return switch (random.nextInt(12)) {
            case 0 -> arrear(key % 40);
            case 8 -> position(key, random.nextInt(5) == 0);
            case 9, 10, 11 -> notice(key, random.nextInt(9) == 0 ? PASSPORT : SUBJECT, random.nextInt(9) == 0);
            case 1, 2, 3 -> bill(key, name);
            default -> loan(key, random.nextInt(3) == 0 ? PASSPORT : SUBJECT, random.nextInt(3) == 0 ? null : name);
        };
    }

    private Message bill(int key, String name) {
        ObjectNode row = JSON.createObjectNode()
                .put("settlementId", "JS" + key)
                .put("residentId", SUBJECT.substring("person:".length()))
                .put("name", name)
                .put("startedOn", "2026-01-01")
                .put("endedOn", "2026-01-02")
                .put("hospital", "医院")
                .put("total", 100 + version)
                .put("fundPaid", 1)
                .put("selfPay", 1)
                .put("ownPay", 1)
                .put("cashPay", 1);
        return message(BILLS, "JS" + key, SUBJECT, row);
    }

    /** @param name null: the subject is the other borrower, whom the bank does not name */
    private Message loan(int key, String presentedAs, String name) {
        String type = presentedAs.equals(PASSPORT) ? "passport" : "resident-id";
        String id = presentedAs.substring(presentedAs.indexOf(':') + 1);
        ObjectNode row = JSON.createObjectNode()
                .put("loanNo", "DK" + key)
                .put("unitNo", "330106001001GB00001F00010001")
                .put("borrowerName", name == null ? "张三" : name)
                .put("borrowerIdType", name == null ? "resident-id" : type)
                .put("borrowerId", name == null ? "330106197001010000" : id)
                .put("firstHome", true)
                .put("amount", 100 + version)
                .put("status", "normal")
                .put("from", "2020-01-01");
        if (name == null) {
            row.put("coBorrowerIdType", type).put("coBorrowerId", id);
        }
        return message(LOANS, "DK" + key, presentedAs, row);
    }

    private Message position(int key, boolean isAtSubject) {
        ObjectNode row = JSON.createObjectNode()
                .put("positionId", "RZ" + key)
                .put("djxh", isAtSubject ? DJXH.substring("djxh:".length()) : String.format("%020d", key))
                .put("businessName", "某公司")
                .put("kind", "tax-handler")
                .put("name", "王伟")
                .put("idType", "resident-id")
                .put("id", isAtSubject ? "330106197001010000" : SUBJECT.substring("person:".length()))
                .put("from", "2020-01-02");
        return message(POSITIONS, "RZ" + key, isAtSubject ? DJXH : SUBJECT, row);
    }

    /** What a unit tells, or a case; one unit can tell it under two ids. */
    private Message notice(int key, String presentedAs, boolean isDebt) {
        version++;
        Notice notice = isDebt
                ? new Debt(List.of("案" + key, "案" + key + "恢" + version % 2))
                : new UnitState(true, BigInteger.valueOf(key), List.of());
        String object = (isDebt ? "case:案" : "unit:") + key;
        return new Message(
                SUBJECT, Slot.presented(Slot.notice(notice.kind(), object), presentedAs), notice.encode(), false);
    }

    private Message arrear(int key) {
        ObjectNode row = JSON.createObjectNode()
                .put("arrearsId", "QS" + key)
                .put("djxh", DJXH.substring("djxh:".length()))
                .put("tax", "增值税")
                .put("periodFrom", "2025-01-01")
                .put("periodTo", "2025-03-31")
                .put("dueOn", "2025-04-15")
                .put("assessed", 1_000)
                .put("open", version % 3 * 100)
                .put("asOf", "2026-03-01");
        return message(ARREARS, "QS" + key, DJXH, row);
    }

    private Message message(String dataset, String key, String presentedAs, ObjectNode row) {
        version++;
        return new Message(
                SUBJECT,
                Slot.presented(Slot.fact(dataset, key), presentedAs),
                Rows.filed(dataset, key, version, row),
                false);
    }
}
