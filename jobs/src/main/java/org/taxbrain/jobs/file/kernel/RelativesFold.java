package org.taxbrain.jobs.file.kernel;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Keyed by canonical subject, beside the {@link SubjectFold}: keeps of a person's facts the little that rules on families
 * ask for, and the person's relations, and tells each relative by a notice to the id under which the relation presents
 * them. One hop: what a person hears from relatives goes into their file and is not told on.
 */
public final class RelativesFold {
    private final State state;

    /**
     * What the stage keeps of one person.
     *
     * @param entries contributions, by slot of the fact
     * @param told digest of what each presented id was last told, by the notice's slot and the id
     */
    public record State(Table<byte[]> entries, Cell<Map<String, byte[]>> told) {}

    public RelativesFold(State state) {
        this.state = state;
    }

    /**
     * What a message to a canonical subject is to this stage. Needs no state, so that rows need not travel to it whole.
     *
     * @return empty: nothing
     */
    public static Optional<Message> concerning(Message message, RowReader reader) {
        String slot = message.slot();
        if (Slot.kindOf(slot) != Slot.Kind.FACT
                || !Contribution.DATASETS.contains(Slot.dataset(slot))
                || SubjectKind.isBusiness(message.target())) {
            return Optional.empty();
        }
        Contribution contribution = message.body() == null
                ? null
                : Contribution.of(Fact.of(reader.read(Slot.key(slot), message.body()), Slot.presentedAs(slot)));
        return Optional.of(message.with(message.target(), slot, contribution == null ? null : contribution.encode()));
    }

    /**
     * Takes a message that {@link #concerning} made.
     *
     * @return whether anything can follow from it, which {@link #emit} says; not if the person has told nobody anything, and the
     *     message is no relation: most people's relatives are not known, and their bills and homes concern nobody else
     */
    public boolean accept(Message message) {
        String slot = message.slot();
        if (message.body() == null) {
            state.entries.remove(slot);
        } else {
            state.entries.put(slot, message.body());
        }
        return Slot.dataset(slot).equals(Contribution.RELATION) || state.told.get() != null;
    }

    /**
     * Tells the relatives what changed since they were last told.
     *
     * @param urgent whether the notices are
     * @return how many contributions the person has
     */
    public int emit(String person, boolean urgent, Consumer<Message> notices) {
        FamilySummary summary = new FamilySummary();
        // the first of them by slot: a faulty register can give one id any number of relatives
        TreeMap<String, Contribution.Tie> ties = new TreeMap<>(CodePoints.ORDER);
        int entries = 0;
        for (Map.Entry<String, byte[]> entry : state.entries.entries()) {
            entries++;
            Contribution contribution = Contribution.decode(Slot.dataset(entry.getKey()), entry.getValue());
            if (contribution instanceof Contribution.Home home) {
                summary.add(home);
            } else if (contribution instanceof Contribution.Bill bill) {
                summary.add(bill);
            } else if (contribution instanceof Contribution.Tie tie) {
                ties.put(entry.getKey(), tie);
                if (ties.size() > FileDocument.LIMIT) {
                    ties.pollLastEntry();
                }
            }
        }
        Map<String, byte[]> due = new HashMap<>();
        ties.forEach((slot, tie) -> {
            String notice = Slot.notice(Notice.Kind.RELATIVE, Slot.relative(Slot.key(slot), person));
            due.put(
                    Slot.presented(notice, tie.other()),
                    notice(tie, person, summary).encode());
        });
        Told.tell(state.told, due, urgent, notices);
        return entries;
    }

    /** Whoever is related no more is told that, and nothing else. */
    private static Relative notice(Contribution.Tie tie, String person, FamilySummary summary) {
        boolean ended = tie.to() != null;
        return new Relative(
                tie.relation(),
                tie.from(),
                tie.to(),
                person,
                ended ? null : summary.homes(),
                ended ? null : summary.medicalYears());
    }
}
