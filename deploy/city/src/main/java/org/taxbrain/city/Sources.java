package org.taxbrain.city;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;

/**
 * Where the departments keep their data, and with which logins they write it.
 *
 * @param propertyRegister front-end database of the register of real estate
 * @param taxCore front-end database of the tax core
 * @param court the court's own database
 * @param exchangeTables tables that departments share on the data-sharing platform
 * @param sftp the departments' file server
 * @param push where departments push to; null: nobody listens, and nothing is pushed
 * @param keptDir what was sent is kept here: {@code deliveries.jsonl} and the files
 * @param truthDir the truth about dirty rows is written here; a pipeline never reads it
 */
public record Sources(
        Database propertyRegister,
        Database taxCore,
        Database court,
        Database exchangeTables,
        Sftp sftp,
        Push push,
        Path keptDir,
        Path truthDir) {

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
     * Who takes what departments push.
     *
     * @param url address without path
     * @param secret that requests are signed with
     */
    public record Push(URI url, String secret) {
        @Override
        public String toString() {
            return url.toString();
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
