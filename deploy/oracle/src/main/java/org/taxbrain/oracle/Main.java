package org.taxbrain.oracle;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import java.util.TreeMap;
import org.taxbrain.oracle.books.Books;

/** The oracle by hand; {@code --help} says how. Exit code 0: no difference, 1: differences, 2: it could not be run. */
public final class Main {
    private static final String HELP = """
            Compares the index with what the departments' systems say should be in it.
              --scratch=URL             JDBC URL of the oracle's own database (created if absent)
              --property-register=URL --tax-core=URL --court=URL --exchange-tables=URL
              --user=NAME --password-file=FILE   of all five (a superuser)
              --sent=DIR --truth=DIR    what was sent as files, and the generator's truth
              --elasticsearch=URL --pepper-file=FILE
              --api-key-file=FILE       encoded API key of Elasticsearch that may read every index (optional); of an
                                        authority of one's own: java -Djavax.net.ssl.trustStore=FILE
              --kafka=HOST:PORT         balance the books as well (optional)
              --landing-day=DATE        the day on which the rows landed (today)
              --samples=N               differences to describe (50)
            """;

    private Main() {}

    /** Runs one comparison. */
    public static void main(String[] args) {
        try {
            System.exit(run(args) ? 0 : 1);
        } catch (OracleException | IllegalArgumentException | IOException e) {
            System.err.println(e.getMessage());
            System.exit(2);
        }
    }

    private static boolean run(String[] args) throws IOException {
        Map<String, String> options = parse(args);
        if (options.containsKey("help")) {
            System.out.print(HELP);
            return true;
        }
        Report report = OracleRun.compare(config(options), (step, done) -> System.err.println(step + " " + done));
        new TreeMap<>(report.expectedCounts()).forEach((what, n) -> System.out.println(what + " " + n));
        report.byIndex().forEach((index, found) -> System.out.println(index + " " + found));
        report.samples().forEach(System.out::println);
        report.testDataDefects().forEach(defect -> System.out.println("defect of the test data: " + defect));
        System.out.printf("differences %d, %.1f s%n", report.differences(), report.seconds());
        boolean balanced = true;
        if (options.containsKey("kafka")) {
            Books books = Books.audit(options.get("kafka"), Progress.NONE);
            books.accounts().forEach(System.out::println);
            books.samples().forEach(System.out::println);
            balanced = books.isBalanced();
        }
        return report.isClean() && balanced;
    }

    private static OracleConfig config(Map<String, String> options) throws IOException {
        String user = need(options, "user");
        String password =
                Files.readString(Path.of(need(options, "password-file"))).strip();
        return new OracleConfig(
                new Database(need(options, "scratch"), user, password),
                new Database(need(options, "property-register"), user, password),
                new Database(need(options, "tax-core"), user, password),
                new Database(need(options, "court"), user, password),
                new Database(need(options, "exchange-tables"), user, password),
                Path.of(need(options, "sent")),
                Path.of(need(options, "truth")),
                URI.create(need(options, "elasticsearch")),
                authorization(options),
                Files.readAllBytes(Path.of(need(options, "pepper-file"))),
                options.containsKey("landing-day")
                        ? LocalDate.parse(options.get("landing-day"))
                        : LocalDate.now(ZoneId.of("Asia/Shanghai")),
                Integer.parseInt(options.getOrDefault("samples", "50")));
    }

    /** The header; null if Elasticsearch asks for none. */
    private static String authorization(Map<String, String> options) throws IOException {
        return options.containsKey("api-key-file")
                ? "ApiKey "
                        + Files.readString(Path.of(need(options, "api-key-file")))
                                .strip()
                : null;
    }

    private static Map<String, String> parse(String[] args) {
        Map<String, String> options = new TreeMap<>();
        for (String arg : args) {
            if (!arg.startsWith("--")) {
                throw new IllegalArgumentException(
                        "what is \"" + arg + "\"? Options look like --name=value; see --help");
            }
            int equals = arg.indexOf('=');
            options.put(
                    equals < 0 ? arg.substring(2) : arg.substring(2, equals),
                    equals < 0 ? "" : arg.substring(equals + 1));
        }
        return options;
    }

    private static String need(Map<String, String> options, String name) {
        String value = options.get(name);
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException("--" + name + " is missing; see --help");
        }
        return value;
    }
}
