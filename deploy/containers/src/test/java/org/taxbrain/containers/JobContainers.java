package org.taxbrain.containers;

import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.Volume;
import java.io.IOException;
import java.util.Map;
import java.util.stream.Stream;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.images.builder.Transferable;
import org.testcontainers.lifecycle.Startables;

/** One job as it is deployed: its JobManager, its TaskManager, and the volume that holds its checkpoints. */
final class JobContainers implements AutoCloseable {
    private static final String CHECKPOINTS = "/var/lib/taxbrain/checkpoints";
    private final String volume;
    private final GenericContainer<?> jobManager;
    private final GenericContainer<?> taskManager;

    /**
     * Prepares a job; starts nothing.
     *
     * @param job clean, file, index or books
     * @param settings environment of both processes
     * @param pepper content of the file that the settings name as {@code /etc/taxbrain/pepper}
     */
    JobContainers(Network network, String job, Map<String, String> settings, String pepper) throws IOException {
        volume = "taxbrain-test-" + job + "-" + System.nanoTime();
        String address = job + "-jobmanager";
        // what is waited for is said before the container is prepared, which says for how long
        jobManager = Servers.prepared(
                Image.JOBS,
                container(address, settings, pepper)
                        .withCommand("jobmanager", job)
                        .waitingFor(Wait.forHealthcheck()),
                network,
                address);
        taskManager = Servers.prepared(
                Image.JOBS,
                container(address, settings, pepper).withCommand("taskmanager"),
                network,
                job + "-taskmanager");
    }

    private GenericContainer<?> container(String jobManager, Map<String, String> settings, String pepper) {
        return new GenericContainer<>(Image.JOBS.reference())
                .withEnv(settings)
                .withEnv("JOB_MANAGER_RPC_ADDRESS", jobManager)
                // a test lives for a minute or two, most of which the optimising compiler would take
                .withEnv("JAVA_OPTS", "-XX:TieredStopAtLevel=1")
                .withCopyToContainer(Transferable.of(pepper), "/etc/taxbrain/pepper")
                .withCreateContainerCmdModifier(this::shareCheckpoints);
    }

    private void shareCheckpoints(CreateContainerCmd create) {
        create.getHostConfig().withBinds(new Bind(volume, new Volume(CHECKPOINTS)));
    }

    /** Starts some jobs, all at once; returns when they run. */
    static void start(JobContainers... jobs) {
        Startables.deepStart(Stream.of(jobs).flatMap(j -> Stream.of(j.jobManager, j.taskManager)))
                .join();
    }

    /** Kills the JobManager and starts it again, as what runs containers would. */
    void killJobManager() {
        Faults.kill(jobManager);
        Faults.start(jobManager);
    }

    /** What the JobManager has written, since it was first started. */
    String log() {
        return jobManager.getLogs();
    }

    @Override
    public void close() {
        taskManager.stop();
        jobManager.stop();
        DockerClientFactory.lazyClient().removeVolumeCmd(volume).exec();
    }
}
