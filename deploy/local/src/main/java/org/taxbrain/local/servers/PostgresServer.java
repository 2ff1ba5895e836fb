package org.taxbrain.local.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.taxbrain.local.Component;
import org.taxbrain.local.Port;
import org.taxbrain.local.Ports;
import org.taxbrain.local.StackException;
import org.taxbrain.local.StackLayout;
import org.taxbrain.local.process.Launch;
import org.taxbrain.local.process.ManagedProcess;
import org.taxbrain.local.process.ProcFs;
import org.taxbrain.local.process.ProcessIdentity;

/** One PostgreSQL server with every department's database; what it has committed survives kill -9. */
public final class PostgresServer {

    /** Changes with the binaries' version, so that an upgrade of the build unpacks anew. */
    private static final String PROGRAMS = "programs-17.9.0";

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String SUPERUSER = "postgres";

    private final StackLayout layout;
    private final Ports ports;
    private final Secrets secrets;

    public PostgresServer(StackLayout layout, Ports ports) {
        this.layout = layout;
        this.ports = ports;
        this.secrets = new Secrets(layout.secrets());
    }

    /** Roles and what they may do. */
    public enum Role {
        /** Everything; for the stack itself. */
        POSTGRES,
        /** Owns the databases and their tables: the department's own software. */
        DEPARTMENT,
        /** Replication, and reading the tables of the captured databases. */
        CDC,
        /** Reads the court's database. */
        COURT_API,
        /** Reads the tables that departments share. */
        TABLE_READER;

        /** Its name in PostgreSQL. */
        public String roleName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** JDBC address of a database, without user. */
    public String jdbcUrl(Database database) {
        return jdbcUrl(database.databaseName());
    }

    /** File with a role's password. */
    public Path passwordFile(Role role) {
        return secrets.file(role.roleName() + ".password");
    }

    /** A connection in the given role. */
    public Connection connect(Database database, Role role) throws SQLException {
        return connect(database.databaseName(), role);
    }

    /** How it is started. */
    public Launch launch() {
        List<String> command = new ArrayList<>(WithoutRoot.prefix());
        command.add(programs().resolve("bin/postgres").toString());
        command.addAll(List.of("-D", data().toString()));
        settings().forEach((name, value) -> command.addAll(List.of("-c", name + "=" + value)));
        return new Launch(
                Component.POSTGRES.id(),
                command,
                environment(),
                folder(),
                layout.log(Component.POSTGRES),
                this::prepare,
                started -> problem(),
                PATIENCE,
                // "fast": ends sessions; TERM would wait for every client to go by itself
                "INT");
    }

    /** Makes roles, databases, publications and default privileges, as far as they are missing. */
    public void provision() {
        try (Connection connection = connect(SUPERUSER, Role.POSTGRES)) {
            new PostgresProvisioning(this::password).roles(connection);
            new PostgresProvisioning(this::password).databases(connection);
        } catch (SQLException e) {
            throw new StackException("PostgreSQL runs but could not be provisioned: " + e.getMessage(), e);
        }
        for (Database database : Database.values()) {
            try (Connection connection = connect(database, Role.POSTGRES)) {
                new PostgresProvisioning(this::password).privileges(connection, database);
            } catch (SQLException e) {
                throw new StackException(
                        "The database " + database.databaseName() + " could not be provisioned: " + e.getMessage(), e);
            }
        }
    }

    private Map<String, String> settings() {
        return Map.ofEntries(
                Map.entry("listen_addresses", "127.0.0.1"),
                Map.entry("port", Integer.toString(ports.get(Port.POSTGRES))),
                Map.entry("unix_socket_directories", ""),
                Map.entry("fsync", "on"),
                Map.entry("synchronous_commit", "on"),
                Map.entry("full_page_writes", "on"),
                Map.entry("wal_level", "logical"),
                Map.entry("max_wal_senders", "12"),
                Map.entry("max_replication_slots", "12"),
                Map.entry("max_connections", "80"),
                Map.entry("shared_buffers", "128MB"),
                Map.entry("max_wal_size", "1GB"),
                Map.entry("password_encryption", "scram-sha-256"),
                Map.entry("timezone", "Asia/Shanghai"),
                Map.entry("log_timezone", "UTC"),
                Map.entry("jit", "off"));
    }

    private void prepare() throws IOException, InterruptedException {
        Path programs = PostgresBinaries.unpack(programs());
        // after kill -9 of the server its children need a moment to notice; a new one must not start over them
        ProcessIdentity.kill(ProcessIdentity.withDescendants(ProcFs.runningFrom(programs)));
        if (!Files.exists(data())) {
            initialise(programs);
        }
        Files.deleteIfExists(data().resolve("postmaster.pid"));
        Files.writeString(data().resolve("pg_hba.conf"), """
                # loopback only, password always
                host all         all 127.0.0.1/32 scram-sha-256
                host replication all 127.0.0.1/32 scram-sha-256
                """);
    }

    private void initialise(Path programs) throws IOException, InterruptedException {
        Path unfinished = folder().resolve("data.new");
        Folders.deleteTree(unfinished);
        List<String> command = new ArrayList<>(WithoutRoot.prefix());
        command.addAll(List.of(
                programs.resolve("bin/initdb").toString(),
                "-D",
                unfinished.toString(),
                "--username=" + SUPERUSER,
                "--auth=scram-sha-256",
                "--pwfile=" + passwordFile(Role.POSTGRES),
                "--encoding=UTF8",
                "--locale=C"));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        layout.log(Component.POSTGRES).toFile()));
        builder.environment().putAll(environment());
        int exitCode = builder.start().waitFor();
        if (exitCode != 0) {
            throw new StackException("PostgreSQL's initdb ended with " + exitCode + ". Last lines of "
                    + layout.log(Component.POSTGRES) + ":\n  "
                    + String.join("\n  ", ManagedProcess.lastLines(layout.log(Component.POSTGRES), 10)));
        }
        Files.move(unfinished, data(), StandardCopyOption.ATOMIC_MOVE);
    }

    private Optional<String> problem() {
        try (Connection connection = connect(SUPERUSER, Role.POSTGRES)) {
            return connection.isValid(2) ? Optional.empty() : Optional.of("a connection was not valid");
        } catch (SQLException e) {
            return Optional.of(e.getMessage());
        }
    }

    private Connection connect(String database, Role role) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", role.roleName());
        properties.setProperty("password", password(role));
        properties.setProperty("connectTimeout", "3");
        properties.setProperty("ApplicationName", "taxbrain-stack");
        return DriverManager.getConnection(jdbcUrl(database), properties);
    }

    /** A role's password. */
    public String password(Role role) {
        return secrets.read(role.roleName() + ".password");
    }

    private String jdbcUrl(String database) {
        return "jdbc:postgresql://" + ports.address(Port.POSTGRES) + "/" + database;
    }

    private static Map<String, String> environment() {
        return Map.of("LC_ALL", "C", "TZ", "UTC");
    }

    private Path folder() {
        return layout.folder(Component.POSTGRES);
    }

    private Path programs() {
        return folder().resolve(PROGRAMS);
    }

    private Path data() {
        return folder().resolve("data");
    }
}
