package org.taxbrain.city.day;

/** What happens in a city, and how often: weights in thousandths. */
public enum ChangeKind {
    NEW_ARREARS(150),
    PAYMENT(235),
    TRANSFER(100),
    HOLDERS_CHANGED(20),
    MORTGAGE_REGISTERED(10),
    MORTGAGE_CANCELLED(10),
    SEIZURE_RENEWED(10),
    APPLICATION_ACCEPTED(5),
    APPLICATION_STAGE(10),
    CASE_STAGE(75),
    CASE_RESUMED(10),
    PREDECESSOR_CORRECTED(5),
    FUNDS(90),
    TAXPAYER_CHANGED(60),
    REPRESENTATIVE_CHANGED(15),
    POSITION_DELETED(5),
    ARREARS_DELETED(15),
    RIGHT_DELETED(10),
    FUNDS_DELETED(10),
    CASE_DELETED(5),
    ARREARS_KEY_CHANGED(10),
    RIGHT_KEY_CHANGED(5),
    ID_CORRECTED(10),
    ARREARS_BEFORE_REGISTRATION(20),
    /** Follows {@link #ARREARS_BEFORE_REGISTRATION} some changes later; never drawn. */
    LATE_REGISTRATION(0),
    CONTRACT_SIGNED(8),
    CONTRACT_FILED(6),
    CONTRACT_WITHDRAWN(3),
    HOMES_COUNTED(5),
    DEBTOR_DELISTED(3),
    LICENCE_CHANGED(10),
    SHARE_TRANSFERRED(5),
    ROW_CHANGED(20),
    ROW_DELETED(5),
    MENDED(15),
    DIRTY_ROW(25);

    private static final int ALL = 1000;

    private final int weight;

    ChangeKind(int weight) {
        this.weight = weight;
    }

    /** The kind that a number from 0 to 999 draws. */
    static ChangeKind drawn(int number) {
        int left = number;
        for (ChangeKind kind : values()) {
            left -= kind.weight;
            if (left < 0) {
                return kind;
            }
        }
        throw new IllegalStateException("the weights do not sum to " + ALL);
    }

    static int all() {
        return ALL;
    }
}
