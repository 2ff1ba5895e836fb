package org.taxbrain.connectors.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.taxbrain.connectors.Landing;
import org.taxbrain.connectors.config.Configuration;
import org.taxbrain.connectors.config.ConfigurationException;
import org.taxbrain.schemas.catalogue.Dataset;
import org.taxbrain.schemas.record.LandedRecord;
import org.taxbrain.schemas.record.Operation;
import org.taxbrain.schemas.record.SourceOrder;

/** Reads a real PostgreSQL. */
class JdbcPullIT {
    private static final String IDL = """
            @namespace("org.taxbrain.test")
            protocol Addresses {
              record Address {
                string code;
                union { null, string } text = null;
                union { null, string } @meaning("decimal") area = null;
              }
            }
            """;
    private static EmbeddedPostgres postgres;

    @TempDir
    private Path folder;

    private final Recorded landing = new Recorded();
    private final SettableClock clock = new SettableClock();
    private JdbcPull pull;

    @BeforeAll
    static void start() throws Exception {
        postgres = EmbeddedPostgres.builder()
                .setServerConfig("listen_addresses", "127.0.0.1")
                .start();
    }

    @AfterAll
    static void stop() throws Exception {
        postgres.close();
    }

    @BeforeEach
    void createTable() throws Exception {
        sql("DROP TABLE IF EXISTS bzdz");
        sql("CREATE TABLE bzdz (dm text, dz text, mj numeric, bz text, gxsj timestamptz, pc bigint)");
    }

    @AfterEach
    void close() throws Exception {
        if (pull != null) {
            pull.close();
        }
    }

    @Test
    void shouldLandWhatIsThereAndThenOnlyWhatChanges() throws Exception {
        sql("INSERT INTO bzdz VALUES ('A', '文一路1号', 12.50, '备注', '2026-03-01T10:00:00+08:00', 1)");
        sql("INSERT INTO bzdz VALUES ('B', NULL, NULL, NULL, NULL, 1)");
        pull = pull("changedAt: gxsj");
        assertThat(pull.poll()).isEqualTo(2);
        LandedRecord row = landing.newest("A");
        assertThat(row.getValues()).containsExactly("A", "文一路1号", "12.50");
        assertThat(row.getExtra()).isEqualTo(Map.of("bz", "备注", "pc", "1"));
        assertThat(row.getPosition()).matches("bzdz@2026-03-01T02:00:00Z:[0-9a-f]{32}");
        assertThat(row.getOrder().get(0)).isEqualTo(1_772_330_400_000_000L);
        assertThat(row.getSourceTime()).isEqualTo(1_772_330_400_000L);

        assertThat(pull.poll()).as("read again within the overlap, once").isEqualTo(1);
        assertThat(pull.poll()).isZero();
        sql("UPDATE bzdz SET dz = '文一路2号', gxsj = '2026-03-01T10:00:05+08:00' WHERE dm = 'A'");
        assertThat(pull.poll()).isEqualTo(1);
        // becomes visible late: its time is older than the newest one
        sql("INSERT INTO bzdz VALUES ('C', '文三路1号', NULL, NULL, '2026-03-01T09:59:58+08:00', 1)");
        assertThat(pull.poll()).isEqualTo(1);
        assertThat(landing.state()).containsKeys("A", "B", "C").containsEntry("A", "文一路2号");
    }

    @Test
    void shouldGoOnWhereAnEarlierRunStopped() throws Exception {
        sql("INSERT INTO bzdz SELECT 'A' || i, 'x', NULL, NULL, timestamptz '2026-03-01' + i * interval '1 minute', 1"
                + " FROM generate_series(1, 1000) i");
        pull = pull("changedAt: gxsj, fetchSize: 100");
        assertThat(pull.poll()).isEqualTo(1000);
        pull.close();
        pull = pull("changedAt: gxsj, fetchSize: 100");
        assertThat(pull.poll()).as("only the overlap").isEqualTo(1);
    }

