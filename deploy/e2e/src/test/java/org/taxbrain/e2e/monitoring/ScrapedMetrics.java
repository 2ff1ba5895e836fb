package org.taxbrain.e2e.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.taxbrain.local.LocalStack;
import org.taxbrain.local.Port;
import org.taxbrain.metrics.Metric;
import org.taxbrain.metrics.Metric.Source;

/** What the pages of a running stack show at one moment. */
public final class ScrapedMetrics {
    private static final Map<Source, Port> PAGES = Map.of(
            Source.PIPELINES, Port.PIPELINES_HTTP,
            Source.JOBMANAGER, Port.JOBMANAGER_PROMETHEUS,
            Source.TASKMANAGER, Port.TASKMANAGER_PROMETHEUS);
    private static final Pattern LINE = Pattern.compile("(taxbrain_[a-z_]+)(?:\\{(.*)})? (\\S+)");
    private static final Pattern LABEL = Pattern.compile("([a-z]+)=\"((?:[^\"\\\\]|\\\\.)*)\"");
    /** How the kernel writes 127.0.0.1, as such and as an IPv6 address. */
    private static final Set<String> LOOPBACK = Set.of("0100007F", "0000000000000000FFFF00000100007F");

    private final List<Sample> samples = new ArrayList<>();
    private final Map<Source, String> texts = new EnumMap<>(Source.class);

    /** One line of a page. */
    public record Sample(Source source, String metric, Map<String, String> labels, double value) {}

    /** Reads all pages of a stack. */
    public static ScrapedMetrics of(LocalStack stack) throws IOException, InterruptedException {
        ScrapedMetrics scraped = new ScrapedMetrics();
        for (Source source : Source.values()) {
            URI page = URI.create("http://" + stack.ports().address(PAGES.get(source)) + "/metrics");
            HttpResponse<String> answer = HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(page).build(), HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).as("%s", page).isEqualTo(200);
            scraped.texts.put(source, answer.body());
            answer.body().lines().filter(line -> !line.startsWith("#")).forEach(line -> scraped.add(source, line));
        }
        return scraped;
    }

    private void add(Source source, String line) {
        Matcher sample = LINE.matcher(line);
        assertThat(sample.matches()).as(line).isTrue();
        Map<String, String> labels = new TreeMap<>();
        if (sample.group(2) != null) {
            Matcher label = LABEL.matcher(sample.group(2));
            while (label.find()) {
                labels.put(label.group(1), label.group(2));
            }
        }
        samples.add(new Sample(source, sample.group(1), labels, Double.parseDouble(sample.group(3))));
    }

    public List<Sample> samples() {
        return samples;
    }

    /** The sum over all samples of a metric that have these labels, {@code "name=value"}. */
    public double sum(Metric metric, String... labels) {
        return samples.stream()
                .filter(s -> s.metric.equals(metric.id()))
                .filter(s -> List.of(labels).stream().allMatch(l -> {
                    String[] pair = l.split("=", 2);
                    return pair[1].equals(s.labels.get(pair[0]));
                }))
                .mapToDouble(Sample::value)
                .sum();
    }

    /** Each page shows all metrics that it is to show, but for some, and no others. */
    public void assertThatAllAreShownBut(Metric... maybeMissing) {
        for (Metric metric : Metric.values()) {
            Set<Source> shownBy = new TreeSet<>();
            samples.stream().filter(s -> s.metric.equals(metric.id())).forEach(s -> shownBy.add(s.source));
            if (!shownBy.isEmpty() || !List.of(maybeMissing).contains(metric)) {
                assertThat(shownBy).as(metric.id()).containsExactly(metric.source());
            }
        }
        Set<String> known = new TreeSet<>();
        List.of(Metric.values()).forEach(metric -> known.add(metric.id()));
        assertThat(samples).allMatch(s -> known.contains(s.metric));
    }

    /** No value of a label looks like an identifier, a name or an amount out of a row. */
    public void assertThatLabelsTellNothingOfAnybody() {
        Pattern telling = Pattern.compile("\\d{6}|\\p{IsHan}");
        assertThat(samples.stream().flatMap(s -> s.labels.values().stream()))
                .noneMatch(value -> telling.matcher(value).find());
    }

    /** Prometheus' own parser takes the pages, and its rules for names have nothing to say; where promtool is missing, this is left out. */
    public void assertThatPrometheusTakesThem() throws IOException, InterruptedException {
        if (Promtool.isThere()) {
            for (String text : texts.values()) {
                assertThat(Promtool.run(Path.of("."), text.getBytes(StandardCharsets.UTF_8), "check", "metrics"))
                        .isBlank();
            }
        }
    }

    /** Nobody but this machine reaches the pages. */
    public static void assertThatOnlyLoopbackIsListenedOn(LocalStack stack) throws IOException {
        for (Port port : PAGES.values()) {
            String number = String.format(":%04X", stack.ports().get(port));
            Set<String> addresses = new TreeSet<>();
            for (String table : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
                for (String line : Files.readAllLines(Path.of(table))) {
                    String[] columns = line.trim().split("\\s+");
                    // 0A: it listens
                    if (columns[3].equals("0A") && columns[1].endsWith(number)) {
                        addresses.add(columns[1].substring(0, columns[1].length() - number.length()));
                    }
                }
            }
            assertThat(addresses).as("addresses of %s", port).isNotEmpty().isSubsetOf(LOOPBACK);
        }
    }
}
