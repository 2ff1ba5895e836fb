package org.taxbrain.schemas.parse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.taxbrain.schemas.catalogue.Catalogue;
import org.taxbrain.schemas.catalogue.Dataset;
import org.taxbrain.schemas.parse.CleanResult.CleanRow;
import org.taxbrain.schemas.parse.CleanResult.Fault;
import org.taxbrain.schemas.record.Remark;

class RowCleanerTest {
    private static final long LANDED_AT = Instant.parse("2026-03-01T02:00:00Z").toEpochMilli();
    private static final String DESCRIPTOR = """
            dataset: sample
            revision: 1
            department: test
            title: {zh-CN: 样例, en: Sample}
            record: Sample
            key: [id]
            extent: incremental
            freshness: PT1H
            purpose: test
            legalBasis: none
            sharing: conditional
            agreementExpiry: 2028-12-31
            retention: P1Y
            source:
              http: {system: test, path: /x, updatedAt: u, sequence: s}
            fields:
              status: {codes: {"1": "true", "2": "false"}}
              price: {unit: wan, nullWords: ["无", "NULL"]}
              note: {pattern: 'no\\. (\\d+)'}
              seenAt: {format: yyyyMMddHHmmss}
              parts: {source: p}
              parts.size: {source: s}
            """;
    private static final String IDL = """
            @namespace("org.taxbrain.dataset")
            protocol Samples {
              record Part {
                string @checks(["one-of:a,b"]) kind;
                long @checks(["max:9"]) size;
                union { null, boolean } whole = null;
              }
              record Sample {
                string @label("编号") @checks(["matches:[A-Z]\\\\d+"]) id;
                union { null, boolean } status = null;
                union { null, long } @meaning("money") @checks(["min:0"]) price = null;
                union { string, null } note;
                union { null, timestamp_ms } @checks(["not-after-landing"]) seenAt = null;
                union { null, string } @meaning("decimal") @checks(["min:0", "max:10"]) area = null;
                union { null, date } @checks(["from:1990-01-01", "not-after-landing"]) on = null;
                union { null, array<Part> } parts = null;
              }
            }
            """;
    private final Dataset sample = Dataset.parse("sample", DESCRIPTOR, IDL);
    private final Catalogue catalogue = Catalogue.load(List.of());

    @Test
    void shouldReadSeveralFieldsOutOfOneColumnByTheirPatternsReplacementsAndNumerals() {
        Dataset deals = Dataset.parse("sample", DESCRIPTOR.substring(0, DESCRIPTOR.indexOf("fields:")) + """
                        fields:
                          land: {source: pieces, pattern: '土地(\\d+)'}
                          parking: {source: pieces, pattern: '车位(\\d+)', zeroWords: ["-"]}
                          floor: {numerals: floor, nullWords: ["全"]}
                          born: {format: yyMMdd, firstYear: 1900, replace: [{find: '^(\\d\\d)5', by: '$10'}, {find: '^(\\d\\d)6', by: '$11'}]}
                          fee: {zeroWords: ["免"]}
                        """, """
                @namespace("org.taxbrain.dataset")
                protocol Samples {
                  record Sample {
                    string id;
                    long land;
                    union { null, long } parking = null;
                    union { null, long } floor = null;
                    union { null, date } born = null;
                    union { null, string } @meaning("decimal") fee = null;
                  }
                }
                """);
        String pieces = "土地１建物1车位2";
        GenericRecord clean = read(deals, accepted(deals, "1", pieces, pieces, "地下一層", "455713", "免"));
        assertThat(clean.get("land")).isEqualTo(1L);
        assertThat(clean.get("parking")).isEqualTo(2L);
        assertThat(clean.get("floor")).isEqualTo(-1L);
        assertThat(clean.get("born")).isEqualTo((int) LocalDate.of(1945, 7, 13).toEpochDay());
        assertThat(clean.get("fee")).hasToString("0");
        GenericRecord other = read(deals, accepted(deals, "1", pieces, "-", "全", "706213", "0.5万"));
        assertThat(other.get("parking")).isNull();
        assertThat(other.get("floor")).isNull();
        assertThat(other.get("born")).isEqualTo((int) LocalDate.of(1970, 12, 13).toEpochDay());
        assertThat(other.get("fee")).hasToString("5000");
    }

    @Test
    void shouldWriteEveryTypeInItsCleanForm() {
        CleanRow row =
                accepted(sample, "Ａ1 ", "1", "650", "see no. 17 there", "20260301100000", "9.50", "2026-03-01", """
                [{"kind": "a", "s": 9, "unknown": {"x": [1]}}, {"kind": "ｂ", "size": "3.0", "whole": false}]""");
        GenericRecord clean = read(sample, row);
        assertThat(clean.get("id")).hasToString("A1");
        assertThat(clean.get("status")).isEqualTo(true);
        assertThat(clean.get("price")).isEqualTo(650_000_000L);
        assertThat(clean.get("note")).hasToString("17");
        assertThat(clean.get("seenAt"))
                .isEqualTo(Instant.parse("2026-03-01T02:00:00Z").toEpochMilli());
        assertThat(clean.get("area")).hasToString("9.5");
        assertThat(clean.get("on")).isEqualTo((int) LocalDate.of(2026, 3, 1).toEpochDay());
        assertThat(clean.get("parts"))
                .hasToString(
                        "[{\"kind\": \"a\", \"size\": 9, \"whole\": null}, {\"kind\": \"b\", \"size\": 3, \"whole\": false}]");
        assertThat(row.remarks()).isEmpty();
    }

