package org.taxbrain.connectors.cdc;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * A real PostgreSQL with logical decoding and durable commits, for tests: 127.0.0.1, a free port that it keeps when it is
 * stopped and started again over the same folder.
 */
public final class TestPostgres implements AutoCloseable {
    private final Path data;
    private final int port;
    private final Map<String, String> settings;
    private EmbeddedPostgres server;

    private TestPostgres(Path data, Map<String, String> settings) throws IOException {
        this.data = data;
        this.settings = settings;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            this.port = socket.getLocalPort();
        }
    }

    /** One that isn't started yet. */
    public static TestPostgres prepared(Path data) throws IOException {
        return new TestPostgres(data, Map.of());
    }

    /** One that takes encrypted connections alone, with a password from everyone but its superuser. */
    public static TestPostgres startSecured(Path data, Path key, Path certificate) throws IOException {
        Files.createDirectories(data);
        Path hba = Files.writeString(data.resolve("pg_hba.conf"), """
                hostssl all postgres 127.0.0.1/32 trust
                hostssl all,replication all 127.0.0.1/32 scram-sha-256
                """);
        TestPostgres postgres = new TestPostgres(
                data,
                Map.of(
                        "ssl", "on",
                        "ssl_key_file", key.toString(),
                        "ssl_cert_file", certificate.toString(),
                        "hba_file", hba.toString()));
        postgres.start();
        return postgres;
    }

    public static TestPostgres start(Path data) throws IOException {
        TestPostgres postgres = prepared(data);
        postgres.start();
        return postgres;
    }

    /** Starts it, also again after {@link #stop}. */
    public void start() throws IOException {
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                .setPort(port)
                .setDataDirectory(data.resolve("pg"))
                .setOverrideWorkingDirectory(data.resolve("bin").toFile())
                .setCleanDataDirectory(false)
                .setServerConfig("listen_addresses", "127.0.0.1")
                .setServerConfig("wal_level", "logical")
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("max_wal_senders", "40")
                .setServerConfig("max_replication_slots", "40")
                .setServerConfig("log_min_messages", "fatal");
        settings.forEach(builder::setServerConfig);
        server = builder.start();
    }

    public String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    /** A connection as superuser. */
    public Connection connect(String database) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", "postgres");
        properties.setProperty("password", "postgres");
        return DriverManager.getConnection(url(database), properties);
    }

    public void execute(String database, String... statements) throws SQLException {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement()) {
            for (String each : statements) {
                statement.execute(each);
            }
        }
    }

    /** The first column of the first row. */
    public String query(String database, String sql) throws SQLException {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? row.getString(1) : null;
        }
    }

    /** Kills the server and all its processes at once (kill -9), as a power failure would; then {@link #start} it again. */
    public void kill() throws IOException {
        long postmaster = Long.parseLong(
                Files.readAllLines(data.resolve("pg/postmaster.pid")).get(0));
        ProcessHandle server = ProcessHandle.of(postmaster).orElseThrow();
        List<ProcessHandle> processes =
                Stream.concat(Stream.of(server), server.descendants()).toList();
        processes.forEach(ProcessHandle::destroyForcibly);
        processes.forEach(p -> p.onExit().join());
        stop();
    }

    public void stop() throws IOException {
        if (server != null) {
            server.close();
            server = null;
        }
    }

    @Override
    public void close() throws IOException {
        stop();
    }
}
