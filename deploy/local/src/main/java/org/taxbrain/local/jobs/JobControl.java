package org.taxbrain.local.jobs;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.taxbrain.local.StackException;
import org.taxbrain.local.StackLayout;
import org.taxbrain.local.jobs.JobRecord.Desired;
import org.taxbrain.local.jobs.JobRecord.Event;
import org.taxbrain.local.servers.Folders;

/**
 * Keeps Flink jobs running. A session cluster forgets its jobs with its JobManager; this remembers them in a file and
 * submits each again from its newest complete checkpoint.
 *
 * <p>The id of a run is chosen and written down before the cluster hears of it, so that no checkpoint is ever without
 * its job's name. If the answer to a submission is lost, it is repeated under the same id, which the cluster refuses
 * when it knows the job already: a job never runs twice.
 */
public final class JobControl {

    private static final Duration POLL = Duration.ofMillis(700);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final Duration CANCEL_PATIENCE = Duration.ofSeconds(20);
    /** By this a job says that the transactions which a checkpoint relies on are lost, so that it can't go on from it. */
    private static final String LOST_TRANSACTION = "LostTransactionException";

    private static final Duration SAVEPOINT_PATIENCE = Duration.ofMinutes(3);

    private final FlinkRest rest;
    private final Checkpoints checkpoints;
    private final Path savepoints;
    private final Consumer<String> note;
    private final boolean keepEveryRun;
    private final JobStore store;
    private final Map<String, Trouble> troubles = new HashMap<>();
    private Thread watcher;
    private volatile boolean suspended;

    public JobControl(FlinkRest rest, StackLayout layout, Consumer<String> note, boolean keepEveryRun) {
        this.rest = rest;
        this.checkpoints = new Checkpoints(layout.checkpoints());
        this.savepoints = layout.savepoints();
        this.note = note;
        this.keepEveryRun = keepEveryRun;
        this.store = new JobStore(layout.jobsFile());
    }

    /** Begins to look after the jobs that shall run: brings back what the cluster doesn't know. */
    public synchronized void watch() {
        if (watcher == null) {
            watcher = new Thread(this::watchLoop, "watch-jobs");
            watcher.setDaemon(true);
            watcher.start();
        }
    }

