package org.taxbrain.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.net.URI;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.sql.Connection;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.taxbrain.city.City;
import org.taxbrain.city.CitySpec;
import org.taxbrain.city.Seal;
import org.taxbrain.city.Sources;
import org.taxbrain.city.day.CityDay;
import org.taxbrain.city.day.DaySpec;
import org.taxbrain.departments.Departments;
import org.taxbrain.departments.DepartmentsSettings;
import org.taxbrain.oracle.compare.FaithfulIndex;

/** A generated city: its truth and the oracle's own checks tell the same story, and comparing is quick. */
class GeneratedCityIT {
    private static final int TAXPAYERS = Integer.getInteger("oracle.taxpayers", 2000);
    /** Those that hand over files. */
    private static final List<String> DEPARTMENTS = List.of(
            "healthcare-security", "public-security", "bank", "treasury", "provident-fund", "court-files", "utilities");

    /** Those that are asked by an interface. */
    private static final List<String> INTERFACES = List.of("court", "housing", "market-regulation", "regional-bureaus");

    private static final List<String> DATABASES = List.of("property_register", "tax_core", "court", "exchange_tables");

    @TempDir
    static Path folder;

    @Test
    void truthAndChecksAgreeOnEveryRow() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.builder().start();
                Departments departments = Departments.start(DepartmentsSettings.read(settings(postgres)));
                RealServer elasticsearch = RealServer.elasticsearch(folder.resolve("elasticsearch"))) {
            try (Connection connection = postgres.getPostgresDatabase().getConnection();
                    Statement statement = connection.createStatement()) {
                for (String database : DATABASES) {
                    statement.execute("CREATE DATABASE " + database);
                }
            }
            CitySpec spec = CitySpec.of(TAXPAYERS, 7);
            Sources sources = sources(postgres, departments);
            City.generate(spec, sources);
            URI url = URI.create("http://" + elasticsearch.address());
            OracleConfig config = config(postgres, url);
            FaithfulIndex index = new FaithfulIndex(url);

            Report bulk = compare(config, index);

            assertThat(bulk.testDataDefects()).isEmpty();
            // a day of changes: homes change hands, files are corrected, residents leave, keys change, rows are mended
            new CityDay(spec, new DaySpec(TAXPAYERS / 4, 500, DaySpec.Files.AMID_CHANGES), sources, change -> {}).run();

            Report report = compare(config, index);

            assertThat(report.testDataDefects()).isEmpty();
            assertThat(report.expectedCounts().keySet())
                    .contains("reminders.open-arrears", "reminders.case-interest-unpaid")
                    .contains("quarantine.taxpayer", "quarantine.medical-settlement", "quarantine.bank-statement");
            report.byIndex().forEach((name, found) -> {
                if (!name.equals("quarantine")) {
                    assertThat(found.total()).as(name).isZero();
                    assertThat(found.expected()).as(name).isPositive();
                }
            });
        }
    }

    private static Report compare(OracleConfig config, FaithfulIndex index) throws Exception {
        long start = System.nanoTime();
        OracleRun run = OracleRun.prepare(config, Progress.NONE);
        double prepared = (System.nanoTime() - start) / 1e9;
        index.create();
        index.fill(config.scratch(), SmallSources.PEPPER);
        Report report = run.compare(Progress.NONE);
        System.out.printf(
                "%,d taxpayers: expected state in %.1f s, compared in %.1f s%n%s%n",
                TAXPAYERS, prepared, report.seconds(), report.expectedCounts());
        return report;
    }

    private static OracleConfig config(EmbeddedPostgres postgres, URI elasticsearch) {
        return new OracleConfig(
                database(postgres, "oracle"),
                database(postgres, "property_register"),
                database(postgres, "tax_core"),
                database(postgres, "court"),
                database(postgres, "exchange_tables"),
                folder.resolve("sent"),
                folder.resolve("truth"),
                elasticsearch,
                null,
                SmallSources.PEPPER,
                LocalDate.now(ZoneId.of("Asia/Shanghai")),
                20);
    }

    private static Database database(EmbeddedPostgres postgres, String name) {
        return new Database("jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/" + name, "postgres", "postgres");
    }

    private static Sources sources(EmbeddedPostgres postgres, Departments departments) throws GeneralSecurityException {
        Seal seal = seal();
        Map<String, Sources.Login> logins =
                DEPARTMENTS.stream().collect(Collectors.toMap(d -> d, d -> new Sources.Login(d, "pw", seal)));
        return new Sources(
                source(postgres, "property_register"),
                source(postgres, "tax_core"),
                source(postgres, "court"),
                source(postgres, "exchange_tables"),
                new Sources.Sftp("127.0.0.1", departments.sftpPort(), departments.hostKey(), logins),
                null,
                folder.resolve("sent"),
                folder.resolve("truth"));
    }

    private static Seal seal() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", new BouncyCastleProvider());
        generator.initialize(new ECGenParameterSpec("sm2p256v1"));
        byte[] signer = generator.generateKeyPair().getPrivate().getEncoded();
        return Seal.of("0123456789abcdeffedcba9876543210", Base64.getEncoder().encodeToString(signer));
    }

    private static Sources.Database source(EmbeddedPostgres postgres, String name) {
        Database database = database(postgres, name);
        return new Sources.Database(database.url(), database.user(), database.password());
    }

    private static Map<String, String> settings(EmbeddedPostgres postgres) {
        String p = "TAXBRAIN_DEPARTMENTS_";
        Map<String, String> settings = new HashMap<>(Map.of(
                p + "DATA_DIR", folder.resolve("departments").toString(),
                p + "SFTP_PORT", "0",
                p + "INTERFACES_URL", database(postgres, "court").url(),
                p + "INTERFACES_USER", "postgres",
                p + "INTERFACES_PASSWORD", "postgres"));
        for (String department : INTERFACES) {
            settings.put(p + department.toUpperCase(Locale.ROOT).replace('-', '_') + "_API_KEY", "key");
        }
        for (String department : DEPARTMENTS) {
            String login = department.toUpperCase(Locale.ROOT).replace('-', '_');
            settings.put(p + "SFTP_" + login + "_PASSWORD", "pw");
        }
        return settings;
    }
}
