package org.taxbrain.departments;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Both servers of the departments, running. */
public final class Departments implements AutoCloseable {
    /** Written in the data folder once both servers listen: sftpPort, httpPort, hostKey, pid. */
    public static final String READY_FILE = "departments.json";

    private final FileServer files;
    private final InterfaceServer interfaces;
    private final String fingerprint;

    private Departments(FileServer files, InterfaceServer interfaces, String fingerprint) {
        this.files = files;
        this.interfaces = interfaces;
        this.fingerprint = fingerprint;
    }

    /** Starts both servers; the database behind the interfaces need not be up yet. */
    public static Departments start(DepartmentsSettings settings) throws IOException, GeneralSecurityException {
        Path dir = settings.dataDir();
        Files.createDirectories(dir);
        Files.deleteIfExists(dir.resolve(READY_FILE));
        HostKey key = HostKey.of(dir);
        FileServer files = FileServer.start(settings, key);
        try {
            Departments departments = new Departments(files, InterfaceServer.start(settings), key.fingerprint());
            departments.announce(dir);
            return departments;
        } catch (IOException | RuntimeException e) {
            try (files) {
                throw e;
            }
        }
    }

    private void announce(Path dir) throws IOException {
        Map<String, Object> ready = new LinkedHashMap<>();
        ready.put("sftpPort", sftpPort());
        ready.put("httpPort", httpPort());
        ready.put("hostKey", fingerprint);
        ready.put("pid", ProcessHandle.current().pid());
        Path part = dir.resolve(READY_FILE + ".part");
        new ObjectMapper().writeValue(part.toFile(), ready);
        Files.move(part, dir.resolve(READY_FILE), StandardCopyOption.ATOMIC_MOVE);
    }

    /** Port of the SFTP server. */
    public int sftpPort() {
        return files.port();
    }

    /** Port of the departments' interfaces. */
    public int httpPort() {
        return interfaces.port();
    }

    /** Fingerprint of the SFTP server's host key, {@code SHA256:…}. */
    public String hostKey() {
        return fingerprint;
    }

    @Override
    public void close() throws IOException, SQLException {
        try (files) {
            interfaces.close();
        }
    }
}
