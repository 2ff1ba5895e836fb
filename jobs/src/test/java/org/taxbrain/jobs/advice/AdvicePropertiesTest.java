package org.taxbrain.jobs.advice;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class AdvicePropertiesTest {
    private record Bill(String licence, String shop, Long month) {}

    /** Rows, and values among them, are counted together. */
    private record Count(long rows, long values) {}

    private final Map<String, Bill> bills = new TreeMap<>();
    private final Map<String, String> shops = new TreeMap<>();

    /** Whatever versions came, in whatever order, with whatever restarts: what is open is what a look at all rows shows. */
    @Property(tries = 60)
    void shouldTellWhatALookAtAllRowsShows(@ForAll @IntRange(max = 200) int steps, @ForAll long seed) throws Exception {
        Random random = new Random(seed);
        bills.clear();
        shops.clear();
        try (AdviceHarness advice = new AdviceHarness()) {
            for (int step = 0; step < steps; step++) {
                step(advice, random);
            }
            advice.pass(AdviceHarness.GRACE);
            advice.pass(Duration.ofSeconds(1));
            assertTold(advice.written("not-unique"), shared());
            assertTold(advice.written("reference-missing"), missing());
        }
    }

    private void step(AdviceHarness advice, Random random) throws Exception {
        String no = "N" + random.nextInt(12);
        switch (random.nextInt(10)) {
            case 0 -> {
                advice.delete(AdviceHarness.BILL, no);
                bills.remove(no);
            }
            case 1 -> {
                advice.delete(AdviceHarness.SHOP, no);
                shops.remove(no);
            }
            case 2, 3 -> {
                String licence = oneOf(random, "L", 6);
                advice.shop(no, licence);
                shops.put(no, Objects.toString(licence));
            }
            case 4 -> advice.pass(Duration.ofMillis(random.nextInt(900_000)));
            case 5 -> advice.restart();
            default -> {
                Long month = random.nextInt(4) == 0 ? null : (long) random.nextInt(3);
                Bill bill = new Bill(oneOf(random, "L", 8), "S" + random.nextInt(3), month);
                advice.bill(no, bill.licence, bill.shop, bill.month);
                bills.put(no, bill);
            }
        }
    }

    private static String oneOf(Random random, String prefix, int values) {
        int value = random.nextInt(values + 1);
        return value == values ? null : prefix + value;
    }

    private Count shared() {
        return count(
                bills.values().stream()
                        .filter(bill -> bill.month != null)
                        .collect(Collectors.groupingBy(bill -> bill.shop + '|' + bill.month, Collectors.counting())),
                2);
    }

    private Count missing() {
        return count(
                bills.values().stream()
                        .map(Bill::licence)
                        .filter(licence -> licence != null && !shops.containsValue(licence))
                        .collect(Collectors.groupingBy(Function.identity(), Collectors.counting())),
                1);
    }

    private static Count count(Map<String, Long> rows, long least) {
        List<Long> told = rows.values().stream().filter(n -> n >= least).toList();
        return new Count(told.stream().mapToLong(Long::longValue).sum(), told.size());
    }

    private static void assertTold(List<JsonNode> written, Count count) {
        JsonNode last = written.isEmpty() ? null : written.get(written.size() - 1);
        if (count.rows == 0) {
            assertThat(last == null || !last.path("open").asBoolean()).isTrue();
        } else {
            assertThat(last).isNotNull();
            assertThat(last.path("open").asBoolean()).isTrue();
            assertThat(last.path("message").asText())
                    .startsWith(count.rows + " rows of bill ")
                    .contains(", in " + count.values + " values");
        }
    }
}
