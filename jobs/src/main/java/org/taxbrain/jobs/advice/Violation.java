package org.taxbrain.jobs.advice;

/** How far one value violates what is declared, as it is now. A Flink POJO. */
public class Violation {
    /** Id of the finding that it belongs to. */
    public String finding;
    /** Keyed hash of the value. */
    public String value;
    /** Rows that hold it; 0: it violates nothing any more. */
    public long rows;
    /** Positions of a few of them. */
    public String[] examples;

    static Violation of(String finding, String value, Holders holders) {
        Violation violation = new Violation();
        violation.finding = finding;
        violation.value = value;
        violation.rows = holders.rows;
        violation.examples = holders.examples();
        return violation;
    }

    static Violation none(String finding, String value) {
        return of(finding, value, new Holders());
    }
}
