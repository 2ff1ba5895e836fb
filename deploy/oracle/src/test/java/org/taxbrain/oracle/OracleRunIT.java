package org.taxbrain.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.taxbrain.oracle.compare.FaithfulIndex;
import org.taxbrain.schemas.text.Sm3;

/** The comparison with a real Elasticsearch: no difference where there is none, and one for each that there is. */
class OracleRunIT {
    private static final String WANG = "330106198503122015";
    private static final String LI = "330106198607043020";
    private static final String DJXH = "10113301000012345678";
    private static final String UNIT = "330106001001GB00001F00010001";
    private static final String CASE = "（2021）浙0106执1234号";

    @TempDir
    static Path folder;

    private static SmallSources sources;
    private static RealServer server;
    private static URI url;
    private static FaithfulIndex index;
    private static OracleRun run;

    @BeforeAll
    static void start() throws Exception {
        server = RealServer.elasticsearch(folder.resolve("elasticsearch"));
        url = URI.create("http://" + server.address());
        index = new FaithfulIndex(url);
        sources = new SmallSources(folder.resolve("city"));
        sources.registration(DJXH, "王伟", "201", WANG)
                .arrears("QS1", DJXH, "2025-06-15", "12.00")
                .right("R1", UNIT, holder("王伟", WANG), "2021-06-01", null)
                .right("R2", UNIT.replace("F0001", "F0002"), holder("李娜", LI), "2021-06-01", null)
                .right("R3", UNIT, holder("王伟", "1"), "2021-06-01", null)
                .dirty("property-right", "public.bdc_ql", "R3", "holders.id", "identifier-of")
                .enforcementCase(CASE, "民间借贷纠纷", "[" + applicant("王伟", WANG) + "," + applicant("李娜", LI) + "]")
                .funds("M1", CASE, "收", "0", "200.00", "0", "2026-01-05")
                .medical("2026-03-01", 1, SmallSources.bill("JS1", WANG, "王伟"), "JS2,1");
        sources.dirty("medical-settlement", "medical-settlement_20260301.csv", "JS2", 3, 1, null, "columns-missing");
        run = OracleRun.prepare(sources.config(url), Progress.NONE);
    }

    @AfterAll
    static void stop() throws Exception {
        if (sources != null) {
            sources.close();
        }
        server.close();
    }

    @BeforeEach
    void fill() throws Exception {
        index.create();
        index.fill(sources.database("oracle"), SmallSources.PEPPER);
        quarantine("property-right", "public.bdc_ql@snapshot:x", "\"holders.id\"", "identifier-of", "R3");
        quarantine("medical-settlement", "medical-settlement_20260301.csv:3", "null", "columns-missing", "JS2");
    }

    @Test
    void aFaithfulIndexHasNoDifferences() {
        Report report = run.compare(Progress.NONE);

        assertThat(report.samples()).isEmpty();
        assertThat(report.testDataDefects()).isEmpty();
        assertThat(report.isClean()).isTrue();
        assertThat(report.byIndex().get("taxpayer")).isEqualTo(new Report.IndexDifferences(2, 2, 0, 0, 0));
        assertThat(report.byIndex().get("reminder").actual()).isEqualTo(3);
        assertThat(report.expectedCounts())
                .containsEntry("reminders.case-interest-unpaid", 2L)
                .containsEntry("clean.property-right", 2L);
    }

    @Test
    void aFileThatSaysSomethingElseDiffersUntilItIsPutRight() throws Exception {
        index.alter("taxpayer", id("person:" + WANG), "\"openArrears\":1200", "\"openArrears\":1300");

        Report report = run.compare(Progress.NONE);

        assertThat(report.byIndex().get("taxpayer")).isEqualTo(new Report.IndexDifferences(2, 2, 0, 0, 1));
        assertThat(report.samples())
                .singleElement()
                .extracting(Report.Sample::path, Report.Sample::expected, Report.Sample::actual)
                .containsExactly("summary.openArrears", "1200", "1300");

        index.alter("taxpayer", id("person:" + WANG), "\"openArrears\":1300", "\"openArrears\":1200");
        assertThat(run.compare(Progress.NONE).differences()).isZero();
    }

