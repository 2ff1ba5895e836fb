package org.taxbrain.jobs.file.kernel;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The sections of one subject that hold far more than a document shows: a dataset's facts, or notices of one kind. They
 * stand in order, each section on a shelf of its own, and what the document needs of all of them is counted as they come and
 * go: a change costs what it touches, and at most the rows shown, however many there are.
 */
public final class LargeSections {
    /** A section of more facts is put on a shelf, and comes back when it holds a fifth less: it must not do so all the time. */
    static final int MOST = FileDocument.LIMIT + FileDocument.LIMIT / 4;
    /** So many facts are moved in one go as their section becomes large: their slots are held in memory. */
    private static final int MOST_AT_ONCE = 100_000;

    private static final byte[] PRESENT = {};

    private final RowReader reader;
    private final State state;
    private final int most;
    private final Needs needs;
    private final Tallies tallies;
    private final Map<String, LargeSection> sections;

    /**
     * What is kept of them; nothing for a subject without one.
     *
     * @param sections the sections that are large, and what is known of each; asked for with each message
     * @param facts the facts of each section, by {@link Slot#place}; beside them the places of each list's, and what is counted in order
     * @param tallies how many facts of a section name the subject so, or present it so, and what its summary takes of them
     * @param shown the rows that a section shows, see {@link ShownRows}, and the lists as they stand in the document
     */
    public record State(Cell<byte[]> sections, Shelves facts, Table<Long> tallies, Table<byte[]> shown) {
        /** For a fold that reads a file whole, once. */
        static State none() {
            return new State(InMemory.cell(), shelf -> InMemory.table(), InMemory.table(), InMemory.table());
        }
    }

    /**
     * What a fold's documents need of a section beside its rows, their names and ids.
     *
     * @param readWhole sections that it must read row by row: they are never put on shelves
     * @param views lists of some of a dataset's facts
     * @param measures what the summary takes of each fact
     */
    record Needs(Set<String> readWhole, List<View> views, Measures.Of measures) {
        private List<View> viewsOf(String dataset) {
            return views.stream().filter(view -> view.dataset().equals(dataset)).toList();
        }
    }

    /** One reading of a subject's entries, of those sections that are not large. */
    abstract static class Gathering {
        private int entries;

        abstract void add(String slot, byte[] body);

        /** How many entries were read. */
        final int entries() {
            return entries;
        }
    }

    /** @param most facts of a section that is not large */
    LargeSections(RowReader reader, State state, int most, Needs needs) {
        this.reader = reader;
        this.state = state;
        this.most = most;
        this.needs = needs;
        this.tallies = new Tallies(state.tallies, state.facts, needs.measures);
        this.sections = LargeSection.decode(state.sections.get());
    }

    /** What stands in a slot of the subject from now on; null: nothing. */
    void accept(Table<byte[]> entries, String slot, byte[] body) {
        if (!sections.isEmpty() && sections.containsKey(Slot.section(slot))) {
            Tallies.Difference difference = tallies.difference();
            put(slot, body, difference);
            difference.apply();
            save();
        } else if (body == null) {
            entries.remove(slot);
        } else {
            entries.put(slot, body);
        }
    }

    /** Reads the entries, and moves those of sections that have become large, or are large no longer. */
    <G extends Gathering> G gather(Table<byte[]> entries, Supplier<G> begin) {
        while (true) {
            G gathering = begin.get();
            List<String> moving = new ArrayList<>();
            boolean isWhole = read(entries, gathering, moving);
            take(entries, moving);
            if (isWhole && !giveBack(entries)) {
                return gathering;
            }
        }
    }

