package org.taxbrain.connectors.elasticsearch;

/** What an HTTP status means for a write: the one place that tells the errors apart. */
enum Verdict {
    /** Written, or already newer in the index (409): either way the index holds this version or a later one. */
    DONE,
    /** This document can never be taken as it is. */
    REJECTED,
    /** The request is too large: halves may fit. */
    SPLIT,
    /** It will pass by itself: overload, restart, lost connection. */
    RETRY,
    /** Somebody must mend something (credentials, address, a missing index), and then everything can be taken: wait, loudly. */
    HALT;

    /** The verdict on one document of a bulk request. */
    static Verdict ofItem(int status, String errorType, String reason) {
        if (status == 400) {
            return concernsTheIndex(errorType, reason) ? HALT : REJECTED;
        }
        return status == 413 ? REJECTED : of(status);
    }

    /** The verdict on a whole request. A 400 is no document's fault: bodies are JSON before they are sent. */
    static Verdict of(int status) {
        if (status >= 200 && status < 300 || status == 409) {
            return DONE;
        }
        if (status == 413) {
            return SPLIT;
        }
        return status == 408 || status == 429 || status >= 500 ? RETRY : HALT;
    }

    /** A closed index and an alias without a write index answer 400 to every document: that must not quarantine a city. */
    private static boolean concernsTheIndex(String errorType, String reason) {
        return errorType.equals("index_closed_exception") || reason.startsWith("no write index");
    }
}
