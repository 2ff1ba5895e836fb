package org.taxbrain.local;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where things are: the data folder of one stack, and the repository whose build it runs.
 *
 * @param data everything that the stack writes; deleting it is starting over
 * @param home root of the repository, in which the modules have been built
 */
public record StackLayout(Path data, Path home) {

    private static final String HOME_VARIABLE = "TAXBRAIN_HOME";
    private static final String HOME_PROPERTY = "taxbrain.home";
    private static final String LANDMARK = "deploy/servers/kafka/pom.xml";

    public StackLayout {
        data = data.toAbsolutePath().normalize();
        home = home.toAbsolutePath().normalize();
    }

    /** The layout over a data folder, with the repository that the environment names or this process works in. */
    public static StackLayout of(Path data) {
        return new StackLayout(data, findHome());
    }

    /** The data folder used when none is given. */
    public static StackLayout ofDefaults() {
        Path home = findHome();
        return new StackLayout(home.resolve(".taxbrain"), home);
    }

    private static Path findHome() {
        String home = System.getProperty(HOME_PROPERTY, System.getenv(HOME_VARIABLE));
        if (home != null && !home.isBlank()) {
            return Path.of(home);
        }
        Path start = Path.of("").toAbsolutePath();
        for (Path folder = start; folder != null; folder = folder.getParent()) {
            if (Files.exists(folder.resolve(LANDMARK))) {
                return folder;
            }
        }
        throw new StackException("Neither the environment variable " + HOME_VARIABLE + " nor the system property "
                + HOME_PROPERTY + " says where the repository is, and " + start + " is not in it. ./taxbrain sets it;"
                + " without that script, set it to the repository's root.");
    }

    /** Standard output and error of a component, of its latest start. */
    public Path log(Component component) {
        return data.resolve("logs").resolve(component.id() + ".log");
    }

    /** A component's own folder. */
    public Path folder(Component component) {
        return data.resolve(component.id());
    }

    /** What JobManager and TaskManager share: configuration, checkpoints, savepoints. */
    public Path flink() {
        return data.resolve("flink");
    }

    /** Checkpoints, one folder for each run of a job. */
    public Path checkpoints() {
        return flink().resolve("checkpoints");
    }

    /** Savepoints, one folder for each. */
    public Path savepoints() {
        return flink().resolve("savepoints");
    }

    /** Generated passwords and keys, readable by their owner alone. */
    public Path secrets() {
        return data.resolve("secrets");
    }

    /** Declarations that {@code dataset add} brought; the pipelines look into it while they run. */
    public Path declarations() {
        return data.resolve("catalogue");
    }

    /** Folders with descriptors beside the product's own and {@link #declarations}, one a line; absent: none. */
    public Path catalogueFile() {
        return data.resolve("catalogue.folders");
    }

    /** Where each process shows its metrics; {@code deploy/monitoring/prometheus.yml} reads it. */
    public Path scrapeTargets() {
        return data.resolve("monitoring").resolve("targets.json");
    }

    Path stateFile() {
        return data.resolve("stack.json");
    }

    Path lockFile() {
        return data.resolve("stack.lock");
    }

    Path portsFile() {
        return data.resolve("ports.properties");
    }

    /** Which jobs run, under which ids they ran, and from where they go on. */
    public Path jobsFile() {
        return data.resolve("jobs.json");
    }
}
