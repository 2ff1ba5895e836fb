package org.taxbrain.city;

import java.nio.file.Path;
import java.util.Map;

/**
 * Where the departments keep their data, and with which logins they write it.
 *
 * @param propertyRegister front-end database of the register of real estate
 * @param taxCore front-end database of the tax core
 * @param court the court's own database
 * @param sftp the departments' file server
 * @param keptDir what was sent is kept here: {@code deliveries.jsonl} and the files
 * @param truthDir the truth about dirty rows is written here; a pipeline never reads it
 */
public record Sources(
        Database propertyRegister, Database taxCore, Database court, Sftp sftp, Path keptDir, Path truthDir) {

    /** A database and the department's own role in it. */
    public record Database(String url, String user, String password) {
        @Override
        public String toString() {
            return url + " as " + user;
        }
    }

    /**
     * A file server.
     *
     * @param host its address
     * @param port its port
     * @param hostKey fingerprint of its host key, {@code SHA256:…}
     * @param logins by department: {@code healthcare-security}, {@code public-security}, {@code bank}
     */
    public record Sftp(String host, int port, String hostKey, Map<String, Login> logins) {
        public Sftp {
            logins = Map.copyOf(logins);
        }
    }

    /**
     * A department's login.
     *
     * @param seal how it seals what it encrypts and signs; null: it sends everything in clear
     */
    public record Login(String user, String password, Seal seal) {
        /** The login of a department that seals nothing. */
        public Login(String user, String password) {
            this(user, password, null);
        }

        @Override
        public String toString() {
            return user;
        }
    }
}
