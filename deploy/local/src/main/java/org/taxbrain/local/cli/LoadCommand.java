package org.taxbrain.local.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.taxbrain.city.Sources;
import org.taxbrain.city.out.FileLine;
import org.taxbrain.local.Port;
import org.taxbrain.local.Ports;
import org.taxbrain.local.StackLayout;
import org.taxbrain.local.servers.Applications;
import org.taxbrain.schemas.catalogue.Dataset;
import org.taxbrain.schemas.catalogue.Descriptor;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Hands over a file as a department would. */
@Command(
        name = "load",
        mixinStandardHelpOptions = true,
        description = {
            "Hand a file to the running stack as its department would: over SFTP, into the dataset's folder.",
            "Where a dataset is sent with a control file, it must lie beside FILE under the name that the dataset declares."
        })
final class LoadCommand implements Callable<Integer> {
    @ParentCommand
    private Taxbrain taxbrain;

    @Parameters(index = "0", paramLabel = "DATASET", description = "Id of a dataset that comes as files.")
    private String datasetId;

    @Parameters(index = "1", paramLabel = "FILE", description = "The file; its name as the dataset declares it.")
    private Path file;

    @Override
    public Integer call() throws IOException {
        StackLayout layout = taxbrain.layout();
        Ports ports = Ports.of(Urls.running(layout));
        Applications applications = new Applications(layout, ports);
        Dataset dataset = applications.catalogue().dataset(datasetId);
        Descriptor.Files source = dataset.descriptor().source().files();
        if (source == null) {
            throw new CliException("The dataset " + datasetId + " does not come as files");
        }
        String name = file.getFileName().toString();
        if (!Files.isRegularFile(file)) {
            throw new CliException(file + " is not a file");
        }
        if (!name.replaceFirst("\\.(gz|zip)$", "").matches(source.name())) {
            throw new CliException("The name " + name + " is not one of " + datasetId + ": it must match "
                    + source.name() + ", and may end in .gz or .zip");
        }
        Path control = source.control() == null ? null : file.resolveSibling(name + source.control());
        if (control != null && !Files.isRegularFile(control)) {
            throw new CliException(datasetId + " is sent with a control file: " + control
                    + " is missing (java properties rows, total, sm3; docs/contracts.md)");
        }
        send(source, control, ports, applications);
        System.out.println("Handed over " + name + " (" + Files.size(file)
                + " bytes); ./taxbrain status shows its feed, ./taxbrain quarantine list what was not accepted.");
        return 0;
    }

    private void send(Descriptor.Files source, Path control, Ports ports, Applications applications)
            throws IOException {
        Map<String, String> passwords = applications.sftpPasswords();
        if (!passwords.containsKey(source.system())) {
            throw new CliException("The local SFTP server has no login of the system " + source.system() + "; it has "
                    + passwords.keySet());
        }
        Sources.Sftp server = new Sources.Sftp(
                "127.0.0.1",
                ports.get(Port.DEPARTMENTS_SFTP),
                applications.sftpFingerprint(),
                Map.of(source.system(), new Sources.Login(source.system(), passwords.get(source.system()))));
        String name = file.getFileName().toString();
        try (FileLine line = FileLine.open(server, source.system())) {
            line.folder(source.directory());
            if (control != null) {
                // a reader that sees the old control file beside the new content would refuse it
                line.delete(source.directory(), name + source.control());
            }
            line.put(file, source.directory(), name);
            if (control != null) {
                line.put(control, source.directory(), name + source.control());
            }
        }
    }
}
