package org.taxbrain.pipelines.files;

import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.SftpException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import org.taxbrain.connectors.config.Configuration;
import org.taxbrain.connectors.config.ConfigurationException;
import org.taxbrain.connectors.config.SystemConfig;

/** A department's SFTP server: how to reach it, and what to tell people when it can't be reached. */
final class DepartmentServer {
    private static final int SSH = 22;
    private final String system;
    private final SystemConfig config;
    private final String user;
    private final HostKeyCheck hostKey;

    /** @throws ConfigurationException if a setting is missing; says which */
    DepartmentServer(Configuration configuration, String system) {
        this.system = system;
        this.config = configuration.system(system);
        if (!"sftp".equals(config.url().getScheme()) || config.url().getHost() == null) {
            throw new ConfigurationException(
                    property("url") + ": " + config.url() + " is not of the form sftp://host:port");
        }
        this.user = config.user().orElseThrow(() -> missing("user", "the login that the department gave"));
        this.hostKey = new HostKeyCheck(config.hostKey()
                .orElseThrow(() -> missing(
                        "host-key",
                        "the fingerprint SHA256:… that the department told you, not the one that the server shows")));
        password();
    }

    private ConfigurationException missing(String name, String what) {
        return new ConfigurationException(property(name) + " is missing; set it to " + what);
    }

    private String property(String name) {
        return "taxbrain.systems." + system + "." + name;
    }

    String address() {
        URI url = config.url();
        return url.getHost() + ":" + (url.getPort() < 0 ? SSH : url.getPort());
    }

    String user() {
        return user;
    }

    /** The password as it is set now: a file may have been changed since. */
    String password() {
        return config.requirePassword(system);
    }

    HostKeyCheck hostKey() {
        return hostKey;
    }

    /** What went wrong, where, and what to do. */
    String explain(Throwable failure) {
        String where = system + ": " + address();
        String found = hostKey.refused();
        for (Throwable e = failure; e != null; e = e.getCause()) {
            if (e instanceof ConfigurationException) {
                return e.getMessage();
            }
            if (e instanceof JSchException && found != null) {
                return where + " shows the host key " + found + ", not the one of " + property("host-key")
                        + "; ask the department which is right. Nothing is fetched until they agree";
            }
            if (e instanceof JSchException && message(e).startsWith("Auth")) {
                return where + " refuses the login of " + user + "; set " + property("user") + " and "
                        + property("password") + " (or -file) to what the department gave";
            }
            if (e instanceof ConnectException
                    || e instanceof UnknownHostException
                    || e instanceof NoRouteToHostException
                    || e instanceof SocketTimeoutException) {
                return where + " does not answer (" + message(e) + "); it is tried again. If it stays so, check "
                        + property("url") + " and ask the department";
            }
            if (message(e).contains("No space left on device")) {
                return "the disk of taxbrain.data-dir is full; make room. Files of " + system
                        + " stay with the department until then";
            }
        }
        return where + ": " + deepest(failure) + "; it is tried again";
    }

    /** Whether only a person can mend it: there is no use in asking every second, and some servers lock a login. */
    boolean needsAPerson(Throwable failure) {
        for (Throwable e = failure; e != null; e = e.getCause()) {
            if (e instanceof ConfigurationException
                    || e instanceof JSchException
                            && (hostKey.refused() != null || message(e).startsWith("Auth"))) {
                return true;
            }
        }
        return false;
    }

    private static String deepest(Throwable failure) {
        String text = message(failure);
        for (Throwable e = failure; e != null; e = e.getCause()) {
            if (e instanceof IOException || e instanceof SftpException || e instanceof JSchException) {
                text = message(failure) + " (" + message(e) + ")";
            }
        }
        return text;
    }

    private static String message(Throwable e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}
