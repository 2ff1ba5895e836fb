package org.taxbrain.departments;

import java.util.List;
import java.util.stream.Stream;

/**
 * How the departments' interfaces behave towards their callers; testers change it at run time.
 *
 * @param pageSizeCap largest page that they give, whatever is asked for
 * @param faultRate share of the requests that they refuse
 * @param faultStatuses with which HTTP statuses, in turn
 */
public record InterfaceBehaviour(int pageSizeCap, double faultRate, List<Integer> faultStatuses) {
    /** Pages of at most 500, no faults. */
    public static final InterfaceBehaviour NORMAL = new InterfaceBehaviour(500, 0, List.of(429, 503));

    public InterfaceBehaviour {
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

    InterfaceBehaviour withPageSizeCap(int cap) {
        return new InterfaceBehaviour(cap, faultRate, faultStatuses);
    }

    InterfaceBehaviour withFaults(double rate, String statuses) {
        try {
            List<Integer> parsed = Stream.of(statuses.split(","))
                    .map(s -> Integer.valueOf(s.trim()))
                    .toList();
            return new InterfaceBehaviour(pageSizeCap, rate, parsed);
        } catch (NumberFormatException e) {
            throw new SettingsException("fault statuses: \"" + statuses + "\" is not a list such as 429,503", e);
        }
    }
}
