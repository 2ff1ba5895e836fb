package org.taxbrain.schemas.catalogue;

/** How freely a department shares what it declared: the three sharing types 共享类型 of the national resource catalogue. */
public enum Sharing {
    /** Every department that needs it for its duties may have it. */
    UNCONDITIONAL("无条件共享"),
    /** Departments that fulfil a condition may have it. */
    CONDITIONAL("有条件共享"),
    /** Nobody else may have it: it is not passed on. */
    NONE("不予共享");

    private final String label;

    Sharing(String label) {
        this.label = label;
    }

    /** What catalogues call it. */
    public String label() {
        return label;
    }
}
