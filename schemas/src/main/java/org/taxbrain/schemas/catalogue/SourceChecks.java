package org.taxbrain.schemas.catalogue;

import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** That a way in can be used: better said when a dataset is declared than when its first file comes. */
final class SourceChecks {
    private static final Pattern COLUMN = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_$]*");
    private static final Pattern TABLE = Pattern.compile(COLUMN + "(\\." + COLUMN + ")?");

    private static final Pattern PATH = Pattern.compile("(/[A-Za-z0-9._~-]+)+");
    /** A request is held in memory whole. */
    private static final int LARGEST_BODY = 16 << 20;

    private SourceChecks() {}

    static void check(Dataset dataset, List<Fault> faults) {
        Descriptor.SourceSpec source = dataset.descriptor().source();
        if (source == null
                || Stream.of(source.cdc(), source.files(), source.http(), source.jdbc(), source.push())
                                .filter(Objects::nonNull)
                                .count()
                        != 1) {
            faults.add(Fault.of("source", "give exactly one of cdc, files, http, jdbc, push"));
            return;
        }
        if (source.cdc() != null) {
            require(faults, "source.cdc.system", source.cdc().system());
            require(faults, "source.cdc.table", source.cdc().table());
        } else if (source.files() != null) {
            FileChecks.check(dataset, faults);
        } else if (source.jdbc() != null) {
            jdbc(source.jdbc(), faults);
        } else if (source.push() != null) {
            push(source.push(), faults);
        } else {
            http(source.http(), faults);
        }
    }

    private static void push(Descriptor.Push push, List<Fault> faults) {
        require(faults, "source.push.system", push.system());
        require(faults, "source.push.updatedAt", push.updatedAt());
        if (push.path() == null || !PATH.matcher(push.path()).matches()) {
            faults.add(Fault.of("source.push.path", "give the path that it is sent to, such as /push/site-visits"));
        }
        if (push.bodyLimit() < 1 || push.bodyLimit() > LARGEST_BODY) {
            faults.add(Fault.of("source.push.bodyLimit", "give a number of bytes from 1 to " + LARGEST_BODY));
        }
        if (push.window().isNegative() || push.window().isZero()) {
            faults.add(Fault.of("source.push.window", "give a duration such as PT5M"));
        }
    }

    private static void jdbc(Descriptor.Jdbc jdbc, List<Fault> faults) {
        require(faults, "source.jdbc.system", jdbc.system());
        identifier(faults, "source.jdbc.table", jdbc.table(), TABLE);
        if ((jdbc.changedAt() == null) == (jdbc.batch() == null)) {
            faults.add(Fault.of(
                    "source.jdbc",
                    "give exactly one of changedAt (a time) and batch (a number that grows with each load)"));
        } else {
            identifier(
                    faults,
                    jdbc.changedAt() == null ? "source.jdbc.batch" : "source.jdbc.changedAt",
                    jdbc.orderColumn(),
                    COLUMN);
        }
        if (jdbc.overlap().isNegative()) {
            faults.add(Fault.of("source.jdbc.overlap", "give a duration such as PT10S, or PT0S"));
        }
        if (jdbc.fetchSize() < 1) {
            faults.add(Fault.of("source.jdbc.fetchSize", "give 1 or more"));
        }
        if (jdbc.fullPull().isNegative() || jdbc.fullPull().isZero()) {
            faults.add(
                    Fault.of("source.jdbc.fullPull", "give a duration such as PT24H: it alone finds what was deleted"));
        }
    }

    /** It becomes part of a statement as it stands. */
    private static void identifier(List<Fault> faults, String key, String name, Pattern form) {
        if (name == null || !form.matcher(name).matches()) {
            faults.add(Fault.of(key, "give a name of letters, digits and underscores, such as public.bzdz or gxsj"));
        }
    }

    private static void http(Descriptor.Http http, List<Fault> faults) {
        require(faults, "source.http.system", http.system());
        require(faults, "source.http.updatedAt", http.updatedAt());
        if (http.path() == null || !http.path().startsWith("/")) {
            faults.add(Fault.of("source.http.path", "give the resource's path, such as /api/cases"));
        }
    }

    private static void require(List<Fault> faults, String key, String value) {
        if (value == null || value.isBlank()) {
            faults.add(Fault.of(key, "is missing"));
        }
    }
}
