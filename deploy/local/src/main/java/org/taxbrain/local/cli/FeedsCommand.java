package org.taxbrain.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.taxbrain.local.Ports;
import org.taxbrain.local.StackState;
import org.taxbrain.local.demo.Elasticsearch;
import org.taxbrain.local.health.HealthIndex;
import org.taxbrain.local.health.StaleFeeds;
import org.taxbrain.local.health.SupplierReport;
import org.taxbrain.local.health.Timeliness;
import org.taxbrain.local.servers.Applications;
import org.taxbrain.schemas.catalogue.Dataset;
import org.taxbrain.schemas.catalogue.Departments;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** How the departments' feeds are doing. */
@Command(
        name = "feeds",
        mixinStandardHelpOptions = true,
        description = {
            "Show the health of each feed: whether it is as fresh as promised, volume against usual, rejected share, drift, how long the",
            "data may be used. Exit status 1 if one is stale, or may not be used any more."
        })
final class FeedsCommand implements Callable<Integer> {
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final int EXPIRES_SOON_DAYS = 90;

    @ParentCommand
    private Taxbrain taxbrain;

    @Override
    public Integer call() throws IOException, InterruptedException {
        StackState state = Urls.running(taxbrain.layout());
        HealthIndex index = index(state);
        Map<String, JsonNode> newest = index.newestDays();
        Applications applications = new Applications(taxbrain.layout(), Ports.of(state));
        StaleFeeds feeds = StaleFeeds.read(state, index, Clock.systemUTC());
        LocalDate today = LocalDate.now(ZONE);
        List<String> notices = new ArrayList<>();
        boolean isBad = false;
        System.out.printf(
                "%-22s %-22s %-6s %-20s %-8s %-11s %9s %9s %9s %s%n",
                "dataset",
                "department",
                "fresh",
                "last success",
                "promise",
                "newest day",
                "rows",
                "usual",
                "rejected",
                "may be used until");
        for (Dataset dataset : applications.catalogue().datasets()) {
            Timeliness timeliness = feeds.of(dataset);
            JsonNode day = newest.get(dataset.id());
            LocalDate expiry = dataset.descriptor().agreementExpiry();
            long daysLeft = ChronoUnit.DAYS.between(today, expiry);
            isBad |= timeliness.stale() || daysLeft < 0;
            System.out.printf(
                    "%-22s %-22s %-6s %-20s %-8s %-11s %9s %9s %9s %s%n",
                    dataset.id(),
                    dataset.descriptor().department(),
                    timeliness.stale() ? "STALE" : "yes",
                    shown(timeliness.lastSuccess()),
                    timeliness.promise().toString().substring(2),
                    day == null ? "-" : day.path("day").asText(),
                    day == null ? "-" : "%,d".formatted(day.path("rows").asLong()),
                    day == null || !day.has("usualRows")
                            ? "-"
                            : "%,.0f".formatted(day.path("usualRows").asDouble()),
                    day == null
                            ? "-"
                            : "%.1f %%".formatted(day.path("rejectedShare").asDouble() * 100),
                    expiry);
            if (daysLeft < EXPIRES_SOON_DAYS) {
                notices.add(dataset.id() + ": "
                        + (daysLeft < 0 ? "may not be used any more, since " : "may be used only until ") + expiry);
            }
            if (day != null) {
                day.path("warnings")
                        .forEach(warning -> notices.add(
                                dataset.id() + ", " + day.path("day").asText() + ": " + warning.asText()));
            }
        }
        System.out.println();
        notices.forEach(System.out::println);
        return isBad ? 1 : 0;
    }

    @Command(
            name = "report",
            mixinStandardHelpOptions = true,
            description = {
                "Write the monthly report to a department, Markdown, by its own names of fields: what was missing, late and refused, which",
                "values were wrong and where they stand; never what they say."
            })
    int report(
            @Option(names = "--department", required = true, paramLabel = "ID", description = "Id of the department.")
                    String department,
            @Option(names = "--month", required = true, paramLabel = "MONTH", description = "Such as 2026-03.")
                    YearMonth month)
            throws IOException, InterruptedException {
        StackState state = Urls.running(taxbrain.layout());
        List<Dataset> datasets = new Applications(taxbrain.layout(), Ports.of(state))
                .catalogue().datasets().stream()
                        .filter(dataset -> dataset.descriptor().department().equals(department))
                        .toList();
        if (datasets.isEmpty()) {
            throw new CliException(
                    "No dataset is of the department " + department + "; ./taxbrain catalogue shows the departments.");
        }
        HealthIndex index = index(state);
        List<HealthIndex.Rejected> rejected = new ArrayList<>();
        for (Dataset dataset : datasets) {
            rejected.addAll(index.rejected(dataset, month));
        }
        System.out.print(new SupplierReport(Departments.load(List.of()).name(department), month, LocalDate.now(ZONE))
                .of(datasets, index.days(department, month), rejected));
        return 0;
    }

    private static HealthIndex index(StackState state) {
        return new HealthIndex(new Elasticsearch(URI.create(state.urls().get("elasticsearch"))));
    }

    private static String shown(Instant at) {
        return at == null ? "never" : at.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
