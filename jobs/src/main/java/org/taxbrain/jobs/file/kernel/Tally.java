package org.taxbrain.jobs.file.kernel;

/**
 * What is counted of a large section's facts: how they name the subject, under which id they present it, and what its
 * summary takes of them.
 *
 * @param dataset the section
 * @param rank of the name; below zero: what else is counted
 * @param text name, id, or name of a {@linkplain Measures measure}
 */
record Tally(String dataset, int rank, String text) {
    private static final int ID = -1;
    private static final int LOW = -2;
    private static final int HIGH = -3;
    private static final int FIRST = -4;
    private static final int LAST = -5;
    /** No part can hold it, see {@link Slot}. */
    private static final char JOINT = '\n';

    /** Null when the fact does not name the subject. */
    static Tally ofName(Fact fact) {
        String name = fact.mention().name();
        return name == null ? null : new Tally(fact.dataset(), fact.mention().nameRank(), name);
    }

    static Tally ofId(Fact fact) {
        return new Tally(fact.dataset(), ID, fact.presentedAs());
    }

    /** The lower halves of numbers that are summed up: two billion of them fit into a long, whatever they are. */
    static Tally ofLow(String dataset, String measure) {
        return new Tally(dataset, LOW, measure);
    }

    static Tally ofHigh(String dataset, String measure) {
        return new Tally(dataset, HIGH, measure);
    }

    /** The facts that state a day of which the first counts. */
    static Tally ofFirst(String dataset, String measure) {
        return new Tally(dataset, FIRST, measure);
    }

    /** The facts that state a day of which the last counts. */
    static Tally ofLast(String dataset, String measure) {
        return new Tally(dataset, LAST, measure);
    }

    boolean isName() {
        return rank >= 0;
    }

    boolean isId() {
        return rank == ID;
    }

    boolean isLow() {
        return rank == LOW;
    }

    boolean isHigh() {
        return rank == HIGH;
    }

    boolean isFirst() {
        return rank == FIRST;
    }

    boolean isLast() {
        return rank == LAST;
    }

    String encode() {
        return dataset + JOINT + rank + JOINT + text;
    }

    static Tally decode(String name) {
        int first = name.indexOf(JOINT);
        int second = name.indexOf(JOINT, first + 1);
        return new Tally(
                name.substring(0, first),
                Integer.parseInt(name.substring(first + 1, second)),
                name.substring(second + 1));
    }
}
