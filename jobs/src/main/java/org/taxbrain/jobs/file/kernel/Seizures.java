package org.taxbrain.jobs.file.kernel;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The seizures of one unit in their order: those that took effect, then the waiting ones, each group by the day of
 * registration. A renewal has no place of its own: it moves the end of the seizure that it prolongs, directly or through
 * other renewals. One that reaches no seizure (that row is not here, or was refused) stands for itself, as the unit is
 * seized all the same.
 */
final class Seizures {
    private static final String RENEWAL = "renewal";
    private static final Set<String> WAITING = Set.of("waiting", "waiting-pre-seizure");
    private static final Comparator<Registration> ORDER = Comparator.comparing(Registration::isWaiting)
            .thenComparing(Registration::registeredOn, Comparator.nullsLast(Comparator.naturalOrder()))
            .thenComparing(Registration::number, CodePoints.ORDER);

    private final Map<String, Registration> byNumber = new HashMap<>();

    private record Registration(
            String number, String kind, String renews, LocalDate registeredOn, LocalDate from, LocalDate to) {
        boolean isWaiting() {
            return WAITING.contains(kind);
        }

        boolean isRenewal() {
            return RENEWAL.equals(kind);
        }
    }

    void add(Row row) {
        String number = row.text("seizureNo");
        byNumber.put(
                number,
                new Registration(
                        number,
                        row.text("kind"),
                        row.text("renews"),
                        row.date("registeredOn"),
                        row.date("from"),
                        row.date("to")));
    }

    /** All, in their order. */
    List<Seizure> inOrder() {
        return list(byNumber.values());
    }

    /** Those that took effect, in their order. */
    List<Seizure> inForce() {
        return list(byNumber.values().stream().filter(r -> !r.isWaiting()).toList());
    }

    private List<Seizure> list(Iterable<Registration> registrations) {
        Map<String, LocalDate> ends = ends();
        List<Registration> standing = new ArrayList<>();
        for (Registration registration : registrations) {
            if (prolonged(registration) == registration) {
                standing.add(registration);
            }
        }
        standing.sort(ORDER);
        return standing.stream()
                .limit(FileDocument.LIMIT)
                .map(r -> new Seizure(r.number, r.kind, r.from, ends.get(r.number)))
                .toList();
    }

    /** The latest end by the number of the seizure that it belongs to. */
    private Map<String, LocalDate> ends() {
        Map<String, LocalDate> ends = new HashMap<>();
        for (Registration registration : byNumber.values()) {
            if (registration.to != null) {
                ends.merge(prolonged(registration).number, registration.to, (a, b) -> a.isAfter(b) ? a : b);
            }
        }
        return ends;
    }

    /** What a registration prolongs in the end; itself, if nothing that is here or if renewals run in a circle. */
    private Registration prolonged(Registration registration) {
        Set<String> seen = new HashSet<>();
        Registration at = registration;
        while (at.isRenewal()) {
            Registration earlier = byNumber.get(at.renews);
            if (earlier == null || !seen.add(at.number)) {
                return registration;
            }
            at = earlier;
        }
        return at;
    }
}
