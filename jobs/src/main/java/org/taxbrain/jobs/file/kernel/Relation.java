package org.taxbrain.jobs.file.kernel;

/** What a relative is to the person whose file tells of them. */
public enum Relation {
    SPOUSE("spouse"),
    PARENT("parent"),
    CHILD("child");

    private final String id;

    Relation(String id) {
        this.id = id;
    }

    /** Its name in documents and in state: never changed. */
    public String id() {
        return id;
    }

    static Relation of(String id) {
        for (Relation relation : values()) {
            if (relation.id.equals(id)) {
                return relation;
            }
        }
        throw new IllegalArgumentException("a relation of unknown kind: state of another build?");
    }
}
