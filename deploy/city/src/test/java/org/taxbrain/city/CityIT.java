package org.taxbrain.city;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.prowidesoftware.swift.model.mx.MxCamt05300108;
import com.prowidesoftware.swift.model.mx.dic.AccountStatement9;
import com.prowidesoftware.swift.model.mx.dic.CreditDebitCode;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.digests.SM3Digest;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.taxbrain.city.dirt.DirtRates;
import org.taxbrain.city.out.Json;

/** A whole small city in a real PostgreSQL and on the real file server. */
class CityIT {
    private static final CitySpec SPEC = CitySpec.of(1500, 7);
    private static final Charset GBK = Charset.forName("GBK");

    /** What stands behind the departments' interfaces, each in a table of its name. */
    private static final List<String> INTERFACES = List.of(
            "enforcement-case",
            "case-funds",
            "dishonest-debtor",
            "sale-contract",
            "home-count",
            "business-licence",
            "shareholder");

    @TempDir
    static Path dir;

    private static Testbed bed;
    private static Sources city;
    private static Map<String, Long> rows;

    @BeforeAll
    static void make() throws Exception {
        bed = new Testbed(dir);
        city = bed.sources("city");
        rows = City.generate(SPEC, city);
    }

    @AfterAll
    static void close() throws Exception {
        bed.close();
    }

    @Test
    void equalSeedsMakeEqualCitiesAndOtherSeedsOthers() throws Exception {
        Sources twin = bed.sources("twin");
        City.generate(SPEC, twin);
        Sources other = bed.sources("other");
        City.generate(CitySpec.of(1500, 8), other);
        assertThat(digests(twin)).isEqualTo(digests(city)).hasSizeGreaterThan(20);
        Map<String, String> others = digests(other);
        digests(city).forEach((what, digest) -> {
            if (!what.endsWith("mended.jsonl")) {
                assertThat(others.get(what)).as(what).isNotEqualTo(digest);
            }
        });
    }

    @Test
    void askedAgainItChangesNothingAndAskedForAnotherItRefuses() throws Exception {
        Map<String, String> before = digests(city);
        assertThat(City.generate(SPEC, city)).isEqualTo(rows);
        assertThat(digests(city)).isEqualTo(before);
        assertThatThrownBy(() -> City.generate(CitySpec.of(1500, 9), city)).hasMessageContaining("another city");
    }

    @Test
    void theTruthCountsWhatWasWritten() throws Exception {
        assertThat(rows.get("taxpayer"))
                .isEqualTo(Long.valueOf(Testbed.ask(city.taxCore(), "SELECT count(*) FROM dj_nsrxx")));
        assertThat(rows.get("tax-arrears"))
                .isEqualTo(Long.valueOf(Testbed.ask(city.taxCore(), "SELECT count(*) FROM zs_qsxx")));
        assertThat(rows.get("position-holder"))
                .isEqualTo(Long.valueOf(Testbed.ask(city.taxCore(), "SELECT count(*) FROM dj_rzxx")))
                .isGreaterThan(300);
        assertThat(rows.get("property-right"))
                .isEqualTo(Long.valueOf(Testbed.ask(city.propertyRegister(), "SELECT count(*) FROM bdc_ql")));
        assertThat(rows.get("property-mortgage"))
                .isEqualTo(Long.valueOf(Testbed.ask(city.propertyRegister(), "SELECT count(*) FROM bdc_dyaq")));
        assertThat(rows.get("property-seizure"))
                .isEqualTo(Long.valueOf(Testbed.ask(city.propertyRegister(), "SELECT count(*) FROM bdc_cf")));
        assertThat(rows.get("property-application"))
                .isEqualTo(Long.valueOf(Testbed.ask(city.propertyRegister(), "SELECT count(*) FROM bdc_sq")));
        for (String dataset : INTERFACES) {
            assertThat(rows.get(dataset))
                    .as(dataset)
                    .isEqualTo(Long.valueOf(
                            Testbed.ask(city.court(), "SELECT count(*) FROM " + dataset.replace('-', '_'))))
                    .isGreaterThan(20);
        }

        List<JsonNode> dirty = lines(city.truthDir().resolve("dirty.jsonl"));
        assertThat(dirty).hasSizeGreaterThan(200);
        long unknownStatus = dirty.stream()
                .filter(d -> d.get("dataset").asText().equals("taxpayer")
                        && d.get("field").asText().equals("status"))
                .count();
        assertThat(Testbed.ask(city.taxCore(), "SELECT count(*) FROM dj_nsrxx WHERE nsrzt_dm = '99'"))
                .isEqualTo(Long.toString(unknownStatus));
        assertThat(Testbed.ask(city.taxCore(), "SELECT count(*) FROM zs_qsxx WHERE jkqx > '2026-12-31'"))
                .isEqualTo(Long.toString(dirty.stream()
                        .filter(d -> d.get("dataset").asText().equals("tax-arrears")
                                && d.get("rule").asText().equals("not-after-landing"))
                        .count()));
        for (JsonNode d : dirty) {
            if (d.get("dataset").asText().equals("property-right")) {
                assertThat(Testbed.ask(
                                city.propertyRegister(),
                                "SELECT count(*) FROM bdc_ql WHERE ywh = '"
                                        + d.get("key").asText() + "'"))
                        .isEqualTo("1");
            }
        }
    }

