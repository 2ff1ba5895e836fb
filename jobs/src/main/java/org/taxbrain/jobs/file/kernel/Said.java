package org.taxbrain.jobs.file.kernel;

/**
 * Who one id is by what registers say about it, in any order of hearing. A row that says that the id is itself (the
 * register holds it as a current one) outweighs all that call it another's; else the lowest row decides.
 */
final class Said {
    private final String id;
    private String lowest;
    private String canonical;
    private boolean isItself;

    Said(String id) {
        this.id = id;
        this.canonical = id;
    }

    /**
     * Adds what one row says.
     *
     * @param slot the row's
     * @param said who the id is, as the row says
     * @param means who that is
     */
    void add(String slot, String said, String means) {
        if (said.equals(id)) {
            isItself = true;
        } else if (lowest == null || CodePoints.ORDER.compare(slot, lowest) < 0) {
            lowest = slot;
            canonical = means;
        }
    }

    /** The id itself while nothing is said. */
    String canonical() {
        return isItself ? id : canonical;
    }
}
