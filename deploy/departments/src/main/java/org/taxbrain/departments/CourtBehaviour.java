package org.taxbrain.departments;

import java.util.List;
import java.util.stream.Stream;

/**
 * How the court's interface behaves towards its callers; testers change it at run time.
 *
 * @param pageSizeCap largest page that it gives, whatever is asked for
 * @param faultRate share of the requests that it refuses
 * @param faultStatuses with which HTTP statuses, in turn
 */
public record CourtBehaviour(int pageSizeCap, double faultRate, List<Integer> faultStatuses) {
    /** Pages of at most 500, no faults. */
    public static final CourtBehaviour NORMAL = new CourtBehaviour(500, 0, List.of(429, 503));

    public CourtBehaviour {
        faultStatuses = List.copyOf(faultStatuses);
        if (pageSizeCap < 1) {
            throw new SettingsException("page size cap: must be 1 or more");
        }
        if (!(faultRate >= 0 && faultRate <= 1)) {
            throw new SettingsException("fault rate: must be between 0 and 1");
        }
        if (faultStatuses.isEmpty() || faultStatuses.stream().anyMatch(s -> s < 400 || s > 599)) {
            throw new SettingsException("fault statuses: give HTTP statuses from 400 to 599");
        }
    }

    CourtBehaviour withPageSizeCap(int cap) {
        return new CourtBehaviour(cap, faultRate, faultStatuses);
    }

    CourtBehaviour withFaults(double rate, String statuses) {
        try {
            List<Integer> parsed = Stream.of(statuses.split(","))
                    .map(s -> Integer.valueOf(s.trim()))
                    .toList();
            return new CourtBehaviour(pageSizeCap, rate, parsed);
        } catch (NumberFormatException e) {
            throw new SettingsException("fault statuses: \"" + statuses + "\" is not a list such as 429,503", e);
        }
    }
}