    @Test
    void shouldLandAgainWhatWasNotFlushed() throws Exception {
        sql("INSERT INTO bzdz VALUES ('A', 'a', NULL, NULL, '2026-03-01', 1)");
        pull = pull("changedAt: gxsj");
        landing.failing = true;
        assertThatThrownBy(() -> pull.poll()).hasMessage("the broker is gone");
        landing.failing = false;
        assertThat(pull.poll()).isEqualTo(1);
        sql("INSERT INTO bzdz VALUES ('B', 'b', NULL, NULL, '2026-03-02', 1)");
        landing.failing = true;
        assertThatThrownBy(() -> pull.poll()).hasMessage("the broker is gone");
        landing.failing = false;
        pull.poll();
        assertThat(landing.state()).containsOnlyKeys("A", "B");
    }

    @Test
    void shouldFindWhatWasDeletedWithTheNextFullPull() throws Exception {
        sql("INSERT INTO bzdz VALUES ('A', 'a', NULL, NULL, '2026-03-01', 1), ('B', 'b', NULL, NULL, '2026-03-01', 1)");
        pull = pull("changedAt: gxsj, fullPull: PT1H");
        pull.poll();
        sql("INSERT INTO bzdz VALUES ('C', 'c', NULL, NULL, '2026-03-02', 1)");
        pull.poll();
        sql("DELETE FROM bzdz WHERE dm IN ('B', 'C')");
        // changed without saying so
        sql("UPDATE bzdz SET dz = 'a2'");
        assertThat(pull.poll()).isZero();
        clock.now = clock.now.plus(Duration.ofHours(1));
        assertThat(pull.poll()).isEqualTo(3);
        assertThat(landing.state()).isEqualTo(Map.of("A", "a2"));
        // it comes back later
        sql("INSERT INTO bzdz VALUES ('B', 'b2', NULL, NULL, '2026-03-03', 1)");
        pull.poll();
        assertThat(landing.state()).isEqualTo(Map.of("A", "a2", "B", "b2"));
        sql("DELETE FROM bzdz WHERE dm = 'B'");
        clock.now = clock.now.plus(Duration.ofHours(1));
        pull.poll();
        assertThat(landing.state()).isEqualTo(Map.of("A", "a2"));
    }

    @Test
    void shouldDeleteNothingWhenTheTableIsEmptyOrARowsKeyCantBeRead() throws Exception {
        sql("INSERT INTO bzdz VALUES ('A', 'a', NULL, NULL, '2026-03-01', 1), ('B', 'b', NULL, NULL, '2026-03-01', 1)");
        pull = pull("changedAt: gxsj, fullPull: PT1H");
        pull.poll();
        sql("DELETE FROM bzdz");
        clock.now = clock.now.plus(Duration.ofHours(1));
        assertThatThrownBy(() -> pull.poll())
                .isInstanceOf(JdbcException.class)
                .hasMessageContaining("has no row at all, though it had some before; nothing is deleted");
        sql("INSERT INTO bzdz VALUES (NULL, 'a', NULL, NULL, '2026-03-01', 1)");
        pull.poll();
        assertThat(landing.state()).containsKeys("A", "B");
        sql("UPDATE bzdz SET dm = 'A'");
        clock.now = clock.now.plus(Duration.ofHours(1));
        pull.poll();
        assertThat(landing.state()).containsKey("A").doesNotContainKey("B");
    }

    @Test
    void shouldNotFollowATimeThatLiesInTheFuture() throws Exception {
        sql("INSERT INTO bzdz VALUES ('A', 'a', NULL, NULL, '2099-01-01', 1)");
        pull = pull("changedAt: gxsj");
        pull.poll();
        sql("INSERT INTO bzdz VALUES ('B', 'b', NULL, NULL, '2026-03-01', 1)");
        pull.poll();
        assertThat(landing.state()).containsOnlyKeys("A", "B");
    }

    @Test
    void shouldReadLaterBatchesOnlyOnce() throws Exception {
        sql("INSERT INTO bzdz VALUES ('A', 'a', NULL, NULL, NULL, 7)");
        pull = pull("batch: PC"); // the case of names doesn't count
        assertThat(pull.poll()).isEqualTo(1);
        assertThat(pull.poll()).isZero();
        sql("INSERT INTO bzdz VALUES ('B', 'b', NULL, NULL, NULL, 8), ('C', 'c', NULL, NULL, NULL, 8)");
        assertThat(pull.poll()).isEqualTo(2);
        assertThat(pull.poll()).isZero();
        assertThat(landing.newest("B").getOrder().get(0)).isEqualTo(8);
        assertThat(landing.newest("B").getPosition()).startsWith("bzdz@8:");
    }