    @Test
    void aMissingDocumentAndASoftDeletedOneAreMissed() throws Exception {
        index.softDelete("taxpayer", id("person:" + WANG));

        Report report = run.compare(Progress.NONE);

        assertThat(report.byIndex().get("taxpayer")).isEqualTo(new Report.IndexDifferences(2, 1, 1, 0, 0));
        assertThat(report.samples().toString())
                .contains("taxpayer person:3301…(18)")
                .doesNotContain(WANG);
    }

    @Test
    void aDocumentThatNothingExplainsIsExtra() throws Exception {
        index.put("taxpayer", id("person:1"), "{\"subject\": \"person:1\", \"kind\": \"person\", \"deleted\": false}");

        assertThat(run.compare(Progress.NONE).byIndex().get("taxpayer").extra()).isEqualTo(1);
    }

    @Test
    void aSubjectThatStandsTwiceIsFound() throws Exception {
        index.put(
                "taxpayer",
                "another",
                "{\"subject\": \"person:" + WANG + "\", \"kind\": \"person\", \"deleted\": false}");

        assertThat(run.compare(Progress.NONE).differences()).isPositive();
    }

    @Test
    void aReminderThatShowsTheIdentifierIsADifference() throws Exception {
        String subject = "person:" + WANG;
        index.put(
                "reminder",
                Sm3.keyedHash(SmallSources.PEPPER, "open-arrears|" + subject + "|tax-arrears|QS1"),
                """
                {"rule": "open-arrears", "fact": "tax-arrears|QS1", "base": 1200, "rate": "0.0005", "from": "2025-06-16", "asOf": "2026-03-01",
                 "office": "西湖区税务局", "legalBasis": "税收征收管理法第三十二条", "subjectHash": "%s", "subjectMasked": "%s", "deleted": false}""".formatted(id(subject), WANG));

        Report report = run.compare(Progress.NONE);

        assertThat(report.byIndex().get("reminder").different()).isEqualTo(1);
        assertThat(report.samples()).anyMatch(s -> s.expected().equals("no identifier in clear"));
    }

    @Test
    void quarantineThatLacksADirtyRowOrHoldsAGoodOneDiffers() throws Exception {
        index.softDelete("quarantine", "medical-settlement_20260301.csv:3");
        quarantine("property-right", "public.bdc_ql@1", "\"unitNo\"", "unit-no", "R1");

        Report.IndexDifferences found = run.compare(Progress.NONE).byIndex().get("quarantine");

        assertThat(found).isEqualTo(new Report.IndexDifferences(2, 2, 1, 1, 0));
    }

    @Test
    void anIndexThatIsNotThereIsAMessageNotADifference() {
        OracleRun elsewhere = OracleRun.prepare(sources.config(URI.create("http://127.0.0.1:1")), Progress.NONE);

        assertThatThrownBy(() -> elsewhere.compare(Progress.NONE))
                .isInstanceOf(OracleException.class)
                .hasMessageContaining("http://127.0.0.1:1")
                .hasMessageContaining("is Elasticsearch up?");
    }

    private static void quarantine(String dataset, String position, String field, String rule, String key)
            throws Exception {
        index.put(
                "quarantine",
                position.replaceAll("[^A-Za-z0-9.:_-]", "_"),
                "{\"id\": \"%s\", \"dataset\": \"%s\", \"position\": \"%s\", \"field\": %s, \"rule\": \"%s\", \"keyHash\": \"%s\", \"deleted\": false}"
                        .formatted(id(dataset + "|" + position), dataset, position, field, rule, id(key)));
    }

    private static String id(String text) {
        return Sm3.keyedHash(SmallSources.PEPPER, text);
    }

    private static String holder(String name, String id) {
        return "[{\"qlrmc\": \"%s\", \"zjzl\": \"1\", \"zjh\": \"%s\"}]".formatted(name, id);
    }

    private static String applicant(String name, String id) {
        return "{\"role\": \"申请执行人\", \"name\": \"%s\", \"idType\": \"身份证\", \"id\": \"%s\"}".formatted(name, id);
    }
}
