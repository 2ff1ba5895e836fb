package org.taxbrain.city;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.taxbrain.city.out.Databases;
import org.taxbrain.departments.Departments;
import org.taxbrain.departments.DepartmentsSettings;

/** Real PostgreSQL and the departments' real servers in a temporary folder. */
final class Testbed implements AutoCloseable {
    /** With which the departments encrypt what they seal. */
    static final String SM4_KEY = "0123456789abcdeffedcba9876543210";

    private final EmbeddedPostgres postgres;
    private final Path dir;
    /** Those that hand over files. */
    private static final List<String> DEPARTMENTS = List.of(
            "healthcare-security", "public-security", "bank", "treasury", "provident-fund", "court-files", "utilities");

    /** Those that are asked by an interface. */
    private static final List<String> INTERFACES = List.of("court", "housing", "market-regulation", "regional-bureaus");

    private final Seal seal;
    private Departments departments;
    private int databases;

    Testbed(Path dir) throws Exception {
        this.dir = dir;
        this.seal = newSeal();
        postgres = EmbeddedPostgres.builder()
                .setServerConfig("listen_addresses", "127.0.0.1")
                .start();
        departments = Departments.start(DepartmentsSettings.read(environment(0)));
    }

    private static Seal newSeal() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", new BouncyCastleProvider());
        generator.initialize(new ECGenParameterSpec("sm2p256v1"));
        byte[] signer = generator.generateKeyPair().getPrivate().getEncoded();
        return Seal.of(SM4_KEY, Base64.getEncoder().encodeToString(signer));
    }

    /** New empty databases and folders. */
    Sources sources(String name) throws SQLException {
        int n = databases++;
        try (Connection c = postgres.getPostgresDatabase().getConnection();
                Statement s = c.createStatement()) {
            for (String database : new String[] {"property_register", "tax_core", "court", "exchange_tables"}) {
                s.execute("CREATE DATABASE " + database + n);
            }
        }
        Map<String, Sources.Login> logins = new HashMap<>();
        for (String department : DEPARTMENTS) {
            logins.put(department, new Sources.Login(department, "pw", seal));
        }
        return new Sources(
                database("property_register" + n),
                database("tax_core" + n),
                database("court" + n),
                database("exchange_tables" + n),
                new Sources.Sftp("127.0.0.1", departments.sftpPort(), departments.hostKey(), logins),
                null,
                dir.resolve(name + "/sent"),
                dir.resolve(name + "/truth"));
    }

    /** Where a department's files arrive. */
    Path arrived(String department) {
        return dir.resolve("departments/sftp").resolve(department);
    }

    /** Takes the file server away and brings it back on its port after a while. */
    void interruptFiles(long millis) throws Exception {
        int port = departments.sftpPort();
        departments.close();
        Thread.sleep(millis);
        departments = Departments.start(DepartmentsSettings.read(environment(port)));
    }

    /** Ends every session of a database, as a killed server would. */
    void cutConnections() throws SQLException {
        try (Connection c = postgres.getPostgresDatabase().getConnection();
                Statement s = c.createStatement()) {
            s.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'sample-city'");
        }
    }

    static String ask(Sources.Database database, String sql) throws SQLException {
        try (Connection c = Databases.connect(database);
                Statement s = c.createStatement();
                ResultSet rows = s.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private Sources.Database database(String name) {
        return new Sources.Database(
                "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/" + name, "postgres", "postgres");
    }

    private Map<String, String> environment(int sftpPort) {
        String p = "TAXBRAIN_DEPARTMENTS_";
        Map<String, String> settings = new HashMap<>(Map.of(
                p + "DATA_DIR",
                dir.resolve("departments").toString(),
                p + "SFTP_PORT",
                Integer.toString(sftpPort),
                p + "INTERFACES_URL",
                "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/court0",
                p + "INTERFACES_USER",
                "postgres",
                p + "INTERFACES_PASSWORD",
                "postgres"));
        for (String department : INTERFACES) {
            settings.put(p + department.toUpperCase(Locale.ROOT).replace('-', '_') + "_API_KEY", "key");
        }
        for (String department : DEPARTMENTS) {
            String login = department.toUpperCase(Locale.ROOT).replace('-', '_');
            settings.put(p + "SFTP_" + login + "_PASSWORD", "pw");
        }
        return settings;
    }

    @Override
    public void close() throws IOException, SQLException {
        try (postgres) {
            departments.close();
        }
    }
}
