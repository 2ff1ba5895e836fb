package org.taxbrain.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Row;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.taxbrain.schemas.catalogue.Catalogue;
import org.taxbrain.schemas.catalogue.DataItem;
import org.taxbrain.schemas.catalogue.Dataset;
import org.taxbrain.schemas.catalogue.DescriptorSchema;

/** {@code catalogue} as it is typed; no stack runs. */
class CatalogueCommandTest {
    private static final Path PAGE = Path.of("../../docs/catalogue.md");
    private static final List<String> COLUMNS = List.of(
            "信息资源分类",
            "信息资源名称",
            "信息资源代码",
            "信息资源提供方",
            "信息资源提供方代码",
            "信息资源摘要",
            "信息资源格式分类",
            "信息资源格式类型",
            "信息项名称",
            "数据类型",
            "数据长度",
            "共享类型",
            "共享条件",
            "共享方式分类",
            "共享方式类型",
            "是否向社会开放",
            "开放条件",
            "更新周期",
            "发布日期",
            "关联资源代码");

    private final Catalogue product = Catalogue.load(List.of());

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final PrintStream standardOut = System.out;
    private final PrintStream standardErr = System.err;

    @BeforeEach
    void capture() {
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void restore() {
        System.setOut(standardOut);
        System.setErr(standardErr);
    }

    @Test
    void shouldListEveryDatasetAndItemAsATable() {
        assertThat(Taxbrain.run("catalogue")).isZero();
        assertThat(printed())
                .contains("property-right  不动产权利  natural-resources 规划和自然资源局")
                .contains("  权利人/证件号码", "for 涉税提醒送达与失联核实")
                .endsWith(product.datasets().size() + " datasets, " + items() + " items\n");
        assertThat(items()).isGreaterThanOrEqualTo(106);
    }

    @Test
    void shouldListOnlyWhatIsAskedFor() {
        assertThat(Taxbrain.run("catalogue", "--department", "court", "--dataset", "case-funds"))
                .isZero();
        assertThat(printed()).startsWith("case-funds  案款流水  court 人民法院").endsWith("1 dataset, 8 items\n");
        assertThat(Taxbrain.run("catalogue", "--dataset", "case-fund")).isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .startsWith(
                        "--dataset case-fund: nothing of it is declared; there are [annual-settlement, bank-account,");
        assertThat(Taxbrain.run("catalogue", "--department", "court", "--dataset", "taxpayer"))
                .isEqualTo(1);
    }

    @Test
    void shouldListAsJson() throws IOException {
        assertThat(Taxbrain.run("catalogue", "--json")).isZero();
        JsonNode datasets = new ObjectMapper().readTree(printed()).path("datasets");
        assertThat(datasets).hasSize(product.datasets().size());
        JsonNode taxpayer = StreamSupport.stream(datasets.spliterator(), false)
                .filter(d -> d.path("dataset").asText().equals("taxpayer"))
                .findFirst()
                .orElseThrow();
        assertThat(taxpayer.path("department").asText()).isEqualTo("tax-core");
        JsonNode mobile = taxpayer.path("items").get(8);
        assertThat(mobile.toString())
                .isEqualTo(
                        "{\"item\":\"手机号码\",\"field\":\"mobile\",\"type\":\"string\",\"required\":false,\"check\":[\"mobile\"],"
                                + "\"sensitivity\":\"personal\",\"purpose\":\"涉税提醒送达与失联核实\","
                                + "\"legalBasis\":\"税收征收管理法第十五条\",\"sharing\":\"conditional\","
                                + "\"agreementExpiry\":\"2028-12-31\",\"retention\":\"P10Y\","
                                + "\"index\":[\"taxpayer.sections.taxpayer.items.data.mobile\"]}");
    }

    @Test
    void shouldHaveThePageThatTheDeclarationsMake() throws IOException {
        assertThat(Taxbrain.run("catalogue", "--page")).isZero();
        assertThat(printed())
                .as("write it again: ./taxbrain catalogue --page > docs/catalogue.md")
                .isEqualTo(Files.readString(PAGE));
    }

    @Test
    void shouldCheckTheProductAndRefuseWhatCantBeUsedWithDatasetFileFieldAndRule() throws IOException {
        assertThat(Taxbrain.run("catalogue", "check")).isZero();
        assertThat(printed()).endsWith(product.datasets().size() + " declarations checked, 0 faults\n");
        Dataset funds = product.dataset("case-funds");
        Files.writeString(
                folder.resolve("case-funds.yaml"), funds.descriptorText().replaceFirst("(?m)^retention: .*\\R", ""));
        Files.writeString(folder.resolve("case-funds.avdl"), funds.idlText());
        Files.writeString(folder.resolve("other.yaml"), "dataset: other\n");
        assertThat(Taxbrain.run("catalogue", "check", "--catalogue", folder.toString()))
                .isEqualTo(1);
        assertThat(printed())
                .contains("dataset case-funds, " + folder.resolve("case-funds.yaml"))
                .containsPattern("field caseNo +rule retention +retention is missing; say it for the dataset")
                .contains("dataset other, " + folder.resolve("other.yaml"))
                .contains("the schema other.avdl is missing beside it")
                .endsWith(product.datasets().size() + 2 + " declarations checked, 9 faults\n");
        assertThat(Taxbrain.run("catalogue", "--catalogue", folder.toString())).isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("Every fault of every file: ./taxbrain catalogue check --catalogue " + folder);
        assertThat(Taxbrain.run(
                        "catalogue",
                        "check",
                        "--catalogue",
                        folder.resolve("none").toString()))
                .isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("not a folder; give one that holds descriptors");
    }

    @Test
    void shouldExportCsvInTheColumnsOfTheGuide() throws IOException {
        Path file = folder.resolve("catalogue.csv");
        assertThat(Taxbrain.run("catalogue", "export", "--format", "csv", "--output", file.toString()))
                .isZero();
        assertThat(Files.readString(file)).startsWith("\uFEFF信息资源分类,");
        List<List<String>> rows;
        try (Stream<CsvRecord> records = CsvReader.builder().detectBomHeader(true).ofCsvRecord(file).stream()) {
            rows = records.map(CsvRecord::getFields).toList();
        }
        assertThat(rows.get(0)).isEqualTo(COLUMNS);
        assertThat(rows).hasSize(items() + 1);
        assertThat(rows)
                .contains(List.of(
                        "部门信息资源/规划和自然资源局",
                        "不动产抵押权",
                        "",
                        "规划和自然资源局",
                        "",
                        "不动产抵押权登记：不动产单元、抵押权人、被担保主债权数额、登记与注销日期。",
                        "数据库",
                        "PostgreSQL",
                        "抵押权人统一社会信用代码",
                        "字符型C",
                        "18",
                        "有条件共享",
                        "仅用于不动产涉税事项办理，核实抵押状态；依据：契税法第十三条; 税收征收管理法第六条；有效期至2028-12-31",
                        "共享平台方式",
                        "数据库",
                        "否",
                        "",
                        "实时",
                        "",
                        ""));
    }

    @Test
    void shouldExportAWorkbookWithTheGuidesTwoLinesOfHeadings() throws IOException {
        Path file = folder.resolve("catalogue.xlsx");
        assertThat(Taxbrain.run("catalogue", "export", "--format", "xlsx", "--output", file.toString()))
                .isZero();
        try (ReadableWorkbook workbook = new ReadableWorkbook(file.toFile())) {
            List<Row> rows = workbook.getFirstSheet().read();
            assertThat(rows).hasSize(items() + 2);
            for (int c = 0; c < COLUMNS.size(); c++) {
                String below = rows.get(1).getCellText(c);
                assertThat(below.isEmpty() ? rows.get(0).getCellText(c) : below).isEqualTo(COLUMNS.get(c));
            }
            assertThat(Stream.of(6, 8, 11, 15).map(c -> rows.get(0).getCellText(c)))
                    .containsExactly("信息资源格式", "信息项信息", "共享属性", "开放属性");
            assertThat(rows.get(2).getCellText(1)).isEqualTo("年度汇算清缴");
        }
    }

    @Test
    void shouldExportWhatAFolderDeclaresForTheCatalogue() throws IOException {
        Dataset funds = product.dataset("case-funds");
        Files.writeString(
                folder.resolve("case-funds.yaml"),
                funds.descriptorText()
                        .replace(
                                "  open: false",
                                "  open: true\n  openCondition: 实名注册\n  code: 307001/12\n  published: 2025-08-01\n"
                                        + "  category: [主题信息资源, 公共服务]\n  related: [100001/3]")
                        .replace(
                                "  direction: {",
                                "  interest: {sharing: none, sharingCondition: 案件未结}\n  direction: {"));
        Files.writeString(folder.resolve("case-funds.avdl"), funds.idlText());
        Files.writeString(
                folder.resolve("departments.yaml"), "court: {name: {zh-CN: 某市法院}, uscc: 119900000024820744}\n");
        Path file = folder.resolve("catalogue.csv");
        assertThat(Taxbrain.run(
                        "catalogue",
                        "export",
                        "--format",
                        "csv",
                        "--output",
                        file.toString(),
                        "--catalogue",
                        folder.toString(),
                        "--dataset",
                        "case-funds"))
                .as(err.toString(StandardCharsets.UTF_8))
                .isZero();
        assertThat(Files.readString(file))
                .contains("主题信息资源/公共服务,案款流水,307001/12,某市法院,119900000024820744,")
                .contains("利息,货币型Y,,不予共享,案件未结,共享平台方式,接口,是,实名注册,实时,2025-08-01,100001/3");
    }

    @Test
    void shouldSayWhereNothingCanBeWritten() {
        Path file = folder.resolve("nowhere").resolve("catalogue.csv");
        assertThat(Taxbrain.run("catalogue", "export", "--format", "csv", "--output", file.toString()))
                .isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("there is no folder");
        assertThat(Taxbrain.run("catalogue", "export", "--format", "pdf", "--output", file.toString()))
                .isEqualTo(2);
    }

    @Test
    void shouldPrintTheSchemaOfDescriptors() {
        assertThat(Taxbrain.run("catalogue", "schema")).isZero();
        assertThat(printed()).isEqualTo(DescriptorSchema.text());
    }

    @Test
    void shouldTakeTheDatasetThatTheGuideAdds() throws IOException {
        String guide = Files.readString(Path.of("../../docs/add-a-dataset.md"));
        Files.writeString(folder.resolve("meters_20260331.csv"), between(guide, "<<'END'\n", "END\n"));
        String init = "dataset init" + between(guide, "./taxbrain dataset init", "\n```");
        assertThat(Taxbrain.run(
                        init.replace("\\\n", " ").replace("/tmp/", folder + "/").split("\\s+")))
                .as(printed())
                .isZero();
        String declared = folder.resolve("meter-month").toString();
        assertThat(Taxbrain.run("catalogue", "check", "--catalogue", declared))
                .as(printed())
                .isZero();
        assertThat(Taxbrain.run("catalogue", "--catalogue", declared, "--dataset", "meter-month"))
                .isZero();
        assertThat(printed()).contains("2 would be clean").endsWith("1 dataset, 5 items\n");
    }

    private static String between(String text, String begin, String end) {
        int from = text.indexOf(begin) + begin.length();
        return text.substring(from, text.indexOf(end, from));
    }

    private int items() {
        return product.datasets().stream().mapToInt(d -> DataItem.of(d).size()).sum();
    }

    private String printed() {
        return out.toString(StandardCharsets.UTF_8);
    }
}
