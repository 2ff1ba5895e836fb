package org.taxbrain.schemas.catalogue;

import java.util.List;

/** A declaration that can't be used; the message lists every fault with its file and what to do. */
public final class CatalogueException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public CatalogueException(String where, List<String> faults) {
        super(where + ": " + String.join("; ", faults));
    }

    public CatalogueException(String where, String fault, Throwable cause) {
        super(where + ": " + fault, cause);
    }
}
