package org.taxbrain.local.jobs;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is remembered of a job over restarts.
 *
 * @param history oldest first: the runs, and the savepoints taken or chosen between them
 */
record JobRecord(JobSpec spec, Desired desired, List<Event> history) {

    /** What shall become of it. */
    enum Desired {
        RUNNING,
        STOPPED,
        /** Its input was bounded and it has read it all. */
        FINISHED
    }

    /**
     * A run or a savepoint.
     *
     * @param jobId of a run, else null
     * @param savepoint of a savepoint, else null
     * @param restoredFrom what the run began with, or null
     * @param seen whether the cluster was ever seen to know the run
     */
    record Event(String jobId, Path savepoint, Path restoredFrom, boolean seen) {

        static Event run(String jobId, Path restoredFrom) {
            return new Event(jobId, null, restoredFrom, false);
        }

        static Event savepoint(Path savepoint) {
            return new Event(null, savepoint, null, true);
        }

        @JsonIgnore
        boolean isRun() {
            return jobId != null;
        }

        Event asSeen() {
            return new Event(jobId, savepoint, restoredFrom, true);
        }
    }

    JobRecord {
        history = List.copyOf(history);
    }

    static JobRecord first(JobSpec spec) {
        return new JobRecord(spec, Desired.RUNNING, List.of());
    }

    JobRecord with(JobSpec other) {
        return new JobRecord(other, desired, history);
    }

    JobRecord with(Desired other) {
        return new JobRecord(spec, other, history);
    }

    JobRecord plus(Event event) {
        List<Event> longer = new ArrayList<>(history);
        longer.add(event);
        return new JobRecord(spec, desired, longer);
    }

    JobRecord seen() {
        List<Event> events = new ArrayList<>(history);
        events.replaceAll(event -> event.equals(events.get(events.size() - 1)) ? event.asSeen() : event);
        return new JobRecord(spec, desired, events);
    }

    JobRecord since(int index) {
        return new JobRecord(spec, desired, history.subList(index, history.size()));
    }

    @JsonIgnore
    Optional<Event> lastRun() {
        for (int i = history.size() - 1; i >= 0; i--) {
            if (history.get(i).isRun()) {
                return Optional.of(history.get(i));
            }
        }
        return Optional.empty();
    }

    @JsonIgnore
    Optional<Event> last() {
        return history.isEmpty() ? Optional.empty() : Optional.of(history.get(history.size() - 1));
    }
}
