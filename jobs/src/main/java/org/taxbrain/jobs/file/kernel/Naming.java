package org.taxbrain.jobs.file.kernel;

import java.util.Comparator;

/** Which fact names a file: the lowest by rank, dataset, key, name. */
record Naming(int rank, String dataset, String key, String name) {
    static final Comparator<Naming> ORDER = Comparator.comparingInt(Naming::rank)
            .thenComparing(Naming::dataset, CodePoints.ORDER)
            .thenComparing(Naming::key, CodePoints.ORDER)
            .thenComparing(Naming::name, CodePoints.ORDER);

    /** What a fact offers; null when it does not name the subject. */
    static Naming of(Fact fact) {
        Subjects.Mention mention = fact.mention();
        return mention.name() == null
                ? null
                : new Naming(mention.nameRank(), fact.dataset(), fact.key(), mention.name());
    }

    /** The lower one; either may be null. */
    static Naming lower(Naming a, Naming b) {
        return a == null || b != null && ORDER.compare(b, a) < 0 ? b : a;
    }
}