    /**
     * Reads the entries, but those of sections that have just become large and must be moved.
     *
     * @return whether they were read to the end
     */
    private boolean read(Table<byte[]> entries, Gathering gathering, List<String> moving) {
        Map<String, Integer> counts = new HashMap<>();
        for (Map.Entry<String, byte[]> entry : entries.entries()) {
            String slot = entry.getKey();
            String section = Slot.section(slot);
            gathering.entries++;
            if (!sections.isEmpty() && sections.containsKey(section)) {
                if (moving.size() == MOST_AT_ONCE) {
                    return false;
                }
                moving.add(slot);
            } else if (counts.merge(section, 1, Integer::sum) > most && !needs.readWhole.contains(section)) {
                sections.put(section, new LargeSection());
                needs.viewsOf(section).forEach(view -> sections.put(view.id(), new LargeSection()));
                return false;
            } else {
                gathering.add(slot, entry.getValue());
            }
        }
        return true;
    }

    private void take(Table<byte[]> entries, List<String> slots) {
        Tallies.Difference difference = tallies.difference();
        for (String slot : slots) {
            put(slot, entries.get(slot), difference);
            entries.remove(slot);
        }
        if (!slots.isEmpty()) {
            difference.apply();
            save();
        }
    }

    /**
     * Puts the facts of sections that are large no longer back among the entries; all facts of large sections must have been
     * taken from there.
     *
     * @return whether there were any
     */
    private boolean giveBack(Table<byte[]> entries) {
        List<String> small = new ArrayList<>();
        sections.forEach((id, section) -> {
            if (section.count <= most - most / 5 && view(id) == null) {
                small.add(id);
            }
        });
        small.forEach(section -> giveBack(section, entries));
        if (!small.isEmpty()) {
            save();
        }
        return !small.isEmpty();
    }

    private void put(String slot, byte[] body, Tallies.Difference difference) {
        String id = Slot.section(slot);
        String place = Slot.place(slot);
        Table<byte[]> shelf = state.facts.of(id);
        byte[] standing = shelf.get(place);
        if (body != null) {
            shelf.put(place, body);
        } else if (standing != null) {
            shelf.remove(place);
        }
        LargeSection section = sections.get(id);
        int more = (body == null ? 0 : 1) - (standing == null ? 0 : 1);
        section.count += more;
        section.touch(place);
        if (Slot.noticesOf(id) == null) {
            Fact before = standing == null ? null : fact(place, standing);
            Fact after = body == null ? null : fact(place, body);
            difference.replace(before, after);
            list(id, place, before, after);
        } else if (more != 0) {
            section.objects += objects(id).add(Slot.withoutPresented(place), more);
        }
    }

    private Multiset objects(String section) {
        return new Multiset(state.facts.of(section + "/objects"));
    }

    private void list(String dataset, String place, Fact before, Fact after) {
        for (View view : needs.viewsOf(dataset)) {
            boolean was = before != null && view.holds(before);
            boolean is = after != null && view.holds(after);
            LargeSection list = sections.get(view.id());
            if (is && !was) {
                state.facts.of(view.id()).put(place, PRESENT);
            } else if (was && !is) {
                state.facts.of(view.id()).remove(place);
            }
            list.count += (is ? 1 : 0) - (was ? 1 : 0);
            if (is || was) {
                list.touch(place);
            }
        }
    }

    private Fact fact(String place, byte[] body) {
        return Fact.of(reader.read(Slot.placeKey(place), body), Slot.presentedAs(place));
    }

    private void giveBack(String id, Table<byte[]> entries) {
        Table<byte[]> shelf = state.facts.of(id);
        List<String> places = new ArrayList<>();
        for (Map.Entry<String, byte[]> fact : shelf.entries()) {
            places.add(fact.getKey());
            entries.put(Slot.placed(id, fact.getKey()), fact.getValue());
        }
        places.forEach(shelf::remove);
        if (Slot.noticesOf(id) == null) {
            tallies.forget(id);
        } else {
            Multiset.clear(objects(id).shelf());
        }
        for (View view : needs.viewsOf(id)) {
            Multiset.clear(state.facts.of(view.id()));
            forget(view.id());
        }
        forget(id);
    }

    private void forget(String id) {
        ShownRows.remove(state.shown, id);
        sections.remove(id);
    }