    @Test
    void everyKindOfDirtComesAtTheUsualRates() throws Exception {
        List<String> kinds = new ArrayList<>();
        for (String log : List.of("dirty.jsonl", "repaired.jsonl", "noted.jsonl")) {
            lines(city.truthDir().resolve(log))
                    .forEach(l -> kinds.add(l.get("kind").asText()));
        }
        assertThat(kinds)
                .contains(
                        "wrong-check-digit",
                        "wrong-identifier",
                        "bad-list-element",
                        "date-2070",
                        "date-1899",
                        "roc-date",
                        "unknown-code",
                        "negative",
                        "missing-required",
                        "missing-key",
                        "too-many-columns",
                        "cut-record",
                        "charset",
                        "full-width",
                        "old-id",
                        "lower-x",
                        "money-text",
                        "bom",
                        "duplicate-row",
                        "key-twice",
                        "unknown-field",
                        "case-unknown");
    }

    @Test
    void aCleanCityHasNoDirt() throws Exception {
        Sources clean = bed.sources("clean");
        City.generate(new CitySpec(300, 3, DirtRates.all(0), CitySpec.DEFAULT_START, 3), clean);
        assertThat(clean.truthDir().resolve("dirty.jsonl")).isEmptyFile();
    }

    @Test
    void controlFilesTellRowsTotalAndDigestOfWhatArrived() throws Exception {
        Path folder = bed.arrived("healthcare-security").resolve("medical-settlement");
        Path file = city.keptDir().resolve("medical-settlement/medical-settlement_20260303.csv.r1");
        Properties control = new Properties();
        try (InputStream in = Files.newInputStream(file.resolveSibling(file.getFileName() + ".ctl"))) {
            control.load(in);
        }
        byte[] bytes = Files.readAllBytes(file);
        assertThat(control.getProperty("sm3")).isEqualTo(sm3(bytes));
        String[] lines = new String(bytes, GBK).split("\r\n");
        assertThat(control.getProperty("rows")).isEqualTo(Integer.toString(lines.length - 1));
        BigDecimal total = BigDecimal.ZERO;
        for (int i = 1; i < lines.length; i++) {
            String[] values = lines[i].replaceAll("\"[^\"]*\"", "quoted").split(",", -1);
            total = total.add(new BigDecimal(values[6]));
        }
        assertThat(new BigDecimal(control.getProperty("total"))).isEqualByComparingTo(total);
        assertThat(folder.resolve("medical-settlement_20260303.csv")).exists();
        assertThat(folder.resolve("medical-settlement_20260303.csv.ctl")).exists();
        assertThat(folder.resolve("medical-settlement_20260303.csv.part")).doesNotExist();
    }

