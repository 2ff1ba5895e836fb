package org.taxbrain.connectors.files.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.taxbrain.schemas.catalogue.Dataset;
import org.taxbrain.schemas.catalogue.FieldType;
import org.taxbrain.schemas.check.BankCard;
import org.taxbrain.schemas.check.Cnaps;
import org.taxbrain.schemas.value.Numerals;

class DeclarationDraftTest {
    private static final Map<String, String> LAWFUL = Map.of(
            "department", "utilities",
            "title", "水表",
            "purpose", "漏征漏管核查",
            "legalBasis", "税收征收管理法第六条",
            "sharing", "conditional",
            "agreementExpiry", "2028-12-31",
            "retention", "P10Y");
    private static final long NOW = Instant.parse("2026-03-01T00:00:00Z").toEpochMilli();

    @TempDir
    private Path folder;

    @Test
    void shouldProposeWhatTheSampleShows() throws Exception {
        StringBuilder text = new StringBuilder("meter_no;信用代码;read_date;fee;status;note\n");
        for (int i = 0; i < 60; i++) {
            text.append("M%03d;%s;202603%02d;%d,%03d.50;%s;%s\n"
                    .formatted(
                            i,
                            i == 7 ? "no" : "91330106MA2ABCDEX7",
                            1 + i % 28,
                            i + 1,
                            i,
                            i % 2 == 0 ? "开" : "关",
                            i == 3 ? "-" : "x"));
        }
        DeclarationDraft draft = draft("meters_20260331.csv", text.toString(), Charset.forName("GBK"), LAWFUL);
        Dataset dataset = Dataset.parse("meter", draft.descriptor(), draft.idl());

        assertThat(dataset.descriptor().key()).containsExactly("meterNo");
        assertThat(dataset.field("meterNo").type()).isEqualTo(FieldType.STRING);
        assertThat(dataset.field("readDate").type()).isEqualTo(FieldType.DATE);
        assertThat(dataset.field("fee").type()).isEqualTo(FieldType.MONEY);
        assertThat(dataset.descriptor().fields().get("status").codes()).containsOnlyKeys("开", "关");
        assertThat(dataset.descriptor().fields().get("note").nullWords()).containsExactly("-");
        assertThat(dataset.descriptor().subjects()).singleElement().satisfies(subject -> {
            assertThat(subject.id()).isEqualTo("column2");
            assertThat(subject.identifier()).isEqualTo("uscc");
        });
        var files = dataset.descriptor().source().files();
        assertThat(files.charset()).isEqualTo("GB18030");
        assertThat(files.delimiter()).isEqualTo(";");
        assertThat(files.headerLines()).isOne();
        assertThat("meters_20260401.csv").matches(files.name());
        assertThat(draft.trial(NOW).clean()).isEqualTo(59);
        assertThat(draft.trial(NOW).faults()).containsOnlyKeys("column2: uscc");
    }

    @Test
    void shouldProposeTheRepublicsDatesAndChineseNumerals() throws Exception {
        StringBuilder text = new StringBuilder("no,交易日期,完成日期,層次,棟數\n");
        String[] floors = {"四層", "十二層", "地下一層"};
        String[] counts = {"一", "十二", "二十"};
        for (int i = 0; i < 60; i++) {
            text.append("%d,%s04%02d,109年4月%d日,%s,%s\n"
                    .formatted(
                            1000 + i, i % 5 == 0 ? "99" : "109", 1 + i % 28, 1 + i % 28, floors[i % 3], counts[i % 3]));
        }
        DeclarationDraft draft = draft("deals.csv", text.toString(), Charset.forName("UTF-8"), LAWFUL);
        Dataset dataset = Dataset.parse("meter", draft.descriptor(), draft.idl());
        assertThat(dataset.fields().stream().map(f -> f.hint().format()))
                .containsExactly(null, "roc:yyyMMdd", "roc:yyy年M月d日", null, null);
        assertThat(dataset.fields().stream().map(f -> f.hint().numerals()))
                .containsExactly(null, null, null, Numerals.FLOOR, Numerals.CHINESE);
        assertThat(draft.trial(NOW).clean()).isEqualTo(60);
    }

