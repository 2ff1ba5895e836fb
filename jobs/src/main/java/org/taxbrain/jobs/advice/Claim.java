package org.taxbrain.jobs.advice;

/** That a row holds a value which is judged beside those of other rows. A Flink POJO. */
public class Claim {
    /** What the value is to the row. */
    public enum Role {
        /** No other row should hold it. */
        UNIQUE,
        /** Rows of other datasets may reference it. */
        REFERENCED,
        /** A row of another dataset should hold it. */
        REFERENCE
    }

    public Role role;
    /** Keyed hash of the value and of what it is a value of; equal for a reference and what it references. */
    public String value;
    /** Id of the finding that a violation belongs to; null of a REFERENCED. */
    public String finding;
    /** Where the row stood in its source when it came to hold the value; free of personal data. */
    public String position;

    static Claim of(Role role, String value, String finding, String position) {
        Claim claim = new Claim();
        claim.role = role;
        claim.value = value;
        claim.finding = finding;
        claim.position = position;
        return claim;
    }

    /** Whether both say the same, wherever the row stood. */
    boolean isSame(Claim other) {
        return role == other.role
                && value.equals(other.value)
                && (finding == null ? other.finding == null : finding.equals(other.finding));
    }
}
