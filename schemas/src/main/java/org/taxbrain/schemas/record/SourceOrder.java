package org.taxbrain.schemas.record;

import java.util.Arrays;
import java.util.List;

/**
 * The source's order of the versions of one key: numbers compared element by element, a missing element counts as less.
 *
 * <ul>
 *   <li>CDC: incarnation, 0 for a snapshot row or 1 for a streamed one, LSN of the last commit before it, LSN
 *   <li>files: business date as epoch day, accepted revision, line (a deletion by absence: {@link Long#MAX_VALUE})
 *   <li>interfaces: updatedAt in epoch microseconds, sequence
 * </ul>
 */
public final class SourceOrder {
    private SourceOrder() {}

    /** Less than, equal to or greater than 0 as {@code a} is older than, the same as or newer than {@code b}. */
    public static int compare(List<Long> a, List<Long> b) {
        int n = Math.min(a.size(), b.size());
        for (int i = 0; i < n; i++) {
            int c = Long.compare(a.get(i), b.get(i));
            if (c != 0) {
                return c;
            }
        }
        return Integer.compare(a.size(), b.size());
    }

    /** The same of orders as operators keep them. */
    public static int compare(long[] a, long[] b) {
        return Arrays.compare(a, b);
    }
}
