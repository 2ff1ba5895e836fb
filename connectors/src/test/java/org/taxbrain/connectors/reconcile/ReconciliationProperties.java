package org.taxbrain.connectors.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class ReconciliationProperties {

    private static Rows rows(Map<String, String> rows, Set<String> refused) {
        return reader -> {
            rows.forEach((key, content) -> reader.row(key, content.getBytes(StandardCharsets.UTF_8)));
            refused.forEach(reader::refused);
        };
    }

    /** Whatever was lost, made up or changed is named, and nothing else; rows that the checks refuse are no difference. */
    @Property(tries = 40)
    void shouldNameExactlyWhatDiffers(
            @ForAll @IntRange(max = 500) int size, @ForAll @IntRange(max = 15) int changes, @ForAll long seed) {
        Random random = new Random(seed);
        Map<String, String> source = new TreeMap<>();
        Map<String, String> clean = new TreeMap<>();
        Set<String> refused = new TreeSet<>();
        for (int i = 0; i < size; i++) {
            String content = "{\"id\":" + i + ",\"open\":" + random.nextInt(1_000) + "}";
            if (random.nextInt(20) == 0) {
                refused.add("K" + i);
                clean.put("K" + i, "{\"id\":" + i + ",\"open\":-1}");
            } else {
                source.put("K" + i, content);
                clean.put("K" + i, content);
            }
        }
        Set<String> missing = new TreeSet<>();
        Set<String> extra = new TreeSet<>();
        Set<String> differing = new TreeSet<>();
        for (int i = 0; i < changes; i++) {
            String key = "K" + random.nextInt(size + 1);
            if (refused.contains(key) || missing.contains(key) || differing.contains(key)) {
                continue;
            }
            if (!source.containsKey(key)) {
                clean.put(key, "{\"id\":0}");
                extra.add(key);
            } else if (random.nextBoolean()) {
                clean.remove(key);
                missing.add(key);
            } else {
                clean.put(key, source.get(key).replaceAll("\"open\":.*", "\"open\":2000}"));
                differing.add(key);
            }
        }
        Reconciliation found = Reconciliation.of(rows(source, refused), rows(clean, Set.of()));
        assertThat(found.missing()).isEqualTo(missing);
        assertThat(found.extra()).isEqualTo(extra);
        assertThat(found.differing().keySet()).isEqualTo(differing);
        assertThat(found.differing().values()).allMatch(fields -> fields.equals(Set.of("open")));
        assertThat(found.refused()).isEqualTo(refused.size());
    }

    @Example
    void shouldNotCallADifferenceWhatOnlyOneLookFound() {
        Rows source = rows(Map.of("a", "1", "b", "2"), Set.of());
        Reconciliation first = Reconciliation.of(source, rows(Map.of("a", "1"), Set.of()));
        assertThat(first.missing()).containsExactly("b");
        Reconciliation second = Reconciliation.of(source, rows(Map.of("b", "2"), Set.of()));
        assertThat(first.and(second).differences()).isZero();
    }

    /** The table agrees with a plain map. */
    @Property(tries = 50)
    void shouldRememberTheLastPlaceOfEachKey(@ForAll long seed, @ForAll @IntRange(max = 5_000) int puts) {
        Random random = new Random(seed);
        Map<Long, Long> expected = new TreeMap<>();
        LastOf last = new LastOf();
        for (long place = 0; place < puts; place++) {
            long position = random.nextLong() & 0xFFF000000000FFFL;
            expected.put(position, place);
            last.put(position, place);
        }
        expected.forEach((position, place) -> {
            assertThat(last.isAt(position, place)).isTrue();
            assertThat(last.isAt(position, place + 1)).isFalse();
        });
        assertThat(last.isAt(0x7777777777777777L, 0)).isFalse();
    }
}