    @Test
    void theBankSendsLoansInItsOwnWordsWithAControlFile() throws Exception {
        Path folder = bed.arrived("bank").resolve("housing-loan");
        Path kept = city.keptDir().resolve("housing-loan/housing-loan_20260302.csv.sm4.r1");
        String[] lines = Files.readString(kept, GBK_LENIENT).split("\r\n");
        assertThat(new String(lines[0].getBytes(GBK_LENIENT), GBK)).startsWith("合同编号,不动产单元号,借款人姓名");
        assertThat(rows.get("housing-loan")).isEqualTo(lines.length - 1).isGreaterThan(100);
        byte[] sealed = Files.readAllBytes(folder.resolve("housing-loan_20260302.csv.sm4"));
        assertThat(decrypted(sealed)).isEqualTo(Files.readAllBytes(kept));
        Properties control = new Properties();
        control.load(Files.newBufferedReader(folder.resolve("housing-loan_20260302.csv.sm4.ctl")));
        assertThat(control).containsKeys("rows", "total", "signature").containsEntry("sm3", sm3(sealed));
    }

    private static byte[] decrypted(byte[] sealed) throws Exception {
        Cipher cipher = Cipher.getInstance("SM4/GCM/NoPadding", new BouncyCastleProvider());
        cipher.init(
                Cipher.DECRYPT_MODE,
                new SecretKeySpec(HexFormat.of().parseHex(Testbed.SM4_KEY), "SM4"),
                new GCMParameterSpec(128, sealed, 0, 12));
        return cipher.doFinal(sealed, 12, sealed.length - 12);
    }

    @Test
    void theCourtSendsAuctionsAsXmlAndUtilitiesAMonthsMeters() throws Exception {
        Path auctions = bed.arrived("court-files").resolve("judicial-auction/judicial-auction_20260302.xml");
        String xml = Files.readString(auctions);
        assertThat(xml.split("<Auction no=", -1))
                .hasSize(rows.get("judicial-auction").intValue() + 1);
        assertThat(xml).contains("<Result>成交</Result>").contains("<Result>流拍</Result>");
        Path meters = bed.arrived("utilities").resolve("utility-usage/utility-usage_202601.csv");
        assertThat(Files.readString(meters, GBK_LENIENT).split("\r\n"))
                .hasSize(rows.get("utility-usage").intValue() + 1);
        assertThat(meters.resolveSibling("utility-usage_202601.csv.ctl")).exists();
    }

    @Test
    void familiesAreMarriagesOfWhichSomeHaveEndedAndParentsWithMinorChildren() throws Exception {
        Path folder = bed.arrived("public-security").resolve("family-relation");
        String text = Files.readString(folder.resolve("family-relation_20260302.csv"), StandardCharsets.ISO_8859_1);
        assertThat(rows.get("family-relation"))
                .isEqualTo(text.lines().count() - 1)
                .isGreaterThan(100);
        assertThat(text.lines()).anyMatch(l -> l.matches("GX\\d+\\|1\\|.*\\|\\d{8}\\|"));
        assertThat(text.lines()).anyMatch(l -> l.matches("GX\\d+\\|1\\|.*\\|\\d{8}\\|\\d{8}"));
        assertThat(text.lines()).anyMatch(l -> l.matches("GX\\d+\\|2\\|.*\\|\\d{6}20[12]\\d{8}[\\dX]\\|\\d{8}\\|"));
        assertThat(folder.resolve("family-relation_20260302.csv.ctl")).exists();
    }

    @Test
    void theTruthNamesTheLineOfADirtyRowInItsFile() throws Exception {
        int looked = 0;
        for (JsonNode d : lines(city.truthDir().resolve("dirty.jsonl"))) {
            String at = d.get("at").asText();
            if (d.get("dataset").asText().equals("medical-settlement")) {
                String line = Files.readString(city.keptDir().resolve("medical-settlement/" + at + ".r1"), GBK_LENIENT)
                        .split("\r\n")[d.get("line").asInt() - 1];
                assertThat(line).startsWith(d.get("key").asText());
                switch (d.get("kind").asText()) {
                    case "cut-record" -> assertThat(line.split(",", -1)).hasSize(6);
                    case "too-many-columns" -> assertThat(line.split(",", -1)).hasSize(13);
                    case "date-1899" -> assertThat(line).contains(",18991231,");
                    default -> assertThat(line).contains(",");
                }
                looked++;
            }
        }
        assertThat(looked).isGreaterThan(50);
    }

