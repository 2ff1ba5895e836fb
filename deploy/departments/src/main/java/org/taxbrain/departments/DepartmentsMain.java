package org.taxbrain.departments;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the departments' servers until the process is told to stop. Settings: environment, see {@link DepartmentsSettings}. */
public final class DepartmentsMain {
    private static final Logger LOG = LoggerFactory.getLogger(DepartmentsMain.class);

    private DepartmentsMain() {}

    /** Starts both servers; ends with status 2 if the settings are wrong, 1 if a server can't start. */
    public static void main(String[] args) throws InterruptedException {
        Departments departments;
        try {
            departments = Departments.start(DepartmentsSettings.read(System.getenv()));
        } catch (SettingsException e) {
            System.err.println(e.getMessage());
            System.exit(2);
            return;
        } catch (IOException | GeneralSecurityException e) {
            LOG.error("The departments' servers can't start; is a port taken, or the data folder not writable?", e);
            System.exit(1);
            return;
        }
        LOG.info(
                "SFTP on port {} (host key {}), interfaces on port {}",
                departments.sftpPort(),
                departments.hostKey(),
                departments.httpPort());
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(departments), "stop"));
        Thread.currentThread().join();
    }

    private static void stop(Departments departments) {
        try {
            departments.close();
        } catch (IOException | SQLException e) {
            LOG.warn("Not everything was closed in order", e);
        }
    }
}
