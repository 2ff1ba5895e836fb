package org.taxbrain.pipelines.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.file.GenericFile;
import org.apache.camel.component.file.remote.SftpRemoteFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.taxbrain.connectors.FileLanding;
import org.taxbrain.connectors.config.ConfigurationException;
import org.taxbrain.connectors.config.IndexConfig;
import org.taxbrain.connectors.files.FileIntake;
import org.taxbrain.connectors.files.PacedLanding;
import org.taxbrain.connectors.files.Seal;
import org.taxbrain.connectors.health.Feed;
import org.taxbrain.pipelines.CountedLanding;
import org.taxbrain.pipelines.Pipelines;
import org.taxbrain.schemas.catalogue.Dataset;
import org.taxbrain.schemas.catalogue.Descriptor;

/** One route for each of some datasets that come as files: the descriptor says where they lie and how they read. */
public final class FileRoutes extends RouteBuilder {
    private static final Logger LOG = LoggerFactory.getLogger(FileRoutes.class);
    private final Pipelines pipelines;
    private final Collection<Dataset> datasets;
    private final Optional<PacedLanding.Pace> pace;

    /** @param pace that all files share; empty: as fast as can be */
    public FileRoutes(Pipelines pipelines, Collection<Dataset> datasets, Optional<PacedLanding.Pace> pace) {
        this.pipelines = pipelines;
        this.datasets = List.copyOf(datasets);
        this.pace = pace;
    }

    /** The id of a dataset's route. */
    public static String routeId(String dataset) {
        return "files-" + dataset;
    }

    @Override
    public void configure() throws Exception {
        for (Dataset dataset : datasets) {
            Descriptor.Files files = dataset.descriptor().source().files();
            if (files != null) {
                Feed feed = pipelines.health().feed(files.system() + "/" + dataset.id(), List.of(dataset.id()));
                try {
                    route(dataset, files, feed);
                } catch (ConfigurationException | IOException e) {
                    LOG.error("{} is not fetched: {}", dataset.id(), e.getMessage());
                    feed.isMisconfigured(e.getMessage());
                }
            }
        }
    }

    private void route(Dataset dataset, Descriptor.Files files, Feed feed) throws Exception {
        DepartmentServer server = new DepartmentServer(pipelines.configuration(), files.system());
        Seal seal = Seal.of(files, pipelines.configuration());
        byte[] pepper = pipelines.configuration().get(IndexConfig.class).pepper();
        Path folder = pipelines.settings().dataDir().resolve("files").resolve(dataset.id());
        Path incoming = empty(folder.resolve("incoming"));
        CountedLanding landing = pipelines.landings().open(routeId(dataset.id()), feed);
        FileLanding paced =
                pace.<FileLanding>map(p -> new PacedLanding(landing, p)).orElse(landing);
        FileIntake intake = new FileIntake(dataset, folder, paced, pepper, Clock.systemUTC(), seal);
        intake.lastTaken().ifPresent(feed::tookAt);
        FolderFeed folderFeed = new FolderFeed(dataset.id(), files.control(), server, intake, landing, feed);

        TrustedSftp.Folder source = new TrustedSftp(getContext(), server).folder(files.directory());
        source.setLocalWorkDirectory(incoming.toString());
        source.setDelay(pipelines.settings().poll().toMillis());
        source.setInitialDelay(0);
        source.setMaximumReconnectAttempts(0);
        source.setAutoCreate(false);
        source.setFastExistsCheck(true);
        source.setFilter(folderFeed::accepts);
        source.setSorter(byName());
        source.setProcessStrategy(folderFeed);
        source.setPollStrategy(folderFeed);
        source.setExceptionHandler(folderFeed);
        from(source).routeId(routeId(dataset.id())).process(folderFeed::take);
    }

    /** Files of one dataset carry their dates in their names: the older one first. */
    @SuppressWarnings("rawtypes") // so Camel declares its remote files
    private static Comparator<GenericFile<SftpRemoteFile>> byName() {
        return Comparator.comparing(GenericFile::getFileNameOnly);
    }

    /** What a killed run had fetched is fetched again. */
    private static Path empty(Path folder) throws IOException {
        Files.createDirectories(folder);
        try (Stream<Path> left = Files.list(folder)) {
            for (Path file : left.toList()) {
                Files.delete(file);
            }
        }
        return folder;
    }
}
