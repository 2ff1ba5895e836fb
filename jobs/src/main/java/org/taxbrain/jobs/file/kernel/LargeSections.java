package org.taxbrain.jobs.file.kernel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The sections of one taxpayer that hold far more facts than a document shows. Their facts stand in order, each section on a
 * shelf of its own, and what the document needs of all of them is counted as they come and go: a change costs what it
 * touches, and at most the rows shown, however many there are.
 */
public final class LargeSections {
    /** A section of more facts is put on a shelf, and comes back when it holds a fifth less: it must not do so all the time. */
    static final int MOST = FileDocument.LIMIT + FileDocument.LIMIT / 4;
    /** Rules and lists of positions read these row by row: they are never put on shelves. */
    private static final Set<String> READ_WHOLE = Set.of("tax-arrears", "taxpayer", "position-holder");

    private final RowReader reader;
    private final State state;
    private final int most;
    private final Map<String, LargeSection> sections;

    /**
     * What is kept of them; nothing for a subject without one.
     *
     * @param sections the sections that are large, and what is known of each; asked for with each message
     * @param facts the facts of each section, by {@link Slot#place}
     * @param tallies how many facts of a section name the subject so, or present it so
     * @param shown the rows that a section shows, see {@link ShownRows}
     */
    public record State(Cell<byte[]> sections, Shelves facts, Table<Long> tallies, Table<byte[]> shown) {
        /** For a fold that reads a file whole, once. */
        static State none() {
            return new State(InMemory.cell(), shelf -> InMemory.table(), InMemory.table(), InMemory.table());
        }
    }

    /** @param most facts of a section that is not large */
    LargeSections(RowReader reader, State state, int most) {
        this.reader = reader;
        this.state = state;
        this.most = most;
        this.sections = LargeSection.decode(state.sections.get());
    }

    boolean holds(String dataset) {
        return !sections.isEmpty() && sections.containsKey(dataset);
    }

    /** Whether a section of so many facts becomes large: its facts are then to be taken from the entries. */
    boolean takes(String dataset, int facts) {
        if (facts <= most || READ_WHOLE.contains(dataset)) {
            return false;
        }
        sections.put(dataset, new LargeSection());
        return true;
    }

    /** A fact of a large section came, changed, or is gone (null). */
    void accept(String slot, byte[] body) {
        put(slot, body);
        save();
    }

    /** Takes the facts in these slots of large sections from the entries. */
    void take(Table<byte[]> entries, List<String> slots) {
        for (String slot : slots) {
            put(slot, entries.get(slot));
            entries.remove(slot);
        }
        if (!slots.isEmpty()) {
            save();
        }
    }

    /**
     * Puts the facts of sections that are large no longer back among the entries; all facts of large sections must have been
     * taken from there.
     *
     * @return whether there were any
     */
    boolean giveBack(Table<byte[]> entries) {
        List<String> small = new ArrayList<>();
        sections.forEach((dataset, section) -> {
            if (section.count <= most - most / 5) {
                small.add(dataset);
            }
        });
        small.forEach(dataset -> giveBack(dataset, entries));
        if (!small.isEmpty()) {
            save();
        }
        return !small.isEmpty();
    }

    private void put(String slot, byte[] body) {
        String dataset = Slot.dataset(slot);
        String place = Slot.place(slot);
        Table<byte[]> shelf = state.facts.of(dataset);
        byte[] standing = shelf.get(place);
        Fact before = standing == null ? null : fact(place, standing);
        Fact after = body == null ? null : fact(place, body);
        if (after != null) {
            shelf.put(place, body);
        } else if (before != null) {
            shelf.remove(place);
        }
        LargeSection section = sections.get(dataset);
        section.count += (after == null ? 0 : 1) - (before == null ? 0 : 1);
        section.touch(place);
        count(before, after);
    }

    private Fact fact(String place, byte[] body) {
        return Fact.of(reader.read(body), Slot.presentedAs(place));
    }

    private void count(Fact before, Fact after) {
        if (before == null || after == null) {
            if (before != null) {
                add(Tally.ofId(before), -1);
            }
            if (after != null) {
                add(Tally.ofId(after), 1);
            }
        }
        Tally nameBefore = before == null ? null : Tally.ofName(before);
        Tally nameAfter = after == null ? null : Tally.ofName(after);
        if (!Objects.equals(nameBefore, nameAfter)) {
            add(nameBefore, -1);
            add(nameAfter, 1);
        }
    }

