package org.taxbrain.jobs.advice;

import java.util.List;

/**
 * What a finding is about, and what it says.
 *
 * @param kind {@link #NOT_UNIQUE} or {@link #REFERENCE_MISSING}
 * @param dataset whose rows are told of
 * @param fields the field, or the group of fields with commas between them
 * @param target {@code <dataset>.<field>} that is referenced; empty of {@link #NOT_UNIQUE}
 */
record FindingId(String kind, String dataset, String fields, String target) {
    static final String NOT_UNIQUE = "not-unique";
    static final String REFERENCE_MISSING = "reference-missing";

    static FindingId notUnique(String dataset, List<String> fields) {
        return new FindingId(NOT_UNIQUE, dataset, String.join(",", fields), "");
    }

    static FindingId referenceMissing(String dataset, String field, String target) {
        return new FindingId(REFERENCE_MISSING, dataset, field, target);
    }

    /** Reads what {@link #toString} wrote: none of the parts has a bar in it. */
    static FindingId read(String id) {
        String[] parts = id.split("\\|", -1);
        return new FindingId(parts[0], parts[1], parts[2], parts.length > 3 ? parts[3] : "");
    }

    String what() {
        return target.isEmpty() ? dataset + '|' + fields : dataset + '|' + fields + '|' + target;
    }

    String message(long rows, long values, List<String> examples) {
        String found = kind.equals(NOT_UNIQUE)
                ? rows + " rows of " + dataset + " share their " + fields + " with another row, in " + values
                        + " values, though it is declared unique"
                : rows + " rows of " + dataset + " have a " + fields + " that is no " + target + " of any row, in "
                        + values + " values";
        return found + ": such as those at " + String.join(", ", examples)
                + ". The rows were accepted and are in use. Ask the department which of them are wrong; if it is the"
                + " declaration that is, mend " + (kind.equals(NOT_UNIQUE) ? "unique" : "references") + " in " + dataset
                + ".yaml";
    }

    String over() {
        return kind.equals(NOT_UNIQUE)
                ? "no rows of " + dataset + " share their " + fields + " any more"
                : "every " + fields + " of " + dataset + " is a " + target + " again";
    }

    @Override
    public String toString() {
        return kind + '|' + what();
    }
}