    @Test
    void shouldReadLocalTimesAsThoseOfTheBureau() throws Exception {
        sql("ALTER TABLE bzdz ALTER gxsj TYPE timestamp");
        sql("INSERT INTO bzdz VALUES ('A', 'a', NULL, NULL, '2026-03-01 10:00:00', 1)");
        pull = pull("changedAt: gxsj");
        pull.poll();
        assertThat(landing.newest("A").getPosition()).startsWith("bzdz@2026-03-01T02:00:00Z:");
        sql("UPDATE bzdz SET dz = 'b', gxsj = '2026-03-01 10:00:01'");
        pull.poll();
        assertThat(landing.state()).containsEntry("A", "b");
    }

    @Test
    void shouldSayWhatCantBeReadAndGoOnWhenItCan() throws Exception {
        pull = pull("changedAt: no_such");
        assertThatThrownBy(() -> pull.poll()).hasMessageContaining("has no column no_such");
        sql("DROP TABLE bzdz");
        assertThatThrownBy(() -> pull.poll())
                .isInstanceOf(JdbcException.class)
                .hasMessageContaining("bzdz of exchange-tables at jdbc:postgresql://127.0.0.1")
                .hasMessageContaining("taxbrain.systems.exchange-tables.*")
                .hasMessageNotContaining("postgres?");
    }

    @Test
    void shouldNameTheSettingThatIsWrong() {
        assertThatThrownBy(() -> database("jdbc:oracle:thin:@//127.0.0.1:1521/x"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("taxbrain.systems.exchange-tables.url: no driver knows");
    }

    private JdbcPull pull(String order) throws Exception {
        String url = "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/postgres";
        return new JdbcPull(
                dataset(order),
                database(url),
                landing,
                "0123456789abcdef".getBytes(StandardCharsets.UTF_8),
                folder,
                clock);
    }

    private static JdbcDatabase database(String url) {
        return JdbcDatabase.of(
                "exchange-tables",
                Configuration.of(
                                "--taxbrain.systems.exchange-tables.url=" + url,
                                "--taxbrain.systems.exchange-tables.user=postgres",
                                "--taxbrain.systems.exchange-tables.password=postgres")
                        .system("exchange-tables"));
    }

    private static Dataset dataset(String order) {
        return Dataset.parse("address", """
                dataset: address
                revision: 1
                department: public-security
                record: Address
                key: [code]
                freshness: PT1M
                purpose: test
                legalBasis: test
                sharing: unconditional
                agreementExpiry: 2099-12-31
                retention: P1Y
                source:
                  jdbc: {system: exchange-tables, table: bzdz, %s}
                fields:
                  code: {source: DM}
                  text: {source: dz}
                  area: {source: mj}
                """.formatted(order), IDL);
    }

    private static void sql(String sql) throws Exception {
        try (Connection c = postgres.getPostgresDatabase().getConnection();
                Statement s = c.createStatement()) {
            s.execute(sql);
        }
    }

    /** Keeps what lands, as CleanJob would take it. */
    private static final class Recorded implements Landing {
        private final List<LandedRecord> rows = new ArrayList<>();
        private boolean failing;

        @Override
        public void land(LandedRecord row) {
            rows.add(row);
        }

        @Override
        public void flush() {
            if (failing) {
                throw new IllegalStateException("the broker is gone");
            }
        }

        LandedRecord newest(String key) {
            return rows.stream()
                    .filter(r -> r.getKey().equals(key))
                    .max((a, b) -> SourceOrder.compare(a.getOrder(), b.getOrder()))
                    .orElseThrow();
        }

        /** By key the newest text, of those that were not deleted. */
        Map<String, String> state() {
            Map<String, String> state = new TreeMap<>();
            rows.stream().map(LandedRecord::getKey).distinct().forEach(key -> {
                LandedRecord newest = newest(key);
                if (newest.getOperation() != Operation.DELETE && !key.startsWith("#")) {
                    state.put(key, newest.getValues().get(1));
                }
            });
            return state;
        }
    }

    private static final class SettableClock extends Clock {
        private Instant now = Instant.parse("2026-03-10T00:00:00Z");

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }
    }
}