    @Test
    void shouldTakeWhatIsAbsentForAbsent() {
        GenericRecord clean = read(sample, accepted(sample, "A1", "", "无", "no number here", null, " "));
        for (Schema.Field field : clean.getSchema().getFields().subList(1, 8)) {
            assertThat(clean.get(field.pos())).as(field.name()).isNull();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "0; ''; id; required",
                "0; a1; id; matches",
                "1; 3; status; code-unknown",
                "2; 12 boxes; price; type",
                "2; -1; price; min",
                "4; 2026-03-01; seenAt; type",
                "4; 20260302100000; seenAt; not-after-landing",
                "5; 10.01; area; max",
                "5; much; area; type",
                "6; 1989-12-31; on; from",
                "6; 2070-01-01; on; not-after-landing",
                "7; {}; parts; type",
                "7; '[{\"kind\": \"a\", \"s\": 1}'; parts; type",
                "7; '[1]'; parts; type",
                "7; '[{\"s\": 1}]'; parts.kind; required",
                "7; '[{\"kind\": \"c\", \"s\": 1}]'; parts.kind; one-of",
                "7; '[{\"kind\": \"a\", \"s\": 10}]'; parts.size; max",
            })
    void shouldNameFieldAndRuleAndNeverTheValue(int position, String value, String field, String rule) {
        String[] row = {"A1", "1", "1", "no. 1", "20260301100000", "1", "2026-03-01", "[]"};
        row[position] = value;
        Fault fault = refused(sample, row);
        assertThat(fault.field()).isEqualTo(field);
        assertThat(fault.rule()).isEqualTo(rule);
        assertThat(fault.message()).contains("field " + field).contains("rule " + rule);
        if (value.length() > 3) {
            assertThat(fault.message()).doesNotContain(value);
        }
    }

    @Test
    void shouldReportTheFirstFaultInTheSchemasOrder() {
        assertThat(refused(sample, "A1", "3", "x", "n", "x").rule()).isEqualTo("code-unknown");
    }

    @Test
    void shouldForgetARefusedRowBeforeTheNext() {
        RowCleaner cleaner = RowCleaner.of(sample);
        CleanRow alone = (CleanRow) cleaner.clean(List.of("A1"), LANDED_AT);
        assertThat(cleaner.clean(List.of("A12345", "1", "-1"), LANDED_AT)).isInstanceOf(Fault.class);
        assertThat(((CleanRow) cleaner.clean(List.of("A1"), LANDED_AT)).payload())
                .isEqualTo(alone.payload());
    }

    @Test
    void shouldCheckAnIdentifierByTheTypeBesideIt() {
        Dataset rights = catalogue.dataset("property-right");
        String holders = """
                [{"qlrmc": "王伟", "zjzl": "1", "zjh": "330102200403064", "qlbl": null},
                 {"qlrmc": "某公司", "zjzl": "7", "zjh": "91350211m00013fa1n"}]""";
        CleanRow row = accepted(rights, right(holders));
        assertThat(read(rights, row).get("holders").toString())
                .contains("\"id\": \"33010219200403064X\"")
                .contains("\"idType\": \"uscc\"")
                .contains("\"id\": \"91350211M00013FA1N\"");
        assertThat(row.remarks())
                .containsExactly(
                        new Remark("holders.id", "resident-id-15-digits"), new Remark("holders.id", "uscc-early-code"));
        Fault fault = refused(rights, right(holders.replace("\"7\"", "\"3\"").replace("91350211m00013fa1n", "12")));
        assertThat(fault.field()).isEqualTo("holders.id");
        assertThat(fault.rule()).isEqualTo("identifier-of");
    }

    @Test
    void shouldGiveOneKeyAndOneContentToOneResidentHoweverWritten() {
        Dataset residents = catalogue.dataset("resident");
        byte[] old =
                accepted(residents, "330102200403064", "王  伟", "19200403", "1").payload();
        byte[] now = accepted(residents, "３３０１０２１９２００４０３０６４ｘ", "王 伟", "19200403", "1")
                .payload();
        assertThat(now).isEqualTo(old);
    }

    @Test
    void shouldFindTheCaseNumberInARemittanceText() {
        Dataset statements = catalogue.dataset("bank-statement");
        String text = "执行款，案号：（2024）浙0106执00123号，王伟";
        GenericRecord clean = read(
                statements,
                accepted(statements, "R1", "S1", "33001", "CRDT", "CNY", "1,234.50", "2026-02-28", text, text));
        assertThat(clean.get("caseNo")).hasToString("(2024)浙0106执123号");
        assertThat(clean.get("amount")).isEqualTo(123_450L);
        assertThat(clean.get("direction")).hasToString("credit");
    }

