package org.taxbrain.schemas.rule;

import java.util.List;

/** A rule file can't be used; names the file and every fault found. */
public final class RuleException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public RuleException(String where, List<String> faults) {
        super("rule " + where + ": " + String.join("; ", faults));
    }

    public RuleException(String where, String fault, Throwable cause) {
        super("rule " + where + ": " + fault, cause);
    }
}
