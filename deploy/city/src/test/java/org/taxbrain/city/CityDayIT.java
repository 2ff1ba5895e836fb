package org.taxbrain.city;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.taxbrain.city.book.ApplicationBook;
import org.taxbrain.city.day.ChangeKind;
import org.taxbrain.city.day.CityDay;
import org.taxbrain.city.day.Committed;
import org.taxbrain.city.day.DaySpec;
import org.taxbrain.city.out.Databases;
import org.taxbrain.city.out.Json;

/** A day of changes in a real PostgreSQL and on the real file server, both of which go away meanwhile. */
class CityDayIT {
    private static final CitySpec SPEC = CitySpec.of(1200, 11);
    private static final DaySpec DAY = new DaySpec(2500, 1200, DaySpec.Files.AMID_CHANGES);

    @TempDir
    static Path dir;

    private static Testbed bed;
    private static Sources city;
    private static final List<Committed> COMMITTED = Collections.synchronizedList(new ArrayList<>());

    @BeforeAll
    static void live() throws Exception {
        bed = new Testbed(dir);
        city = bed.sources("city");
        City.generate(SPEC, city);
        CityDay day = new CityDay(SPEC, DAY, city, COMMITTED::add);
        Thread driver = new Thread(day::run, "day");
        driver.start();
        for (int i = 0; i < 4; i++) {
            Thread.sleep(250);
            bed.cutConnections();
        }
        bed.interruptFiles(300);
        driver.join(120_000);
        assertThat(driver.isAlive()).isFalse();
    }

    @AfterAll
    static void close() throws Exception {
        bed.close();
    }

    @Test
    void everyChangeIsCommittedOnceThoughConnectionsAreCut() throws Exception {
        assertThat(COMMITTED).hasSize((int) DAY.changes());
        assertThat(COMMITTED.stream().map(Committed::n).distinct()).hasSize((int) DAY.changes());
        long applied = 0;
        for (Sources.Database d : List.of(city.propertyRegister(), city.taxCore(), city.court())) {
            applied += Long.parseLong(Testbed.ask(d, "SELECT count(*) FROM applied_change"));
        }
        assertThat(applied).isEqualTo(DAY.changes());
    }

    @Test
    void everyKindOfChangeComes() {
        Set<ChangeKind> kinds = COMMITTED.stream().map(Committed::kind).collect(Collectors.toSet());
        assertThat(kinds).containsExactlyInAnyOrder(ChangeKind.values());
    }

    @Test
    void theMarkerOfTheLastChangeOfARowIsInItsTable() throws Exception {
        Map<String, Committed> last = new HashMap<>();
        synchronized (COMMITTED) {
            COMMITTED.stream()
                    .filter(c -> c.dataset().equals("tax-arrears") && c.visible())
                    .forEach(c -> last.put(c.key(), c));
        }
        int payments = 0;
        for (Committed c : last.values()) {
            if (c.field().equals("open")) {
                String open = Testbed.ask(city.taxCore(), "SELECT qjye FROM zs_qsxx WHERE qsbh = '" + c.key() + "'");
                assertThat(new BigDecimal(open).movePointRight(2)).isEqualByComparingTo(c.marker());
                payments += c.kind() == ChangeKind.PAYMENT ? 1 : 0;
            }
        }
        assertThat(payments).isGreaterThan(50);
    }

    @Test
    void everyUnitThatChangedHandsHasOneRightOfTheBuyer() throws Exception {
        for (Committed c : COMMITTED) {
            if (c.kind() == ChangeKind.TRANSFER) {
                assertThat(Testbed.ask(
                                city.propertyRegister(),
                                "SELECT count(*) FROM bdc_ql WHERE zxrq IS NULL AND ywh NOT LIKE '20260307%' AND"
                                        + " bdcdyh = (SELECT bdcdyh FROM bdc_ql WHERE ywh = '" + c.key() + "')"))
                        .as(c.key())
                        .isEqualTo("0");
            }
        }
    }

