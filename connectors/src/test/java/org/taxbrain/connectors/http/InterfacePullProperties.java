package org.taxbrain.connectors.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;
import org.taxbrain.connectors.Landing;
import org.taxbrain.schemas.catalogue.Catalogue;
import org.taxbrain.schemas.catalogue.Dataset;
import org.taxbrain.schemas.record.LandedRecord;
import org.taxbrain.schemas.record.SourceOrder;

/** Whatever the department's server does between two requests, the last version of every row lands. */
class InterfacePullProperties {
    private static final Dataset FUNDS = Catalogue.load(List.of()).dataset("case-funds");
    private static final Duration OVERLAP = Duration.ofSeconds(10);
    private static final Duration FULL_PULL = Duration.ofSeconds(40);

    @Property(tries = 150, shrinking = ShrinkingMode.OFF, edgeCases = EdgeCasesMode.NONE)
    void theLastVersionOfEveryRowLands(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 60) int rows,
            @ForAll @IntRange(min = 1, max = 12) int pageSize,
            @ForAll @IntRange(min = 0, max = 60) int changesPerRequest,
            @ForAll boolean tellsTheTime) {
        Department department = new Department(seed, pageSize, changesPerRequest, tellsTheTime);
        for (int i = 0; i < rows; i++) {
            department.change();
        }
        Newest landed = new Newest();
        Disk disk = new Disk();
        InterfacePull pull = department.pull(landed, disk);
        for (int poll = 0; poll < 15; poll++) {
            try {
                pull.poll();
            } catch (InterfaceException | IllegalStateException e) {
                if (department.random.nextInt(3) == 0) {
                    pull = department.pull(landed, disk); // the application was killed and started again
                }
            }
            department.now = department.now.plusMillis(department.random.nextInt(3000));
        }
        department.rest();
        landed.rest();
        pull.poll();
        department.now = department.now.plusSeconds(60);
        for (int i = 0; i < 6; i++) {
            pull.poll(); // the full pull comes in slices
        }
        assertThat(landed.versions()).containsExactlyInAnyOrderEntriesOf(department.versions());
        long before = landed.count;
        pull.poll();
        pull.poll();
        assertThat(landed.count).as("an idle interface lands nothing").isEqualTo(before);
    }

    /** What outlives a kill. */
    private static final class Disk implements CheckpointStore {
        private Checkpoint checkpoint = Checkpoint.NONE;

        @Override
        public Checkpoint load() {
            return checkpoint;
        }

        @Override
        public void save(Checkpoint next) {
            checkpoint = next;
        }
    }

    /** A department whose rows change at any moment, many at one instant, some becoming visible late, and whose server fails. */
    private static final class Department implements PageSource {
        private static final ObjectMapper JSON = new ObjectMapper();
        private final Random random;
        private final Map<String, Row> table = new HashMap<>();
        private final List<Row> uncommitted = new ArrayList<>();
        private final boolean tellsTheTime;
        private int pageSize;
        private int changesPerRequest;
        private boolean failing = true;
        private Instant now = Instant.parse("2026-03-01T02:00:00Z");
        private long seq;

        private record Row(String id, Instant updatedAt, long seq, Instant visibleAt) {}

        Department(long seed, int pageSize, int changesPerRequest, boolean tellsTheTime) {
            this.random = new Random(seed);
            this.pageSize = pageSize;
            this.changesPerRequest = changesPerRequest;
            this.tellsTheTime = tellsTheTime;
        }

        InterfacePull pull(Landing landing, Disk disk) {
            return new InterfacePull(FUNDS, this, landing, disk, new byte[] {1}, clock(), OVERLAP, FULL_PULL);
        }

        private Clock clock() {
            return new Clock() {
                @Override
                public ZoneId getZone() {
                    return ZoneOffset.UTC;
                }

                @Override
                public Clock withZone(ZoneId zone) {
                    return this;
                }

                @Override
                public Instant instant() {
                    return now;
                }
            };
        }

        void rest() {
            failing = false;
            changesPerRequest = 0;
            now = now.plusSeconds(30);
            commit();
        }

        void change() {
            if (random.nextInt(4) == 0) {
                now = now.plusNanos(1000L * random.nextInt(500_000));
            }
            String id = "M" + random.nextInt(40);
            // A transaction of one row at a time: nobody changes a row that another has not committed yet.
            if (uncommitted.stream().noneMatch(r -> r.id.equals(id))) {
                long delay = random.nextInt(5) == 0 ? random.nextInt((int) OVERLAP.toMillis() - 1000) : 0;
                uncommitted.add(new Row(id, now, ++seq, now.plusMillis(delay)));
            }
            commit();
        }

        private void commit() {
            uncommitted.removeIf(r -> {
                boolean visible = !r.visibleAt.isAfter(now);
                if (visible) {
                    table.put(r.id, r);
                }
                return visible;
            });
        }

        @Override
        public Page read(Instant since, int page) {
            for (int i = random.nextInt(changesPerRequest + 1); i > 0; i--) {
                change();
            }
            if (failing && random.nextInt(10) == 0) {
                throw new InterfaceException("503", Duration.ZERO, null);
            }
            if (failing && random.nextInt(15) == 0) {
                pageSize = 1 + random.nextInt(12);
            }
            commit();
            List<JsonNode> items = table.values().stream()
                    .filter(r -> !r.updatedAt.isBefore(since))
                    .sorted(Comparator.comparing(Row::updatedAt).thenComparing(Row::seq))
                    .skip((page - 1L) * pageSize)
                    .limit(pageSize)
                    .map(r -> (JsonNode) JSON.createObjectNode()
                            .put("movementId", r.id)
                            .put("updatedAt", r.updatedAt.toString())
                            .put("seq", r.seq))
                    .toList();
            return new Page(pageSize, items, tellsTheTime ? now : null);
        }

        Map<String, Long> versions() {
            Map<String, Long> versions = new HashMap<>();
            table.forEach((id, r) -> versions.put(id, r.seq));
            return versions;
        }
    }

    /** What a reader that fences by order holds; a broker that sometimes fails. */
    private static final class Newest implements Landing {
        private final Map<String, LandedRecord> stored = new HashMap<>();
        private final List<LandedRecord> buffered = new ArrayList<>();
        private final Random random = new Random(1);
        private boolean failing = true;
        private long count;

        void rest() {
            failing = false;
        }

        @Override
        public void land(LandedRecord row) {
            buffered.add(row);
        }

        @Override
        public void flush() {
            if (failing && random.nextInt(20) == 0) {
                buffered.clear();
                throw new IllegalStateException("the broker is gone");
            }
            for (LandedRecord row : buffered) {
                count++;
                stored.merge(row.getKey(), row, (a, b) -> SourceOrder.compare(b.getOrder(), a.getOrder()) > 0 ? b : a);
            }
            buffered.clear();
        }

        Map<String, Long> versions() {
            Map<String, Long> versions = new HashMap<>();
            stored.forEach((k, r) -> versions.put(k, r.getOrder().get(1)));
            return versions;
        }
    }
}
