package org.taxbrain.jobs.advice;

/** A row came to hold a value, or holds it no more. A Flink POJO. */
public class ClaimChange {
    public Claim claim;
    /** Whether it came; else it goes. */
    public boolean comes;

    static ClaimChange of(Claim claim, boolean comes) {
        ClaimChange change = new ClaimChange();
        change.claim = claim;
        change.comes = comes;
        return change;
    }

    String value() {
        return claim.value;
    }
}