    private static final Charset GBK_LENIENT = Charset.forName("ISO-8859-1");

    @Test
    void statementsAreCamt053AndTheirBalancesAddUpFromDayToDay() throws Exception {
        Map<String, BigDecimal> closing = new TreeMap<>();
        for (int day = 0; day < SPEC.days(); day++) {
            LocalDate date = SPEC.start().plusDays(day);
            String name = "camt053_" + date.toString().replace("-", "") + ".xml";
            Path file = bed.arrived("bank").resolve("bank-statement").resolve(name);
            assertThat(file).exists();
            String xml = Files.readString(city.keptDir().resolve("bank-statement/" + name + ".r1"));
            List<AccountStatement9> statements =
                    MxCamt05300108.parse(xml).getBkToCstmrStmt().getStmt();
            assertThat(statements).hasSize(2);
            for (AccountStatement9 s : statements) {
                String account = s.getAcct().getId().getOthr().getId();
                BigDecimal sum = s.getBal().get(0).getAmt().getValue();
                if (closing.containsKey(account)) {
                    assertThat(sum).isEqualByComparingTo(closing.get(account));
                }
                for (var entry : s.getNtry()) {
                    BigDecimal amount = entry.getAmt().getValue();
                    sum = entry.getCdtDbtInd() == CreditDebitCode.CRDT ? sum.add(amount) : sum.subtract(amount);
                }
                assertThat(s.getBal().get(1).getAmt().getValue()).isEqualByComparingTo(sum);
                assertThat(s.getNtry()).isNotEmpty();
                closing.put(account, sum);
            }
        }
    }

    /** Digest of every table and every file of a city, without what depends on the clock. */
    private static Map<String, String> digests(Sources sources) throws Exception {
        Map<String, String> out = new TreeMap<>();
        String md5 = "SELECT md5(string_agg(t::text, chr(10) ORDER BY t::text)) FROM ";
        out.put("dj_nsrxx", Testbed.ask(sources.taxCore(), md5 + "dj_nsrxx t"));
        out.put("zs_qsxx", Testbed.ask(sources.taxCore(), md5 + "zs_qsxx t"));
        out.put("dj_rzxx", Testbed.ask(sources.taxCore(), md5 + "dj_rzxx t"));
        for (String table : List.of("bdc_ql", "bdc_dyaq", "bdc_cf", "bdc_sq")) {
            out.put(table, Testbed.ask(sources.propertyRegister(), md5 + table + " t"));
        }
        out.put("bzdz", Testbed.ask(sources.exchangeTables(), md5 + "bzdz t"));
        for (String dataset : INTERFACES) {
            String table = dataset.replace('-', '_');
            out.put(table, Testbed.ask(sources.court(), md5 + table + " t"));
        }
        for (Path root : List.of(sources.keptDir(), sources.truthDir())) {
            try (Stream<Path> files = Files.walk(root)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    // when it was sent, nonce and signature differ each time
                    if (!file.endsWith("deliveries.jsonl")
                            && !file.getFileName().toString().contains(".sealed")) {
                        out.put(root.relativize(file).toString(), md5(Files.readAllBytes(file)));
                    }
                }
            }
        }
        return out;
    }

    private static List<JsonNode> lines(Path file) throws IOException {
        List<JsonNode> out = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            out.add(Json.MAPPER.readTree(line));
        }
        return out;
    }

    private static String md5(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes));
    }

    private static String sm3(byte[] bytes) {
        SM3Digest digest = new SM3Digest();
        digest.update(bytes, 0, bytes.length);
        byte[] out = new byte[32];
        digest.doFinal(out, 0);
        return HexFormat.of().formatHex(out);
    }
}