    @Test
    void mortgagesComeAndGoSeizuresAreProlongedAndCasesMoveOn() throws Exception {
        for (Committed c : COMMITTED) {
            switch (c.kind()) {
                case MORTGAGE_CANCELLED ->
                    assertThat(register("zxrq FROM bdc_dyaq", c)).isEqualTo("2026-03-07");
                case MORTGAGE_REGISTERED ->
                    assertThat(register("'unit:' || bdcdyh FROM bdc_dyaq", c)).isEqualTo(c.subject());
                case SEIZURE_RENEWED ->
                    assertThat(register(
                                    "count(*) FROM bdc_cf s JOIN bdc_cf r ON r.ywh = s.ycfywh WHERE s.cflx = '5' AND s.ywh = '"
                                            + c.key() + "'"))
                            .isEqualTo("1");
                case REPRESENTATIVE_CHANGED ->
                    assertThat(Testbed.ask(
                                    city.taxCore(),
                                    "SELECT count(*) FROM dj_rzxx n JOIN dj_rzxx o ON o.djxh = n.djxh AND o.rzlx_dm = '01'"
                                            + " AND o.rzrqz = n.rzrqq WHERE n.rzrqz IS NULL AND n.rzbh = '"
                                            + c.key() + "'"))
                            .isEqualTo("1");
                case APPLICATION_STAGE ->
                    assertThat(Testbed.ask(
                                    city.propertyRegister(), "SELECT blhj FROM bdc_sq WHERE slbh = '" + c.key() + "'"))
                            .isEqualTo(ApplicationBook.Stage.valueOf(c.marker().toUpperCase(java.util.Locale.ROOT))
                                    .code());
                default -> {
                    // other tests look at the other kinds
                }
            }
        }
    }

    private static String register(String columns, Committed c) throws Exception {
        return register(columns + " WHERE ywh = '" + c.key() + "'");
    }

    private static String register(String query) throws Exception {
        return Testbed.ask(city.propertyRegister(), "SELECT " + query);
    }

    @Test
    void mendedRowsAreNamedInTheTruthAndNewDirtyOnesToo() throws Exception {
        Set<String> dirty = new HashSet<>();
        long today = 0;
        for (JsonNode d : lines("dirty.jsonl")) {
            dirty.add(d.get("dataset").asText() + d.get("key").asText());
            boolean row =
                    d.get("phase").asText().equals("day") && d.get("revision").isNull();
            today += row ? 1 : 0;
        }
        assertThat(today)
                .isEqualTo(COMMITTED.stream()
                        .filter(c -> c.kind() == ChangeKind.DIRTY_ROW)
                        .count());
        List<JsonNode> mended = lines("mended.jsonl");
        assertThat(mended)
                .hasSize((int) COMMITTED.stream()
                        .filter(c -> c.kind() == ChangeKind.MENDED)
                        .count())
                .allSatisfy(m -> assertThat(dirty)
                        .contains(m.get("dataset").asText() + m.get("key").asText()));
    }

    @Test
    void theDaysFilesArriveThoughTheServerWasAway() throws Exception {
        List<JsonNode> sent = new ArrayList<>();
        for (String line : Files.readAllLines(city.keptDir().resolve("deliveries.jsonl"))) {
            sent.add(Json.MAPPER.readTree(line));
        }
        assertThat(sent.stream().map(s -> s.get("name").asText() + " r" + s.get("revision") + " " + s.get("again")))
                .contains(
                        "camt053_20260307.xml r1 false",
                        "medical-settlement_20260306.csv r2 false",
                        "resident_20260307.csv r1 false",
                        "family-relation_20260307.csv r1 false",
                        "housing-loan_20260307.csv.sm4 r1 false",
                        "medical-settlement_20260303.csv r1 true");
        Path folder = bed.arrived("healthcare-security").resolve("medical-settlement");
        assertThat(folder.resolve("medical-settlement_20260306.csv"))
                .hasSameBinaryContentAs(
                        city.keptDir().resolve("medical-settlement/medical-settlement_20260306.csv.r2"));

        List<String> first = keys("medical-settlement/medical-settlement_20260306.csv.r1");
        List<String> corrected = keys("medical-settlement/medical-settlement_20260306.csv.r2");
        assertThat(first).isNotEqualTo(corrected).hasSizeGreaterThan(corrected.size());
        assertThat(corrected).contains("JSNEW20260306").anyMatch(first::contains);
    }

    @Test
    void onTheDayPeopleMarryDivorceAndAreBornAndIdsAreChangedAndChangedBack() throws Exception {
        List<String> families =
                Files.readAllLines(city.keptDir().resolve("family-relation/family-relation_20260307.csv.r1"));
        assertThat(families).anyMatch(l -> l.matches("GX\\d+\\|1\\|.*\\|20260306\\|"));
        assertThat(families).anyMatch(l -> l.matches("GX\\d+\\|1\\|.*\\|\\d+\\|20260306"));
        assertThat(families).anyMatch(l -> l.matches("GX\\d+\\|2\\|.*\\|\\d{6}20260306\\d{3}[\\dX]\\|20260306\\|"));

        List<String> before = withFormerIds("resident/resident_20260302.csv.r1");
        List<String> after = withFormerIds("resident/resident_20260307.csv.r1");
        assertThat(before).as("withdrawn or corrected").anyMatch(l -> !after.contains(l));
        assertThat(after).as("learned on the day").anyMatch(l -> !before.contains(l));
    }