    @Test
    void shouldKnowCardsAndBranchesFromNumbersOfTheirLength() throws Exception {
        StringBuilder text = new StringBuilder("no,branch,card,other\n");
        for (int i = 0; i < 60; i++) {
            String branch = "10233100%03d".formatted(i);
            String card = "622848040256489%03d".formatted(i);
            text.append("%d,%s%s,%s%s,622848040256489%04d\n"
                    .formatted(i, branch, Cnaps.checkDigit(branch), card, BankCard.checkDigit(card), i));
        }
        DeclarationDraft draft = draft("cards.csv", text.toString(), Charset.forName("UTF-8"), LAWFUL);
        Dataset dataset = Dataset.parse("meter", draft.descriptor(), draft.idl());
        assertThat(dataset.fields().get(1).checks()).containsExactly("cnaps");
        assertThat(dataset.fields().get(2).checks()).containsExactly("bank-card");
        assertThat(dataset.fields().get(2).sensitivity()).isEqualTo("personal");
        assertThat(dataset.fields().get(3).checks()).doesNotContain("bank-card");
    }

    @Test
    void shouldRefuseToBeUsedUntilItsUseIsLawful() throws Exception {
        DeclarationDraft draft = draft("a.csv", "id,n\n1,x\n2,y\n", Charset.forName("UTF-8"), Map.of());
        assertThat(draft.missing()).contains("purpose", "legalBasis", "agreementExpiry");
        assertThatThrownBy(() -> draft.trial(NOW)).hasMessageContaining("purpose is missing");
    }

    @Test
    void shouldSayWhenAFileHoldsNoTable() {
        assertThatThrownBy(() -> draft("a.txt", "only words\nin lines\n", Charset.forName("UTF-8"), LAWFUL))
                .isInstanceOf(SampleException.class)
                .hasMessageContaining("no table");
    }

    @Test
    void shouldReadRealFilesByWhatItProposesForThem() throws Exception {
        Path data = realData();
        assertThat(proposed(data, "property-uk/ppd_scunthorpe_noheader.csv.gz", 0))
                .isEqualTo("26 {}");
        assertThat(proposed(data, "medical-synthea/encounters.csv.gz", 1)).isEqualTo("7584 {}");
        assertThat(proposed(data, "bank-berka/loan.asc.gz", 1)).isEqualTo("682 {}");
        assertThat(proposed(data, "bank-berka/client.asc.gz", 1)).isEqualTo("5369 {}");
        // 交易年月日 and 建築完成年月 are dates of the Republic; one of them is 076  03
        assertThat(proposed(data, "property-taipei/a_lvr_land_a_taipei.csv.gz", 2))
                .isEqualTo("8840 {column15: type=1}");
    }

    private static Path realData() {
        String named = System.getenv("TAXBRAIN_SHARED_DATA");
        Path data = named == null ? Path.of("..", "..", "shared", "data") : Path.of(named);
        assumeTrue(
                Files.isDirectory(data),
                "the real data is not on this machine; set TAXBRAIN_SHARED_DATA to the folder that holds it");
        return data;
    }

    private static String proposed(Path data, String file, int headerLines) throws IOException {
        Sample sample = Sample.read(data.resolve(file));
        assertThat(sample.files()).as(file).contains("headerLines: " + headerLines);
        var trial =
                new DeclarationDraft("real", sample, Path.of(file).getFileName().toString(), LAWFUL).trial(NOW);
        return trial.clean() + " " + trial.faults();
    }

    private DeclarationDraft draft(String name, String text, Charset charset, Map<String, String> lawful)
            throws IOException {
        Path file = Files.write(folder.resolve(name), text.getBytes(charset));
        return new DeclarationDraft("meter", Sample.read(file), name, lawful);
    }
}
