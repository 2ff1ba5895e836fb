package org.taxbrain.local.jobs;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.List;

/**
 * A Flink job as it is submitted.
 *
 * @param name under which the stack knows it, also after an upgrade
 * @param jar with the job's classes and all that is not in the cluster's own class path
 * @param entryClass its main
 * @param arguments given to main
 * @param parallelism 0: the cluster's default
 */
public record JobSpec(String name, Path jar, String entryClass, List<String> arguments, int parallelism) {

    public JobSpec {
        requireNonNull(name, "name is null");
        requireNonNull(entryClass, "entryClass is null");
        jar = jar.toAbsolutePath().normalize();
        arguments = List.copyOf(arguments);
    }
}
