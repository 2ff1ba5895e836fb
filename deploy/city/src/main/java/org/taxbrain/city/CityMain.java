package org.taxbrain.city;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.taxbrain.city.day.ChangeKind;
import org.taxbrain.city.day.CityDay;
import org.taxbrain.city.day.DaySpec;
import org.taxbrain.city.dirt.Dirt;
import org.taxbrain.city.dirt.DirtRates;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Makes a sample city without the rest of the product around it. */
@Command(
        name = "city",
        mixinStandardHelpOptions = true,
        description = "Makes a sample city in the departments' own systems.",
        subcommands = {CityMain.Generate.class, CityMain.Push.class, CityMain.Day.class})
public final class CityMain {
    private CityMain() {}

    /** Runs a command; ends with its status. */
    public static void main(String[] args) {
        CommandLine line = new CommandLine(new CityMain());
        line.setExecutionExceptionHandler((e, command, parsed) -> {
            if (e instanceof CityException) {
                command.getErr().println(e.getMessage());
                if (e.getCause() != null) {
                    command.getErr().println("  " + e.getCause().getMessage());
                }
                return 1;
            }
            throw e;
        });
        System.exit(line.execute(args));
    }

    /** What city, and where. */
    static final class Options {
        @Option(names = "--taxpayers", defaultValue = "20000", description = "How many (default ${DEFAULT-VALUE})")
        long taxpayers;

        @Option(names = "--seed", defaultValue = "1", description = "Everything random follows from it (default 1)")
        long seed;

        @Option(names = "--start", description = "First business day (default 2026-03-02)")
        LocalDate start = CitySpec.DEFAULT_START;

        @Option(names = "--days", defaultValue = "5", description = "Business days (default ${DEFAULT-VALUE})")
        int days;

        @Option(names = "--dirt", description = "A kind of dirt and its rate, e.g. --dirt charset=0.01; repeatable")
        Map<String, Double> dirt = new HashMap<>();

        @Option(names = "--property-register", required = true, description = "JDBC URL")
        String propertyRegister;

        @Option(names = "--tax-core", required = true, description = "JDBC URL")
        String taxCore;

        @Option(names = "--court", required = true, description = "JDBC URL of the court's own database")
        String court;

        @Option(names = "--exchange-tables", required = true, description = "JDBC URL of the shared tables")
        String exchangeTables;

        @Option(names = "--db-user", required = true, description = "The departments' role in their databases")
        String dbUser;

        @ArgGroup(multiplicity = "1")
        Secret dbPassword;

        @Option(names = "--sftp", required = true, description = "host:port of the file server")
        String sftp;

        @Option(names = "--sftp-host-key", required = true, description = "SHA256:… fingerprint")
        String hostKey;

        @Option(names = "--sftp-password", description = "department=password, for each that hands over files")
        Map<String, String> sftpPasswords = new HashMap<>();

        @Option(names = "--sftp-password-file", description = "department=file: the same, from a file")
        Map<String, Path> sftpPasswordFiles = new HashMap<>();

        @Option(
                names = "--sm4-key-file",
                description = "department=file: the key with which it encrypts the files that it seals, hexadecimal")
        Map<String, Path> sm4Keys = new HashMap<>();

        @Option(
                names = "--sm2-private-key-file",
                description = "department=file: the key with which it signs them, PKCS #8 in Base64")
        Map<String, Path> sm2Keys = new HashMap<>();

        @Option(names = "--push", description = "Address that visits are pushed to; without it nothing is")
        URI push;

        @Option(names = "--push-secret-file", description = "The secret that they are signed with")
        Path pushSecret;

        @Option(names = "--kept", required = true, description = "Folder in which sent files are kept")
        Path kept;

        @Option(names = "--truth", required = true, description = "Folder for the truth about dirty rows")
        Path truth;

        CitySpec spec() {
            DirtRates rates = DirtRates.usual();
            for (Map.Entry<String, Double> e : dirt.entrySet()) {
                rates = rates.with(Dirt.of(e.getKey()), e.getValue());
            }
            return new CitySpec(taxpayers, seed, rates, start, days);
        }

