package org.taxbrain.bench;

/**
 * How much there is to join. All subjects are residents, half of them are registered as taxpayers; of the other facts a
 * quarter are arrears, 15% rights and the rest medical bills. 4% of the records correct an earlier one, 1% delete one.
 *
 * @param facts records in all
 * @param subjects persons
 * @param seed same seed, same facts
 */
record FactSpec(long facts, int subjects, long seed) {
    FactSpec {
        if (subjects < 2 || facts < 4L * subjects) {
            throw new IllegalArgumentException("there must be at least 2 subjects and 4 facts for each of them, not "
                    + facts + " for " + subjects);
        }
        if (facts > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("at most " + Integer.MAX_VALUE + " facts, not " + facts);
        }
    }

    int corrections() {
        return (int) (facts / 25);
    }

    int deletions() {
        return (int) (facts / 100);
    }

    /** Rows, each of a key of its own: residents, registrations, arrears, rights, bills, in this order. */
    int rows() {
        return (int) facts - corrections() - deletions();
    }

    int registrations() {
        return subjects / 2;
    }

    /** The first row that is neither a resident nor a registration. */
    int firstOther() {
        return subjects + registrations();
    }

    int arrears() {
        return (rows() - firstOther()) / 4;
    }

    int rights() {
        return (int) ((rows() - firstOther()) * 15L / 100);
    }
}
