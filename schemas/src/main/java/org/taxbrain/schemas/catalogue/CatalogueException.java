package org.taxbrain.schemas.catalogue;

import java.util.List;

/** A declaration that can't be used; the message lists every fault with its file and what to do. */
public final class CatalogueException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient List<Fault> faults;

    public CatalogueException(String where, List<String> faults) {
        this(where, faults.stream().map(f -> Fault.of(null, f)).toList(), null);
    }

    public CatalogueException(String where, String fault, Throwable cause) {
        this(where, List.of(Fault.of(null, fault)), cause);
    }

    CatalogueException(String where, List<Fault> faults, Throwable cause) {
        super(where + ": " + Fault.join(faults), cause);
        this.faults = faults;
    }

    /** What is wrong, one by one; not kept by serialisation. */
    public List<Fault> faults() {
        return faults == null ? List.of() : faults;
    }
}
