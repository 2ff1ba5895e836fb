package org.taxbrain.jobs.file.kernel;

/**
 * What is counted of a large section's facts: how they name the subject, or under which id they present it.
 *
 * @param dataset the section
 * @param rank of the name; {@link #ID}: an id is counted
 * @param text name or id
 */
record Tally(String dataset, int rank, String text) {
    private static final int ID = -1;
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

    boolean isName() {
        return rank != ID;
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
