package org.taxbrain.jobs.file.kernel;

import java.util.Comparator;

/**
 * A row as it stands in one subject's file.
 *
 * @param row the row
 * @param presentedAs the id under which the row names the subject
 * @param mention what the row says of the subject
 */
record Fact(Row row, String presentedAs, Subjects.Mention mention) {
    /** The order of items in a section. */
    static final Comparator<Fact> ITEMS =
            Comparator.comparing(Fact::key, CodePoints.ORDER).thenComparing(Fact::presentedAs, CodePoints.ORDER);

    static Fact of(Row row, String presentedAs) {
        Subjects.Mention mention = row.subjects().of(row.values()).get(presentedAs);
        if (mention == null) {
            throw new IllegalStateException("the row at " + row.meta().getPosition() + " of " + row.dataset()
                    + " stands in the file of a subject that it does not name");
        }
        return new Fact(row, presentedAs, mention);
    }

    String dataset() {
        return row.dataset().id();
    }

    String key() {
        return row.key();
    }
}
