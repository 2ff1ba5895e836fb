package org.taxbrain.local.demo;

import java.io.PrintStream;
import java.time.Duration;
import org.taxbrain.city.CitySpec;
import org.taxbrain.city.day.CityDay;
import org.taxbrain.city.day.DaySpec;
import org.taxbrain.local.LocalStack;

/** Lets the city live on for a day, and measures how fast the index follows. */
final class DayOfChanges {
    private static final int CHANGES = 2_000;
    private static final Duration LAST_ONES = Duration.ofSeconds(30);
    private final LocalStack stack;
    private final SampleCity city;
    private final CitySpec spec;
    private final PrintStream out;

    DayOfChanges(LocalStack stack, SampleCity city, CitySpec spec, PrintStream out) {
        this.stack = stack;
        this.city = city;
        this.spec = spec;
        this.out = out;
    }

    /** Returns when the day is over and its last commit was seen, or not seen for half a minute. */
    DemoReport.Freshness live() throws InterruptedException {
        DaySpec day = DaySpec.of(CHANGES);
        try (Freshness freshness = new Freshness(new Elasticsearch(stack.elasticsearchUrl()))) {
            try (Progress progress = new Progress(
                    String.format("A day of changes, %.0f a second", day.perSecond()), day.changes(), out)) {
                long[] done = {0};
                new CityDay(spec, day, city.sources(), committed -> {
                            freshness.accept(committed);
                            synchronized (done) {
                                progress.at(++done[0], day.changes());
                            }
                        })
                        .run();
            }
            long deadline = System.nanoTime() + LAST_ONES.toNanos();
            while (freshness.unseen() > 0 && System.nanoTime() < deadline) {
                Thread.sleep(50);
            }
            out.printf("  %,d commits were seen in the index, %,d were not%n", freshness.seen(), freshness.unseen());
            if (freshness.problem() != null) {
                out.println("  a search failed: " + freshness.problem());
            }
            return freshness.result();
        }
    }
}
