package org.taxbrain.pipelines.files;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.component.file.FileConstants;
import org.apache.camel.component.file.GenericFile;
import org.apache.camel.component.file.GenericFileEndpoint;
import org.apache.camel.component.file.GenericFileOperations;
import org.apache.camel.component.file.GenericFileProcessStrategy;
import org.apache.camel.component.file.remote.SftpRemoteFile;
import org.apache.camel.spi.ExceptionHandler;
import org.apache.camel.spi.PollingConsumerPollStrategy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.taxbrain.connectors.files.FileIntake;
import org.taxbrain.connectors.files.FileRefusedException;
import org.taxbrain.connectors.health.Feed;
import org.taxbrain.connectors.health.FeedState;
import org.taxbrain.connectors.kafka.LandingException;
import org.taxbrain.pipelines.CountedLanding;
import org.taxbrain.pipelines.Pause;

/**
 * The files of one dataset: which of them may be fetched, what becomes of them at the department's, how the feed is doing. A
 * file stays where it is until all of it has landed. Camel calls all of it from the one thread of its consumer.
 */
@SuppressWarnings("rawtypes") // so Camel declares its remote files
final class FolderFeed
        implements GenericFileProcessStrategy<SftpRemoteFile>, PollingConsumerPollStrategy, ExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(FolderFeed.class);
    private static final String CONTROL = "taxbrain.control";
    private static final String CONTROL_IS_OLDER = "taxbrain.control-is-older";
    private static final String OUTCOME = "taxbrain.outcome";
    private static final String TAKEN = ".done";
    private static final String REFUSED = "refused";

    private final String dataset;
    private final String controlSuffix;
    private final DepartmentServer server;
    private final FileIntake intake;
    private final CountedLanding landing;
    private final Feed feed;
    private final Pause connecting = new Pause(Duration.ofSeconds(1), Duration.ofSeconds(30));
    private final Pause taking = new Pause(Duration.ofSeconds(1), Duration.ofSeconds(60));

    /** Files without a control file: length and time at the poll before. */
    private final Map<String, Stand> stands = new HashMap<>();

    private final TreeSet<String> waiting = new TreeSet<>();
    private Instant pollBegan;
    private boolean failed;
    private String lastFailure;
    private String lastRefusal;

    private record Stand(long length, long modified) {}

    /** What is to become of a fetched file at the department's. */
    private record Outcome(String folder, String reason) {
        private static final Outcome STAYS = new Outcome(null, null);
    }

    /** @param controlSuffix of the control file; null: the dataset has none */
    FolderFeed(
            String dataset,
            String controlSuffix,
            DepartmentServer server,
            FileIntake intake,
            CountedLanding landing,
            Feed feed) {
        this.dataset = dataset;
        this.controlSuffix = controlSuffix;
        this.server = server;
        this.intake = intake;
        this.landing = landing;
        this.feed = feed;
    }

    boolean accepts(GenericFile<SftpRemoteFile> file) {
        return intake.matches(file.getFileNameOnly());
    }

    // ---- polls

    @Override
    public boolean begin(Consumer consumer, Endpoint endpoint) {
        waiting.clear();
        failed = false;
        pollBegan = Instant.now();
        return !connecting.isOn();
    }

    @Override
    public void commit(Consumer consumer, Endpoint endpoint, int polledMessages) {
        connecting.worked();
        if (!failed) {
            lastFailure = null;
            feed.is(FeedState.RUNNING);
            if (waiting.isEmpty()) {
                feed.lookedThrough(pollBegan);
            }
        }
        feed.notes(notice());
    }

    @Override
    public boolean rollback(Consumer consumer, Endpoint endpoint, int retryCounter, Exception cause) {
        report(server.explain(cause));
        if (server.needsAPerson(cause)) {
            connecting.failedForLong();
        } else {
            connecting.failed();
        }
        ((TrustedSftp.Folder) endpoint).reconnect();
        return false;
    }

    private String notice() {
        if (waiting.isEmpty()) {
            return lastRefusal;
        }
        String waits = "waiting for the control files of " + waiting;
        return lastRefusal == null ? waits : waits + "; " + lastRefusal;
    }

    private void report(String message) {
        failed = true;
        feed.retries(message);
        if (!message.equals(lastFailure)) {
            LOG.warn("{}: {}", dataset, message);
            lastFailure = message;
        }
    }

    // ---- one file

    @Override
    public void prepareOnStartup(
            GenericFileOperations<SftpRemoteFile> operations, GenericFileEndpoint<SftpRemoteFile> endpoint) {
        // nothing is locked at the department's
    }

    @Override
    public boolean begin(
            GenericFileOperations<SftpRemoteFile> operations,
            GenericFileEndpoint<SftpRemoteFile> endpoint,
            Exchange exchange,
            GenericFile<SftpRemoteFile> file)
            throws IOException {
        if (taking.isOn()) {
            failed = true;
            return false;
        }
        if (controlSuffix == null) {
            Stand stand = new Stand(file.getFileLength(), file.getLastModified());
            return stand.equals(stands.put(file.getFileNameOnly(), stand));
        }
        RemoteFolder folder = new RemoteFolder(operations, endpoint);
        String controlName = file.getFileNameOnly() + controlSuffix;
        Optional<SftpRemoteFile> control = folder.find(controlName);
        if (control.isEmpty()) {
            waiting.add(file.getFileNameOnly());
            return false;
        }
        exchange.setProperty(CONTROL, folder.read(controlName));
        exchange.setProperty(CONTROL_IS_OLDER, control.get().getLastModified() < file.getLastModified());
        return true;
    }

    /** Takes a fetched file. */
    void take(Exchange exchange) {
        Path local = Path.of(exchange.getIn().getHeader(FileConstants.FILE_LOCAL_WORK_PATH, String.class));
        String name = exchange.getIn().getHeader(FileConstants.FILE_NAME_ONLY, String.class);
        exchange.setProperty(OUTCOME, Outcome.STAYS);
        try {
            FileIntake.Taken taken = intake.take(local, name, exchange.getProperty(CONTROL, String.class));
            taking.worked();
            feed.took();
            exchange.setProperty(OUTCOME, new Outcome(TAKEN, null));
            LOG.info(
                    "{}: {} taken as revision {} of {}: {} rows, {} deletions{}",
                    dataset,
                    name,
                    taken.revision(),
                    taken.businessDate(),
                    taken.rows(),
                    taken.deletions(),
                    taken.again() ? "; the same content was taken before" : "");
        } catch (FileRefusedException e) {
            if (e.digestDiffers() && exchange.getProperty(CONTROL_IS_OLDER, false, Boolean.class)) {
                waiting.add(name); // what lies there is the control file of what lay there before
            } else if (isTold(local, name, e)) {
                exchange.setProperty(OUTCOME, new Outcome(REFUSED, e.getMessage()));
                feed.refused();
                lastRefusal = "refused " + name + " at " + Instant.now() + ": " + e.getMessage();
                LOG.warn("{}: {} is refused: {}", dataset, name, e.getMessage());
            }
        } catch (RuntimeException | Error e) {
            // an Error too, such as of a trailer's expression on a line that is too long for it: Camel would take it
            // for its
            // own stopping, and neither the feed nor the next file would know
            landing.discard();
            fileFailed(e);
        }
    }

    /** Tells the books of a refused file, before it is moved away; false if that failed: it is fetched again. */
    private boolean isTold(Path local, String name, FileRefusedException refusal) {
        try {
            intake.refused(local, name, refusal.getMessage());
            return true;
        } catch (RuntimeException | Error e) {
            landing.discard();
            fileFailed(e);
            return false;
        }
    }

    private void fileFailed(Throwable e) {
        report(e instanceof LandingException ? e.getMessage() : server.explain(e));
        taking.failed();
    }

    @Override
    public void commit(
            GenericFileOperations<SftpRemoteFile> operations,
            GenericFileEndpoint<SftpRemoteFile> endpoint,
            Exchange exchange,
            GenericFile<SftpRemoteFile> file) {
        Outcome outcome = exchange.getProperty(OUTCOME, Outcome.STAYS, Outcome.class);
        if (outcome.folder == null) {
            return;
        }
        try {
            putAway(new RemoteFolder(operations, endpoint), outcome, file);
        } catch (Exception e) {
            // It is landed; fetched again, it lands again as a duplicate.
            fileFailed(e);
        }
    }

    private void putAway(RemoteFolder folder, Outcome outcome, GenericFile<SftpRemoteFile> file) throws Exception {
        String name = file.getFileNameOnly();
        if (!folder.isUnchanged(file)) {
            return; // replaced meanwhile: the next poll takes what lies there now
        }
        if (outcome.reason != null) {
            folder.write(name + ".reason.txt", outcome.folder, outcome.reason + System.lineSeparator());
        }
        folder.move(name, outcome.folder);
        stands.remove(name);
        if (controlSuffix != null && folder.find(name + controlSuffix).isPresent()) {
            folder.move(name + controlSuffix, outcome.folder);
        }
    }

    @Override
    public void abort(
            GenericFileOperations<SftpRemoteFile> operations,
            GenericFileEndpoint<SftpRemoteFile> endpoint,
            Exchange exchange,
            GenericFile<SftpRemoteFile> file) {
        // not fetched: nothing to put back
    }

    @Override
    public void rollback(
            GenericFileOperations<SftpRemoteFile> operations,
            GenericFileEndpoint<SftpRemoteFile> endpoint,
            Exchange exchange,
            GenericFile<SftpRemoteFile> file) {
        // The route itself does not throw: Camel is being stopped. The file stays, and is fetched again at the next
        // start.
        LOG.info("{}: stopped while {} was under way; it is fetched again", dataset, file.getFileNameOnly());
    }

    // ---- what Camel could not fetch

    @Override
    public void handleException(Throwable exception) {
        fileFailed(exception);
    }

    @Override
    public void handleException(String message, Throwable exception) {
        fileFailed(exception);
    }

    @Override
    public void handleException(String message, Exchange exchange, Throwable exception) {
        fileFailed(exception);
    }
}
