package org.taxbrain.pipelines.files;

import com.jcraft.jsch.ChannelSftp;
import com.jcraft.jsch.SftpException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.component.file.FileComponent;
import org.apache.camel.component.file.GenericFile;
import org.apache.camel.component.file.GenericFileEndpoint;
import org.apache.camel.component.file.GenericFileOperationFailedException;
import org.apache.camel.component.file.GenericFileOperations;
import org.apache.camel.component.file.remote.RemoteFile;
import org.apache.camel.component.file.remote.SftpRemoteFile;

/** What is done in a department's folder beside fetching, over the consumer's own connection. */
@SuppressWarnings("rawtypes") // so Camel declares its remote files
final class RemoteFolder {
    private final GenericFileOperations<SftpRemoteFile> operations;
    private final GenericFileEndpoint<SftpRemoteFile> endpoint;
    private final String directory;

    RemoteFolder(GenericFileOperations<SftpRemoteFile> operations, GenericFileEndpoint<SftpRemoteFile> endpoint) {
        this.operations = operations;
        this.endpoint = endpoint;
        this.directory = endpoint.getConfiguration().getDirectory();
    }

    /** A file as the server lists it now; empty if it is not there. */
    Optional<SftpRemoteFile> find(String name) {
        try {
            SftpRemoteFile[] listed = operations.listFiles(path(name));
            return listed.length == 0 ? Optional.empty() : Optional.of(listed[0]);
        } catch (GenericFileOperationFailedException e) {
            if (e.getCause() instanceof SftpException sftp && sftp.id == ChannelSftp.SSH_FX_NO_SUCH_FILE) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** A small file's text. */
    String read(String name) throws IOException {
        RemoteFile<SftpRemoteFile> target = new RemoteFile<>();
        target.setRelativeFilePath(name);
        Exchange exchange = endpoint.createExchange();
        exchange.setProperty(FileComponent.FILE_EXCHANGE_FILE, target);
        operations.retrieveFile(path(name), exchange, -1);
        Path local = Path.of(endpoint.getLocalWorkDirectory()).resolve(name);
        try {
            return Files.readString(local, StandardCharsets.UTF_8);
        } finally {
            Files.delete(local);
        }
    }

    /** Whether a file is still the one that was listed: a department may replace it while it is read. */
    boolean isUnchanged(GenericFile<SftpRemoteFile> listed) {
        return find(listed.getFileNameOnly())
                .filter(now -> now.getFileLength() == listed.getFileLength()
                        && now.getLastModified() == listed.getLastModified())
                .isPresent();
    }

    /** Moves a file into a folder below, in the place of one of the same name. */
    void move(String name, String folder) {
        String target = below(folder, name);
        if (operations.existsFile(target)) {
            operations.deleteFile(target);
        }
        operations.renameFile(path(name), target);
    }

    void write(String name, String folder, String text) throws Exception {
        Exchange exchange = endpoint.createExchange();
        exchange.getIn().setBody(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
        operations.storeFile(below(folder, name), exchange, -1);
    }

    private String below(String folder, String name) {
        if (!operations.buildDirectory(path(folder), false)) {
            throw new GenericFileOperationFailedException(
                    "the folder " + path(folder) + " can't be made; let the department allow it");
        }
        return path(folder) + "/" + name;
    }

    private String path(String name) {
        return directory + "/" + name;
    }
}
