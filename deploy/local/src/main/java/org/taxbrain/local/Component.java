package org.taxbrain.local;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The processes that make up the local stack, in the order in which they start; they stop in the reverse one. */
public enum Component {
    POSTGRES,
    KAFKA,
    ELASTICSEARCH,
    JOBMANAGER,
    TASKMANAGER,
    DEPARTMENTS,
    PIPELINES;

    /** The servers: everything but the applications of this repository. */
    public static final Set<Component> SERVERS = Set.copyOf(EnumSet.range(POSTGRES, TASKMANAGER));

    /** Lower-case name: of its log, its folder, and on the command line. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Reads a comma-separated list as the command line takes it. */
    public static Set<Component> parseList(String list) {
        return Stream.of(list.split(","))
                .map(String::trim)
                .filter(name -> !name.isEmpty())
                .map(Component::of)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Component.class)));
    }

    private static Component of(String id) {
        return Stream.of(values())
                .filter(component -> component.id().equals(id.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("unknown component '" + id + "'; known: "
                        + Stream.of(values()).map(Component::id).collect(Collectors.joining(", "))));
    }
}