    /** Rows that list a former id, without the status. */
    private static List<String> withFormerIds(String file) throws Exception {
        return Files.readAllLines(city.keptDir().resolve(file), StandardCharsets.ISO_8859_1).stream()
                .filter(l -> l.contains("zjhm"))
                .map(l -> l.replaceFirst("\\|[123]\\|\"", "|"))
                .toList();
    }

    @Test
    void runAgainItChangesNothingMore() throws Exception {
        String before = digest(city);
        List<Committed> again = Collections.synchronizedList(new ArrayList<>());
        CityDay rest = new CityDay(SPEC, DAY, city, again::add);
        rest.run();
        assertThat(again).isEmpty();
        assertThat(rest.done()).isEqualTo(DAY.changes());
        assertThat(digest(city)).isEqualTo(before);
    }

    @Test
    void aStoppedDayGoesOnToTheSameEndAsOneThatWasNotStopped() throws Exception {
        Sources twin = bed.sources("twin");
        City.generate(SPEC, twin);
        CityDay[] day = new CityDay[1];
        day[0] = new CityDay(SPEC, DAY, twin, c -> {
            if (c.n() == 700) {
                day[0].stop();
            }
        });
        day[0].run();
        assertThat(day[0].done()).isLessThan(DAY.changes());
        new CityDay(SPEC, new DaySpec(DAY.changes(), 100_000, DaySpec.Files.AMID_CHANGES), twin, c -> {}).run();
        assertThat(digest(twin)).isEqualTo(digest(city));
    }

    @Test
    void aChangeThatMeetsNoRowEndsTheDayWithAReason() throws Exception {
        Sources broken = bed.sources("broken");
        City.generate(SPEC, broken);
        try (Connection c = Databases.connect(broken.taxCore());
                Statement s = c.createStatement()) {
            s.execute("DELETE FROM zs_qsxx");
            c.commit();
        }
        assertThatThrownBy(() -> new CityDay(SPEC, DAY, broken, c -> {}).run())
                .isInstanceOf(CityException.class)
                .hasMessageContaining("changed by somebody else");
    }

    private static List<JsonNode> lines(String name) throws Exception {
        List<JsonNode> out = new ArrayList<>();
        for (String line : Files.readAllLines(city.truthDir().resolve(name))) {
            out.add(Json.MAPPER.readTree(line));
        }
        return out;
    }

    private static List<String> keys(String kept) throws Exception {
        return Files.readAllLines(city.keptDir().resolve(kept), Charset.forName("GBK")).stream()
                .skip(1)
                .map(l -> l.substring(0, l.indexOf(',')))
                .toList();
    }

    /** Digest of all tables, without the versions that the clock of an interface's system gives. */
    private static String digest(Sources sources) throws Exception {
        Map<String, String> out = new TreeMap<>();
        String md5 = "SELECT md5(string_agg(t::text, chr(10) ORDER BY t::text)) FROM ";
        out.put("dj_nsrxx", Testbed.ask(sources.taxCore(), md5 + "dj_nsrxx t"));
        out.put("zs_qsxx", Testbed.ask(sources.taxCore(), md5 + "zs_qsxx t"));
        out.put("dj_rzxx", Testbed.ask(sources.taxCore(), md5 + "dj_rzxx t"));
        for (String table : List.of("bdc_ql", "bdc_dyaq", "bdc_cf", "bdc_sq")) {
            out.put(table, Testbed.ask(sources.propertyRegister(), md5 + table + " t"));
        }
        for (String table : List.of(
                "enforcement_case",
                "case_funds",
                "dishonest_debtor",
                "sale_contract",
                "home_count",
                "business_licence",
                "shareholder")) {
            out.put(
                    table,
                    Testbed.ask(
                            sources.court(),
                            "SELECT md5(string_agg(j, chr(10) ORDER BY j)) FROM (SELECT (to_jsonb(t) - 'updated_at' -"
                                    + " 'seq')::text j FROM " + table + " t) x"));
        }
        return out.toString();
    }
}