        Sources sources() {
            int colon = sftp.lastIndexOf(':');
            if (colon < 1) {
                throw new CityException("--sftp: give host:port, not " + sftp);
            }
            Map<String, String> passwords = new HashMap<>(sftpPasswords);
            sftpPasswordFiles.forEach((department, file) -> passwords.put(department, Secret.read(file)));
            if (passwords.isEmpty()) {
                throw new CityException("Give --sftp-password or --sftp-password-file for each department.");
            }
            Map<String, Sources.Login> logins = new HashMap<>();
            passwords.forEach((department, password) ->
                    logins.put(department, new Sources.Login(department, password, seal(department))));
            return new Sources(
                    database(propertyRegister),
                    database(taxCore),
                    database(court),
                    database(exchangeTables),
                    new Sources.Sftp(
                            sftp.substring(0, colon), Integer.parseInt(sftp.substring(colon + 1)), hostKey, logins),
                    push(),
                    kept,
                    truth);
        }

        private Sources.Push push() {
            try {
                return push == null
                        ? null
                        : new Sources.Push(push, Files.readString(pushSecret).strip());
            } catch (IOException e) {
                throw new CityException("The secret of what is pushed can't be read", e);
            }
        }

        private Seal seal(String department) {
            Path sm4 = sm4Keys.get(department);
            Path sm2 = sm2Keys.get(department);
            try {
                return sm4 == null || sm2 == null
                        ? null
                        : Seal.of(Files.readString(sm4).strip(), Files.readString(sm2));
            } catch (IOException e) {
                throw new CityException("The keys of " + department + " can't be read", e);
            }
        }

        private Sources.Database database(String url) {
            return new Sources.Database(url, dbUser, dbPassword.value());
        }
    }

    /** A password, given, or read from the environment or a file. */
    static final class Secret {
        @Option(names = "--db-password", description = "Its password")
        String given;

        @Option(names = "--db-password-env", description = "Environment variable that holds its password")
        String variable;

        @Option(names = "--db-password-file", description = "File that holds its password")
        Path file;

        String value() {
            if (file != null) {
                return read(file);
            }
            return given != null ? given : System.getenv(variable);
        }

        static String read(Path file) {
            try {
                return Files.readString(file).strip();
            } catch (IOException e) {
                throw new CityException("The password in " + file + " can't be read", e);
            }
        }
    }

    /** Makes the city. */
    @Command(
            name = "generate",
            mixinStandardHelpOptions = true,
            description = "Creates the tables and writes what each department holds.")
    static final class Generate implements Callable<Integer> {
        @Mixin
        Options options;

        @Override
        public Integer call() {
            long begun = System.nanoTime();
            Map<String, Long> rows = City.generate(options.spec(), options.sources());
            rows.forEach((dataset, count) -> System.out.printf("%-20s %,12d rows%n", dataset, count));
            System.out.printf("%.1f s%n", (System.nanoTime() - begun) / 1e9);
            return 0;
        }
    }

    /** Pushes what departments push. */
    @Command(
            name = "push",
            mixinStandardHelpOptions = true,
            description = "Pushes what departments push of a generated city; waits until the pipelines listen.")
    static final class Push implements Callable<Integer> {
        @Mixin
        Options options;

        @Override
        public Integer call() {
            Sources sources = options.sources();
            if (sources.push() == null) {
                throw new CityException("Give --push, and --push-secret-file: where to, and signed with what.");
            }
            City.push(options.spec(), sources);
            return 0;
        }
    }

    /** Plays the day of changes. */
    @Command(
            name = "day",
            mixinStandardHelpOptions = true,
            description = "Lets a generated city live on for a day; run again, it goes on where it stopped.")
    static final class Day implements Callable<Integer> {
        @Mixin
        Options options;

        @Option(names = "--changes", defaultValue = "6000", description = "How many (default ${DEFAULT-VALUE})")
        long changes;

        @Option(names = "--rate", defaultValue = "100", description = "Changes a second (default ${DEFAULT-VALUE})")
        double rate;

        @Option(names = "--no-files", description = "Only rows, no files")
        boolean noFiles;

        @Override
        public Integer call() {
            Map<ChangeKind, LongAdder> kinds = new ConcurrentHashMap<>();
            long begun = System.nanoTime();
            new CityDay(
                            options.spec(),
                            new DaySpec(changes, rate, noFiles ? DaySpec.Files.NEVER : DaySpec.Files.AMID_CHANGES),
                            options.sources(),
                            c -> kinds.computeIfAbsent(c.kind(), k -> new LongAdder())
                                    .increment())
                    .run();
            new TreeMap<>(kinds).forEach((kind, count) -> System.out.printf("%-28s %,9d%n", kind, count.sum()));
            System.out.printf("%.1f s%n", (System.nanoTime() - begun) / 1e9);
            return 0;
        }
    }
}
