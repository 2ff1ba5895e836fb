package org.taxbrain.connectors.cdc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import javax.net.ssl.SSLException;
import org.taxbrain.connectors.config.ConfigurationException;
import org.taxbrain.connectors.kafka.LandingException;

/** Says for a person what a failure means: what, where, what to do. Never quotes the database, which may quote a row. */
final class Faults {
    static final String INSUFFICIENT_PRIVILEGE = "42501";

    private Faults() {}

    /** The message for the status page and the log. */
    static String explain(Throwable failure, CdcDatabase database) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof CdcException
                    || t instanceof LandingException
                    || t instanceof ConfigurationException
                    || t instanceof UncheckedIOException) {
                return t.getMessage();
            }
            if (t instanceof SQLException sql && sql.getSQLState() != null) {
                return isOf(sql, SSLException.class) ? untrusted(database) : explain(sql.getSQLState(), database);
            }
        }
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof IOException) {
                return "the connection to " + database + " broke off; it is made again";
            }
        }
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return "capture from " + database + " failed ("
                + root.getClass().getSimpleName() + at(root) + "); it is started again. If it fails again and again,"
                + " look for this in the log of the database server";
    }

    private static boolean isOf(Throwable failure, Class<? extends Throwable> cause) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (cause.isInstance(t)) {
                return true;
            }
        }
        return false;
    }

    private static String untrusted(CdcDatabase database) {
        return "the database " + database + " shows no certificate that is trusted, or not one for " + database.host()
                + "; check sslmode and sslrootcert in taxbrain.systems." + database.system()
                + ".url, and ask the department, by another way, for the certificate of its authority";
    }

    private static String at(Throwable root) {
        StackTraceElement[] trace = root.getStackTrace();
        return trace.length == 0 ? "" : " at " + trace[0];
    }

    private static String explain(String sqlState, CdcDatabase database) {
        return switch (sqlState) {
            case "08001", "08004", "08006", "08003", "08000" ->
                "can't reach the database " + database + "; is it running, and is taxbrain.systems." + database.system()
                        + ".url right?";
            case "28P01", "28000" ->
                "the database " + database + " refuses login " + database.user()
                        + "; check taxbrain.systems." + database.system()
                        + ".user and .password-file, that the login has the REPLICATION attribute, and whether the database"
                        + " takes encrypted connections alone (sslmode in the URL)";
            case "3D000" ->
                "there is no database " + database.database() + " at " + database.where() + "; check taxbrain.systems."
                        + database.system() + ".url";
            case INSUFFICIENT_PRIVILEGE ->
                "login " + database.user() + " lacks a right in " + database
                        + "; it needs REPLICATION, and SELECT on the captured tables";
            case "55006" ->
                "the replication slot in " + database + " is in use; does another instance of the pipelines run?";
            case "53400", "53300" ->
                "the database " + database
                        + " has no free connection or replication slot; raise max_replication_slots, max_wal_senders or max_connections";
            case "57P01", "57P02", "57P03" ->
                "the database " + database + " is stopping or starting; it is asked again";
            case "58P01", "XX002" ->
                "the database " + database
                        + " no longer has the log that the replication slot needs; drop the slot to have all rows read again";
            default -> "the database " + database + " answered with SQL state " + sqlState + "; its log says why";
        };
    }
}