    /**
     * Makes sure that a job runs. A new one starts empty, a known one goes on from its newest checkpoint or savepoint;
     * one that runs already is left alone. Returns when the cluster has accepted it.
     */
    public synchronized void submit(JobSpec spec) {
        if (!Files.isRegularFile(spec.jar())) {
            throw new StackException("The jar of job '" + spec.name() + "' is missing: " + spec.jar()
                    + ". Build it first (mvn package -pl jobs -am).");
        }
        JobRecord job = store.contains(spec.name())
                ? store.get(spec.name()).with(spec).with(Desired.RUNNING)
                : JobRecord.first(spec);
        store.put(job);
        troubles.remove(spec.name());
        try {
            bringBack(job, rest.jobs());
        } catch (IOException e) {
            throw new StackException("Job '" + spec.name() + "' was not accepted: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            throw interrupted("submitting job '" + spec.name() + "'", e);
        }
    }

    /** Lets a known job run again, from its newest checkpoint or savepoint. */
    public void resume(String name) {
        JobSpec spec;
        synchronized (this) {
            spec = store.get(name).spec();
        }
        submit(spec);
    }

    /** Lets a job's next run begin with this checkpoint or savepoint instead of its newest one; the job must be stopped. */
    public synchronized void restoreFrom(String name, Path checkpoint) {
        JobRecord job = store.get(name);
        if (job.desired() == Desired.RUNNING) {
            throw new StackException("Job '" + name + "' runs; cancel it before another past is chosen for it");
        }
        store.put(job.plus(Event.savepoint(checkpoint.toAbsolutePath().normalize())));
    }

    /** Ends a job until it is resumed; its newest checkpoint stays. */
    public synchronized void cancel(String name) {
        JobRecord job = store.get(name).with(Desired.STOPPED);
        store.put(job);
        try {
            cancelRuns(List.of(job));
        } catch (IOException e) {
            throw new StackException("Job '" + name + "' could not be cancelled: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            throw interrupted("cancelling job '" + name + "'", e);
        }
    }

    /** Ends a job with a savepoint, from which it goes on when it is submitted or resumed: the way of an upgrade. */
    public synchronized Path stopWithSavepoint(String name) {
        JobRecord job = store.get(name);
        String jobId = job.lastRun()
                .map(Event::jobId)
                .orElseThrow(() -> new StackException("Job '" + name + "' has never run"));
        try {
            String request = rest.stopWithSavepoint(jobId, savepoints);
            Instant deadline = Instant.now().plus(SAVEPOINT_PATIENCE);
            while (Instant.now().isBefore(deadline)) {
                Optional<Path> savepoint = rest.savepoint(jobId, request);
                if (savepoint.isPresent()) {
                    store.put(job.plus(Event.savepoint(savepoint.get())).with(Desired.STOPPED));
                    return savepoint.get();
                }
                Thread.sleep(100);
            }
            throw new StackException("The savepoint of job '" + name + "' was not complete after "
                    + SAVEPOINT_PATIENCE.toSeconds() + " s; the job still runs");
        } catch (IOException e) {
            throw new StackException("Job '" + name + "' could not be stopped with a savepoint: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            throw interrupted("stopping job '" + name + "'", e);
        }
    }

    /** What each job does now. */
    public synchronized List<JobStatus> status() {
        Map<String, String> states = Map.of();
        String unreachable = null;
        try {
            states = rest.jobs();
        } catch (IOException e) {
            unreachable = e.getMessage();
        } catch (InterruptedException e) {
            throw interrupted("asking for the jobs", e);
        }
        List<JobStatus> statuses = new ArrayList<>();
        for (JobRecord job : store.all().values()) {
            rememberEnd(job, states);
            statuses.add(status(store.get(job.spec().name()), states, unreachable));
        }
        return statuses;
    }

    /** The checkpoint or savepoint with which a job would begin if it were submitted now. */
    public synchronized Optional<Path> newestRestorePoint(String name) {
        try {
            return restorePoint(store.get(name));
        } catch (IOException e) {
            throw new StackException("The checkpoints of job '" + name + "' can't be listed: " + e.getMessage(), e);
        }
    }

    /** The REST interface, for what else one wants to know of a job. */
    public FlinkRest rest() {
        return rest;
    }

    /** Stops looking after the jobs and cancels them, without forgetting that they shall run: the stack is stopping. */
    public void suspend() throws InterruptedException {
        suspended = true;
        Thread watching;
        synchronized (this) {
            watching = watcher;
        }
        if (watching == null) {
            return;
        }
        watching.interrupt();
        watching.join();
        synchronized (this) {
            try {
                cancelRuns(List.copyOf(store.all().values()));
            } catch (IOException e) {
                // a dead JobManager runs no jobs; their checkpoints are where they are
                note.accept("The jobs could not be cancelled in order (" + e.getMessage()
                        + "); they go on from their newest checkpoints");
            }
        }
    }

    private void watchLoop() {
        while (!suspended) {
            try {
                lookAfterAllOrSayWhyNot();
                Thread.sleep(POLL.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void lookAfterAllOrSayWhyNot() throws InterruptedException {
        try {
            lookAfterAll();
        } catch (RuntimeException e) {
            // jobs must be looked after for as long as the stack runs, whatever went wrong this time
            note.accept("The jobs could not be looked after: " + e + ". It is tried again.");
        }
    }

    private synchronized void lookAfterAll() throws InterruptedException {
        Map<String, String> states;
        try {
            states = rest.jobs();
        } catch (IOException e) {
            // the supervisor is about to start the JobManager again; there is nothing to ask before that
            return;
        }
        for (JobRecord job : store.all().values()) {
            try {
                lookAfter(job, states);
            } catch (IOException | StackException e) {
                trouble(job, e.getMessage());
            }
        }
    }

    private void lookAfter(JobRecord job, Map<String, String> states) throws IOException, InterruptedException {
        if (job.desired() != Desired.RUNNING) {
            return;
        }
        Optional<Event> run = job.lastRun();
        String state = run.map(event -> states.get(event.jobId())).orElse(null);
        if ("FINISHED".equals(state)) {
            store.put(job.with(Desired.FINISHED));
        } else if ("CANCELED".equals(state)) {
            store.put(job.with(Desired.STOPPED));
            note.accept(
                    "Job '" + job.spec().name() + "' was cancelled by someone; it stays stopped until it is resumed");
        } else if (state == null || state.equals("FAILED")) {
            if (mayTryAgain(job)) {
                bringBack(job, states);
            }
        } else {
            if (!run.get().seen()) {
                store.put(job.seen());
            }
            if (state.equals("RUNNING")) {
                troubles.remove(job.spec().name());
                forgetOlderRuns(store.get(job.spec().name()));
            }
        }
    }

    /** What has ended on purpose shall not be brought back when the cluster has forgotten it. */
    private boolean rememberEnd(JobRecord job, Map<String, String> states) {
        String state = job.lastRun().map(run -> states.get(run.jobId())).orElse("");
        if (job.desired() == Desired.RUNNING && "FINISHED".equals(state)) {
            store.put(job.with(Desired.FINISHED));
            return true;
        }
        if (job.desired() == Desired.RUNNING && "CANCELED".equals(state)) {
            store.put(job.with(Desired.STOPPED));
            note.accept(
                    "Job '" + job.spec().name() + "' was cancelled by someone; it stays stopped until it is resumed");
            return true;
        }
        return false;
    }

    private void bringBack(JobRecord job, Map<String, String> states) throws IOException, InterruptedException {
        Optional<Event> last = job.lastRun();
        String state = last.map(event -> states.get(event.jobId())).orElse(null);
        if (state != null && !isEnded(state)) {
            return;
        }
        Optional<Path> restoreFrom = restorePoint(job);
        if ("FAILED".equals(state)) {
            String reason = rest.failure(last.get().jobId()).orElse("the JobManager says no reason");
            trouble(job, "it failed: " + reason);
            if (reason.contains(LOST_TRANSACTION)) {
                restoreFrom = beforeRefused(last.get(), restoreFrom);
            }
        }
        String jarId = rest.upload(job.spec().jar(), uniqueName(job.spec().jar()));
        JobRecord submitted = state == null && wasNeverAccepted(job)
                ? job
                : job.plus(Event.run(newJobId(), restoreFrom.orElse(null)));
        store.put(submitted);
        rest.run(jarId, submitted.spec(), submitted.last().orElseThrow().jobId(), restoreFrom);
        if (last.isPresent()) {
            note.accept("Job '" + job.spec().name() + "' goes on from "
                    + restoreFrom.map(Path::toString).orElse("its beginning: it had no complete checkpoint"));
        }
    }

    /** The checkpoint before the one that a run refused; if there is none, the refused one, whose finding says what to do. */
    private Optional<Path> beforeRefused(Event run, Optional<Path> newest) throws IOException {
        Optional<Path> own = checkpoints.newestComplete(run.jobId());
        Optional<Path> refused = own.isPresent() ? own : Optional.ofNullable(run.restoredFrom());
        if (refused.isEmpty()) {
            return newest;
        }
        Optional<Path> before = checkpoints.newestCompleteBefore(refused.get());
        return before.isPresent() ? before : newest;
    }

    private boolean wasNeverAccepted(JobRecord job) throws IOException {
        Optional<Event> last = job.last();
        return last.isPresent()
                && last.get().isRun()
                && !last.get().seen()
                && !Files.exists(checkpoints.ofRun(last.get().jobId()));
    }

    private Optional<Path> restorePoint(JobRecord job) throws IOException {
        for (int i = job.history().size() - 1; i >= 0; i--) {
            Event event = job.history().get(i);
            if (!event.isRun()) {
                return Optional.of(event.savepoint());
            }
            Optional<Path> newest = checkpoints.newestComplete(event.jobId());
            if (newest.isPresent()) {
                return newest;
            }
        }
        return Optional.empty();
    }

    /** A run's first checkpoint holds everything (NO_CLAIM); from then on nothing of the runs before it is needed. */
    private void forgetOlderRuns(JobRecord job) throws IOException {
        int last = job.history().size() - 1;
        if (keepEveryRun
                || last < 1
                || checkpoints.newestComplete(job.history().get(last).jobId()).isEmpty()) {
            return;
        }
        for (Event older : job.history().subList(0, last)) {
            Path obsolete = older.isRun() ? checkpoints.ofRun(older.jobId()) : older.savepoint();
            if (obsolete.startsWith(checkpoints.folder()) || obsolete.startsWith(savepoints)) {
                Folders.deleteTree(obsolete);
            }
        }
        store.put(job.since(last));
    }

    private void cancelRuns(List<JobRecord> jobs) throws IOException, InterruptedException {
        Instant deadline = Instant.now().plus(CANCEL_PATIENCE);
        boolean asked = false;
        while (true) {
            Map<String, String> states = rest.jobs();
            boolean running = false;
            for (JobRecord job : jobs) {
                String jobId = job.lastRun().map(Event::jobId).orElse(null);
                String state = states.get(jobId);
                if (state != null && !isEnded(state)) {
                    running = true;
                    if (!asked) {
                        rest.cancel(jobId);
                    }
                }
            }
            asked = true;
            if (!running) {
                return;
            }
            if (Instant.now().isAfter(deadline)) {
                throw new IOException("jobs still run " + CANCEL_PATIENCE.toSeconds() + " s after they were cancelled");
            }
            Thread.sleep(100);
        }
    }

    private JobStatus status(JobRecord job, Map<String, String> states, String unreachable) {
        Optional<Event> run = job.lastRun();
        String jobId = run.map(Event::jobId).orElse(null);
        String known = states.get(jobId);
        String state = known != null
                ? known
                : job.desired() == Desired.RUNNING ? "LOST" : job.desired().name();
        Trouble trouble = troubles.get(job.spec().name());
        String problem = unreachable != null ? unreachable : trouble == null ? null : trouble.reason();
        return new JobStatus(
                job.spec().name(),
                state,
                jobId,
                (int) job.history().stream().filter(Event::isRun).count(),
                run.map(Event::restoredFrom).map(Path::toString).orElse(null),
                problem);
    }

    private void trouble(JobRecord job, String reason) {
        String name = job.spec().name();
        Trouble before = troubles.get(name);
        Duration pause = before == null ? FIRST_PAUSE : before.pause().multipliedBy(2);
        if (pause.compareTo(LONGEST_PAUSE) > 0) {
            pause = LONGEST_PAUSE;
        }
        if (before == null || !before.reason().equals(reason)) {
            note.accept("Job '" + name + "' does not run: " + reason + ". It is tried again.");
        }
        troubles.put(name, new Trouble(reason, pause, Instant.now().plus(pause)));
    }

    private boolean mayTryAgain(JobRecord job) {
        Trouble trouble = troubles.get(job.spec().name());
        return trouble == null || Instant.now().isAfter(trouble.notBefore());
    }

    private static boolean isEnded(String state) {
        return state.equals("FAILED") || state.equals("CANCELED") || state.equals("FINISHED");
    }

    private static String newJobId() {
        byte[] random = new byte[16];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }

    /** Of its content: an upgraded jar is another one, an unchanged one is uploaded once. */
    private static String uniqueName(Path jar) throws IOException {
        try (InputStream in = Files.newInputStream(jar)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] buffer = new byte[1 << 16];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
            return HexFormat.of().formatHex(digest.digest(), 0, 8) + "-" + jar.getFileName();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    private static StackException interrupted(String doing, InterruptedException cause) {
        Thread.currentThread().interrupt();
        return new StackException("Interrupted while " + doing, cause);
    }

    private record Trouble(String reason, Duration pause, Instant notBefore) {}
}
