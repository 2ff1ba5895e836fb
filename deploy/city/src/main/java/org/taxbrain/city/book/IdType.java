package org.taxbrain.city.book;

/** Kinds of identifiers of a party, and the code or word that each department writes for it. */
public enum IdType {
    RESIDENT_ID("201", "1", "身份证", "person:"),
    PERMIT("208", "2", "通行证", "permit:"),
    PASSPORT("227", "3", "护照", "passport:"),
    USCC("100", "7", "统一社会信用代码", "business:");

    private final String taxCore;
    private final String register;
    private final String court;
    private final String subject;

    IdType(String taxCore, String register, String court, String subject) {
        this.taxCore = taxCore;
        this.register = register;
        this.court = court;
        this.subject = subject;
    }

    /** Code of the tax core. */
    public String taxCore() {
        return taxCore;
    }

    /** Code of the register of real estate. */
    public String register() {
        return register;
    }

    /** Word of the court. */
    public String court() {
        return court;
    }

    /** Id of the subject under which a reader files it. */
    public String subject(String id) {
        return subject + id;
    }
}