    private void add(Tally tally, long more) {
        if (tally == null) {
            return;
        }
        String name = tally.encode();
        Long counted = state.tallies.get(name);
        long sum = (counted == null ? 0 : counted) + more;
        if (sum == 0) {
            state.tallies.remove(name);
        } else {
            state.tallies.put(name, sum);
        }
    }

    private void giveBack(String dataset, Table<byte[]> entries) {
        Table<byte[]> shelf = state.facts.of(dataset);
        List<String> places = new ArrayList<>();
        for (Map.Entry<String, byte[]> fact : shelf.entries()) {
            places.add(fact.getKey());
            entries.put(Slot.placed(dataset, fact.getKey()), fact.getValue());
        }
        places.forEach(shelf::remove);
        List<String> tallies = new ArrayList<>();
        for (Map.Entry<String, Long> tally : state.tallies.entries()) {
            if (Tally.decode(tally.getKey()).dataset().equals(dataset)) {
                tallies.add(tally.getKey());
            }
        }
        tallies.forEach(state.tallies::remove);
        ShownRows.remove(state.shown, dataset);
        sections.remove(dataset);
    }

    /** Adds the large sections to a document. */
    void addTo(FileDocument document) {
        if (sections.isEmpty()) {
            return;
        }
        List<Tally> tallies = new ArrayList<>();
        for (Map.Entry<String, Long> tally : state.tallies.entries()) {
            tallies.add(Tally.decode(tally.getKey()));
        }
        boolean found = false;
        for (Map.Entry<String, LargeSection> section : sections.entrySet()) {
            found |= findOut(section.getKey(), section.getValue(), tallies);
            String items = ShownRows.items(state.shown, section.getKey());
            document.add(section.getKey(), section.getValue().count, items);
            document.add(section.getValue().naming);
        }
        for (Tally tally : tallies) {
            if (tally.isName()) {
                document.addName(tally.text());
            } else {
                document.addIdentifier(tally.text());
            }
        }
        if (found) {
            save();
        }
    }

    /** Finds out what changed of the rows shown and of the naming; returns whether anything had to be found out. */
    private boolean findOut(String dataset, LargeSection section, List<Tally> tallies) {
        boolean isNew = section.lastShown == null;
        if (isNew) {
            show(dataset, section);
        }
        int rank = tallies.stream()
                .filter(tally -> tally.isName() && tally.dataset().equals(dataset))
                .mapToInt(Tally::rank)
                .min()
                .orElse(-1);
        Naming known = section.naming;
        if (rank < 0) {
            section.naming = null;
        } else if (known == null || known.rank() != rank || !isBeforeLastShown(known, section)) {
            section.naming = lowest(dataset, rank);
        }
        return isNew || !Objects.equals(known, section.naming);
    }

    /** Whatever changes the lowest naming then changes the rows shown, too. */
    private static boolean isBeforeLastShown(Naming naming, LargeSection section) {
        return CodePoints.ORDER.compare(naming.key(), Slot.placeKey(section.lastShown)) < 0;
    }

    private void show(String dataset, LargeSection section) {
        ShownRows before = ShownRows.read(state.shown, dataset);
        try {
            ShownRows.Writing writing = new ShownRows.Writing();
            int rows = 0;
            for (Map.Entry<String, byte[]> fact : state.facts.of(dataset).entries()) {
                String place = fact.getKey();
                byte[] json = before.json(place, fact.getValue());
                writing.add(place, fact.getValue(), json == null ? json(place, fact.getValue()) : json);
                section.lastShown = place;
                if (++rows == FileDocument.LIMIT) {
                    break;
                }
            }
            writing.save(state.shown, dataset);
        } catch (IOException e) {
            throw new UncheckedIOException("the rows that a section shows can't be written", e);
        }
    }

    private byte[] json(String place, byte[] body) {
        return Json.text(json -> FileDocument.item(json, fact(place, body))).getBytes(StandardCharsets.UTF_8);
    }

    private Naming lowest(String dataset, int rank) {
        Naming lowest = null;
        for (Map.Entry<String, byte[]> entry : state.facts.of(dataset).entries()) {
            Fact fact = fact(entry.getKey(), entry.getValue());
            if (lowest != null && !fact.key().equals(lowest.key())) {
                break;
            }
            Naming naming = Naming.of(fact);
            if (naming != null && naming.rank() == rank) {
                lowest = Naming.lower(lowest, naming);
            }
        }
        return lowest;
    }

    private void save() {
        if (sections.isEmpty()) {
            state.sections.clear();
        } else {
            state.sections.set(LargeSection.encode(sections));
        }
    }
}