    /** Adds the large sections to a document, and what they come to. */
    void addTo(FileDocument document, Totals totals) {
        if (sections.isEmpty()) {
            return;
        }
        Map<Tally, Long> counted = tallies.all();
        boolean found = false;
        for (Map.Entry<String, LargeSection> each : sections.entrySet()) {
            String id = each.getKey();
            LargeSection section = each.getValue();
            boolean isNew = section.lastShown == null;
            if (isNew) {
                show(id, section);
            }
            found |= isNew;
            if (view(id) == null && Slot.noticesOf(id) == null) {
                found |= findNaming(id, section, counted.keySet());
                document.add(id, section.count, list(id).items());
                document.add(section.naming);
            }
        }
        counted.forEach((tally, count) -> {
            if (tally.isName()) {
                document.addName(tally.text());
            } else if (tally.isId()) {
                document.addIdentifier(tally.text());
            } else {
                tallies.addTo(totals, tally, count);
            }
        });
        if (found) {
            save();
        }
    }

    /**
     * A list as it stands in the document, when {@link #addTo} has found out which elements it shows.
     *
     * @param count of all elements: of notices, the objects that tell the subject anything
     * @param items JSON in UTF-8
     */
    record Shown(long count, byte[] items) {}

    /** The list of a view or of notices; null: it is not large. */
    Shown list(String id) {
        LargeSection section = sections.get(id);
        return section == null
                ? null
                : new Shown(Slot.noticesOf(id) == null ? section.count : section.objects, state.shown.get(id));
    }

    private View view(String id) {
        return needs.views.stream()
                .filter(view -> view.id().equals(id))
                .findFirst()
                .orElse(null);
    }

    /** Finds out which fact of a section names the file; returns whether that is another one than was known. */
    private boolean findNaming(String dataset, LargeSection section, Set<Tally> counted) {
        int rank = counted.stream()
                .filter(tally -> tally.isName() && tally.dataset().equals(dataset))
                .mapToInt(Tally::rank)
                .min()
                .orElse(-1);
        Naming known = section.naming;
        if (rank < 0) {
            section.naming = null;
        } else if (known == null || known.rank() != rank) {
            section.naming = lowest(dataset, rank);
        }
        return !Objects.equals(known, section.naming);
    }

    private void show(String id, LargeSection section) {
        View view = view(id);
        Notice.Kind notices = Slot.noticesOf(id);
        if (view == null && notices == null) {
            showRows(id, section);
            return;
        }
        byte[] items = Json.value(json -> {
            json.writeStartArray();
            if (notices != null) {
                showNotices(json, id, notices, section);
            } else {
                showView(json, view, section);
            }
            json.writeEndArray();
        });
        state.shown.put(id, items);
    }

    private void showRows(String dataset, LargeSection section) {
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
        return Json.value(json -> FileDocument.item(json, fact(place, body)));
    }

    private void showView(JsonGenerator json, View view, LargeSection section) throws IOException {
        List<String> places = new ArrayList<>();
        section.lastShown = LargeSection.END;
        for (Map.Entry<String, byte[]> place : state.facts.of(view.id()).entries()) {
            places.add(place.getKey());
            if (places.size() == FileDocument.LIMIT) {
                section.lastShown = place.getKey();
                break;
            }
        }
        Table<byte[]> facts = state.facts.of(view.dataset());
        for (String place : places) {
            view.write(json, fact(place, facts.get(place)));
        }
    }

    /** One object may tell the subject under several ids: it tells all of them the same. */
    private void showNotices(JsonGenerator json, String id, Notice.Kind kind, LargeSection section) throws IOException {
        int objects = 0;
        String last = null;
        section.lastShown = LargeSection.END;
        for (Map.Entry<String, byte[]> entry : state.facts.of(id).entries()) {
            String object = Slot.withoutPresented(entry.getKey());
            if (object.equals(last)) {
                continue;
            }
            if (objects++ == FileDocument.LIMIT) {
                section.lastShown = entry.getKey();
                break;
            }
            Notice.Listed.decode(kind, entry.getValue()).write(json, object);
            last = object;
        }
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