    @Test
    void shouldReadWhatBurdensAUnitAsItsRegisterWritesIt() {
        String unit = "330106001001GB00001F00010001";
        Dataset mortgages = catalogue.dataset("property-mortgage");
        GenericRecord mortgage = read(
                mortgages,
                accepted(
                        mortgages,
                        "DY1",
                        "３３０106001001GB00001F00010001",
                        "某银行",
                        "91350100M000100Y43",
                        "1000000.00",
                        "2020-01-01",
                        null));
        assertThat(mortgage.get("secured")).isEqualTo(1_000_000_00L);
        assertThat(mortgage.get("unitNo")).hasToString(unit);
        assertThat(refused(mortgages, "DY1", unit, "某银行", "91350100M000100Y34", "1.00", "2020-01-01", null)
                        .rule())
                .isEqualTo("uscc");

        Dataset seizures = catalogue.dataset("property-seizure");
        GenericRecord waiting =
                read(seizures, accepted(seizures, "CF1", unit, "2", null, "某法院", null, "2021-01-01", null, null));
        assertThat(waiting.get("kind")).hasToString("waiting");
        assertThat(waiting.get("from")).isNull();
        GenericRecord renewal = read(
                seizures,
                accepted(
                        seizures,
                        "CF2",
                        unit,
                        "5",
                        "CF1",
                        "某法院",
                        "（2021）浙0106执1号之一",
                        "2021-01-01",
                        "2021-02-01",
                        "2099-01-31"));
        assertThat(renewal.get("renews")).hasToString("CF1");
        assertThat(renewal.get("to")).isNotNull();
        assertThat(refused(seizures, "CF1", unit, "9", null, "某法院", null, "2021-01-01", null, null)
                        .rule())
                .isEqualTo("code-unknown");
    }

    @Test
    void shouldReadALoanOfOneOrTwoBorrowers() {
        Dataset loans = catalogue.dataset("housing-loan");
        String[] row = {
            "DK1",
            "330106001001GB00001F00010001",
            "周建国",
            "身份证",
            "33010619560101003x",
            "John Smith",
            "护照",
            "E12345678",
            "是",
            "1,000,000.00",
            "正常",
            "20200102",
            ""
        };
        GenericRecord both = read(loans, accepted(loans, row));
        assertThat(both.get("borrowerId")).hasToString("33010619560101003X");
        assertThat(both.get("coBorrowerId")).hasToString("E12345678");
        assertThat(both.get("firstHome")).isEqualTo(true);
        assertThat(both.get("to")).isNull();

        row[5] = "";
        row[6] = "";
        row[7] = "";
        assertThat(read(loans, accepted(loans, row)).get("coBorrowerId")).isNull();

        row[7] = "E12345678";
        Fault fault = refused(loans, row);
        assertThat(fault.field()).as("an id of no kind").isEqualTo("coBorrowerId");
    }

    @Test
    void shouldReadWhoHoldsAPositionPersonOrFirm() {
        Dataset positions = catalogue.dataset("position-holder");
        String djxh = "10113301000012345678";
        GenericRecord clean = read(
                positions,
                accepted(positions, "RZ1", djxh, null, "01", "周建国", "201", "33010619560101003x", "2020-01-02", null));
        assertThat(clean.get("kind")).hasToString("legal-representative");
        assertThat(clean.get("id")).hasToString("33010619560101003X");
        assertThat(clean.get("to")).isNull();
        GenericRecord agent = read(
                positions,
                accepted(
                        positions,
                        "RZ2",
                        djxh,
                        "某公司",
                        "04",
                        "某记账公司",
                        "100",
                        "91350100M000100Y43",
                        "2020-01-02",
                        "2099-12-31"));
        assertThat(agent.get("idType")).hasToString("uscc");
        assertThat(refused(positions, "RZ3", djxh, null, "05", "某人", "201", "33010619560101003x", "2020-01-02", null)
                        .rule())
                .isEqualTo("code-unknown");
    }

    private static String[] right(String holders) {
        return new String[] {
            "1", "330106001001GB00001F00010001", null, "6", holders, null, null, null, null, "2020-01-01", null
        };
    }

    private static CleanRow accepted(Dataset dataset, String... values) {
        CleanResult result = RowCleaner.of(dataset).clean(list(values), LANDED_AT);
        assertThat(result).isInstanceOf(CleanRow.class);
        return (CleanRow) result;
    }

    private static Fault refused(Dataset dataset, String... values) {
        CleanResult result = RowCleaner.of(dataset).clean(list(values), LANDED_AT);
        assertThat(result).isInstanceOf(Fault.class);
        return (Fault) result;
    }

    private static List<String> list(String... values) {
        return new ArrayList<>(Arrays.asList(values));
    }

    private static GenericRecord read(Dataset dataset, CleanRow row) {
        try {
            return new GenericDatumReader<GenericRecord>(dataset.schema())
                    .read(null, DecoderFactory.get().binaryDecoder(row.payload(), null));
        } catch (IOException e) {
            throw new AssertionError("the payload is not of the dataset's schema", e);
        }
    }
}
