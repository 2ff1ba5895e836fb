package org.taxbrain.e2e.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.taxbrain.schemas.record.LandedRecord;

/**
 * Every field of every row of real files is what an independent reading of the file says, and the rows that are quarantined
 * are those that are named here, by their lines. The datasets are descriptors and schemas, without Java.
 */
class RealValuesTest {
    @TempDir
    private Path folder;

    /** The cells of each line behind the header, by line; no cell of these files holds a separator but in quotes. */
    private static Map<Long, String[]> cells(String file, char separator, int headers) throws IOException {
        Map<Long, String[]> cells = new TreeMap<>();
        try (BufferedReader in = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(RealData.file(file).orElseThrow())),
                StandardCharsets.UTF_8))) {
            List<String> lines = in.lines().toList();
            for (int i = headers; i < lines.size(); i++) {
                cells.put(i + 1L, split(lines.get(i), separator));
            }
        }
        return cells;
    }

    private static String[] split(String line, char separator) {
        // where the number of quotes before it is even, a separator stands outside quotes
        String[] pieces = line.split(String.valueOf(separator), -1);
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        for (String piece : pieces) {
            cell.append(cell.isEmpty() ? "" : String.valueOf(separator)).append(piece);
            if (cell.chars().filter(c -> c == '"').count() % 2 == 0) {
                cells.add(cell.toString().replace("\"", ""));
                cell.setLength(0);
            }
        }
        return cells.toArray(String[]::new);
    }

    /** Compares all rows; {@code expected} says what a row's fields are, of those that pass. */
    private static void assertValues(
            LandedFile file, Map<Long, String[]> cells, Function<String[], Map<String, Object>> expected) {
        assertThat(file.landed()).hasSize(cells.size());
        cells.forEach((line, row) -> {
            if (!file.quarantined().containsKey(line)) {
                assertThat(file.clean().get(line)).as("line %d", line).isEqualTo(expected.apply(row));
            }
        });
        assertThat(file.clean().size() + file.quarantined().size()).isEqualTo(cells.size());
    }

    private static Object text(String cell) {
        String text = cell.strip().replaceAll(" +", " ");
        return text.isEmpty() ? "absent" : text;
    }

    private static Object number(String cell) {
        return cell.isEmpty() ? "absent" : Long.valueOf(cell);
    }

    private static Object hundredths(String cell) {
        return cell.isEmpty()
                ? "absent"
                : new BigDecimal(cell).movePointRight(2).longValueExact();
    }

    private static String decimal(String cell) {
        return cell.contains(".") ? cell.replaceFirst("0+$", "").replaceFirst("\\.$", "") : cell;
    }

    private static LocalDate shortDate(String yymmdd) {
        return LocalDate.of(
                1900 + Integer.parseInt(yymmdd.substring(0, 2)),
                Integer.parseInt(yymmdd.substring(2, 4)),
                Integer.parseInt(yymmdd.substring(4)));
    }

    // the Taipei register

    private static final Map<String, Long> FLOORS = floors();

    private static Map<String, Long> floors() {
        String digits = " 一二三四五六七八九";
        Map<String, Long> floors = new HashMap<>();
        for (int n = 1; n < 100; n++) {
            String tens = n < 10 ? "" : (n < 20 ? "" : digits.substring(n / 10, n / 10 + 1)) + "十";
            String ones = n % 10 == 0 ? "" : digits.substring(n % 10, n % 10 + 1);
            floors.put(tens + ones + "層", (long) n);
            floors.put("地下" + tens + ones + "層", (long) -n);
        }
        return floors;
    }

    private static Object rocDate(String text) {
        if (text.isEmpty()) {
            return "absent";
        }
        int year = text.length() - 4;
        return LocalDate.of(
                Integer.parseInt(text.substring(0, year)) + 1911,
                Integer.parseInt(text.substring(year, year + 2)),
                Integer.parseInt(text.substring(year + 2)));
    }

    private static Object yes(String text) {
        return text.isEmpty() ? "absent" : (Object) text.equals("有");
    }

    /** Full-width forms are folded when a row enters. */
    private static Object folded(String text) {
        return text(text.codePoints()
                .map(c -> c == '　' ? ' ' : c >= '！' && c <= '～' ? c - '！' + '!' : c)
                .mapToObj(Character::toString)
                .collect(Collectors.joining()));
    }

    private static Map<String, Object> taipei(String[] c) {
        Map<String, Object> row = new TreeMap<>();
        String[] pieces = c[8].split("土地|建物|車位");
        row.put("district", text(c[0]));
        row.put("subject", text(c[1]));
        row.put("address", folded(c[2]));
        row.put("landArea", decimal(c[3]));
        row.put("urbanZone", text(c[4]));
        row.put("ruralZone", text(c[5]));
        row.put("ruralUse", text(c[6]));
        row.put("dealtOn", rocDate(c[7]));
        row.put("lands", number(pieces[1]));
        row.put("buildings", number(pieces[2]));
        row.put("parkings", number(pieces[3]));
        row.put("floors", folded(c[9]));
        row.put("firstFloor", FLOORS.containsKey(c[9].split("，")[0]) ? FLOORS.get(c[9].split("，")[0]) : "absent");
        row.put("floorsOfBuilding", c[10].isEmpty() ? "absent" : FLOORS.get(c[10]));
        row.put("buildingType", text(c[11]));
        row.put("mainUse", text(c[12]));
        row.put("material", text(c[13]));
        row.put("builtOn", rocDate(c[14]));
        row.put("buildingArea", decimal(c[15]));
        row.put("rooms", number(c[16]));
        row.put("halls", number(c[17]));
        row.put("baths", number(c[18]));
        row.put("partitioned", yes(c[19]));
        row.put("managed", yes(c[20]));
        row.put("price", hundredths(c[21]));
        row.put("pricePerSquareMetre", hundredths(c[22]));
        row.put("parkingType", text(c[23]));
        row.put("parkingArea", decimal(c[24]));
        row.put("parkingPrice", hundredths(c[25]));
        row.put("note", folded(c[26]));
        row.put("serialNo", c[27]);
        row.put("mainArea", decimal(c[28]));
        row.put("annexArea", decimal(c[29]));
        row.put("balconyArea", decimal(c[30]));
        row.put("lift", yes(c[31]));
        return row;
    }

    @Test
    void shouldReadTheTaipeiRegisterButForAnImpossibleDate() throws IOException {
        String source = "property-taipei/a_lvr_land_a_taipei.csv.gz";
        LandedFile file = LandedFile.of(folder, "taipei-transaction", source);
        assertValues(file, cells(source, ',', 2), RealValuesTest::taipei);
        assertThat(file.clean()).hasSize(8_840);
        // 076  03: a year and a month without its day
        assertThat(file.quarantined()).isEqualTo(Map.of(7_885L, "builtOn: type"));
        assertThat(file.landed()).allMatch(r -> r.getExtra().isEmpty());
    }

    // encounters

    private static Map<String, Object> encounter(String[] c) {
        Map<String, Object> row = new TreeMap<>();
        row.put("encounterId", c[0]);
        row.put("startedAt", Instant.parse(c[1]));
        row.put("stoppedAt", Instant.parse(c[2]));
        row.put("patientId", c[3]);
        row.put("organizationId", c[4]);
        row.put("providerId", c[5]);
        row.put("payerId", c[6]);
        row.put("kind", c[7].equals("snf") ? "nursing" : c[7].equals("urgentcare") ? "urgent" : c[7]);
        row.put("code", c[8]);
        row.put("description", text(c[9]));
        row.put("baseCost", hundredths(c[10]));
        row.put("totalCost", hundredths(c[11]));
        row.put("covered", hundredths(c[12]));
        row.put("reasonCode", text(c[13]));
        row.put("reason", text(c[14]));
        return row;
    }

    @Test
    void shouldReadEveryEncounterButTheOneOfAKindThatNobodyDeclared() throws IOException {
        String source = "medical-synthea/encounters.csv.gz";
        LandedFile file = LandedFile.of(folder, "synthea-encounter", source);
        Map<Long, String[]> cells = cells(source, ',', 1);
        assertValues(file, cells, RealValuesTest::encounter);
        assertThat(file.clean()).hasSize(7_583);
        assertThat(file.quarantined()).hasSize(1).containsValue("kind: code-unknown");
        assertThat(file.quarantined().keySet()).allMatch(line -> cells.get(line)[7].equals("virtual"));
    }

    // evictions

    /** What a court index number looks like: runs of digits are 9, a year is 99, a slash may be typed otherwise. */
    private static String shape(String number) {
        return number.replace('\\', '/')
                .replace('?', '/')
                .replaceAll("[0-9]+", "9")
                .replaceAll("[A-Z]+", "A");
    }

    private static final Set<String> SHAPES_WITHOUT_A_YEAR =
            Set.of("9", "A9/A/9", "9/9/9", "9*/9", "9/9*A", "9/9-", "9/9_");

    private static boolean isNoCourtIndexNumber(String number) {
        String year = number.replaceAll("^[^/\\\\?]*[/\\\\?]", "").replaceAll("[^0-9].*$", "");
        return SHAPES_WITHOUT_A_YEAR.contains(shape(number)) || year.length() == 3;
    }

    private static Map<String, Object> eviction(String[] c) {
        Map<String, Object> row = new TreeMap<>();
        row.put("courtIndexNo", c[0].replace('\\', '/').replace('?', '/'));
        row.put("docketNo", c[1]);
        row.put("address", text(c[2]));
        row.put("apartment", text(c[3]));
        String[] date = c[4].split("/");
        row.put("executedOn", LocalDate.parse(date[2] + "-" + date[0] + "-" + date[1]));
        row.put("marshalFirstName", c[5]);
        row.put("marshalLastName", c[6]);
        row.put("use", c[7].toLowerCase(java.util.Locale.ROOT));
        row.put("borough", c[8].toLowerCase(java.util.Locale.ROOT).replace(' ', '-'));
        row.put("zip", c[9]);
        row.put("status", "scheduled");
        return row;
    }

    @Test
    void shouldReadEveryEvictionButThoseWhoseIndexNumberHasNoYear() throws IOException {
        String source = "court-evictions-2017/evictions.csv.gz";
        LandedFile file = LandedFile.of(folder, "nyc-eviction", source);
        Map<Long, String[]> cells = cells(source, ',', 1);
        assertValues(file, cells, RealValuesTest::eviction);
        Map<Long, String> expected = new TreeMap<>();
        cells.forEach((line, c) -> {
            if (isNoCourtIndexNumber(c[0])) {
                expected.put(line, "courtIndexNo: matches");
            }
        });
        assertThat(file.quarantined()).isEqualTo(expected).hasSize(109);
        assertThat(file.quarantined()).containsKeys(16L, 17L, 18L, 257L, 475L);
        // 22 rows stand twice; they have one key, and the second is a duplicate when it is cleaned
        assertThat(file.landed().stream().map(LandedRecord::getKey).distinct()).hasSize(22_499);
    }

    // the Czech bank

    @Test
    void shouldReadEveryAccount() throws IOException {
        String source = "bank-berka/account.asc.gz";
        LandedFile file = LandedFile.of(folder, "berka-account", source);
        Map<String, String> statements = Map.of(
                "POPLATEK MESICNE", "monthly",
                "POPLATEK TYDNE", "weekly",
                "POPLATEK PO OBRATU", "after-transaction");
        assertValues(
                file,
                cells(source, ';', 1),
                c -> Map.of(
                        "accountId", c[0],
                        "districtId", number(c[1]),
                        "statements", statements.get(c[2]),
                        "openedOn", shortDate(c[3])));
        assertThat(file.clean()).hasSize(4_500);
    }

    @Test
    void shouldReadBirthDateAndSexOutOfEveryClientsBirthNumber() throws IOException {
        String source = "bank-berka/client.asc.gz";
        LandedFile file = LandedFile.of(folder, "berka-client", source);
        assertValues(file, cells(source, ';', 1), c -> {
            int month = Integer.parseInt(c[1].substring(2, 4));
            String plain = c[1].substring(0, 2) + "%02d".formatted(month % 50) + c[1].substring(4);
            return Map.of(
                    "clientId",
                    c[0],
                    "bornOn",
                    shortDate(plain),
                    "sex",
                    month > 50 ? "female" : "male",
                    "districtId",
                    number(c[2]));
        });
        assertThat(file.clean()).hasSize(5_369);
        assertThat(file.clean().values().stream().filter(r -> r.get("sex").equals("female")))
                .hasSizeBetween(2_000, 3_000);
    }

    @Test
    void shouldReadEveryLoan() throws IOException {
        String source = "bank-berka/loan.asc.gz";
        LandedFile file = LandedFile.of(folder, "berka-loan", source);
        Map<String, String> states =
                Map.of("A", "repaid", "B", "unpaid-at-end", "C", "running", "D", "running-in-debt");
        assertValues(
                file,
                cells(source, ';', 1),
                c -> Map.of(
                        "loanId", c[0],
                        "accountId", c[1],
                        "grantedOn", shortDate(c[2]),
                        "amount", hundredths(c[3]),
                        "months", number(c[4]),
                        "instalment", hundredths(c[5]),
                        "status", states.get(c[6])));
        assertThat(file.clean()).hasSize(682);
    }

    // prices without a header

    @Test
    void shouldReadColumnsByNumberWhereNoHeaderNamesThem() throws IOException {
        String source = "property-uk/ppd_scunthorpe_noheader.csv.gz";
        LandedFile file = LandedFile.of(folder, "uk-price-paid-headless", source);
        Map<Long, String[]> cells = cells(source, ',', 0);
        Map<String, String> types =
                Map.of("D", "detached", "S", "semi-detached", "T", "terraced", "F", "flat", "O", "other");
        assertValues(
                file,
                cells,
                c -> new TreeMap<>(Map.of(
                        "transactionId",
                        c[0],
                        "price",
                        hundredths(c[1]),
                        "deedOn",
                        LocalDate.parse(c[2]),
                        "postcode",
                        text(c[3]),
                        "propertyType",
                        types.get(c[4]),
                        "town",
                        c[11],
                        "district",
                        c[12],
                        "county",
                        c[13],
                        "category",
                        c[14].equals("A") ? "standard" : "additional",
                        "uri",
                        c[15])));
        assertThat(file.clean()).hasSize(26);
        file.landed().forEach(r -> assertThat(r.getExtra())
                .as(r.getPosition())
                .containsEntry("column-9", cells.get(r.getOrder().get(2))[8]));
    }
}
