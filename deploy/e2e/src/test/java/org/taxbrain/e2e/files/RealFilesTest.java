package org.taxbrain.e2e.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.taxbrain.schemas.record.LandedRecord;

/** Real files land by descriptor and schema only. */
class RealFilesTest {
    @TempDir
    private Path folder;

    private List<LandedRecord> land(String dataset, Optional<Path> file) throws IOException {
        return LandedFile.land(folder, RealData.dataset(dataset), file);
    }

    private static List<String> lines(Path file) throws IOException {
        try (BufferedReader in = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            return in.lines().skip(1).toList();
        }
    }

    private static Map<String, BigDecimal> sums(List<LandedRecord> rows, int group, int amount) {
        Map<String, BigDecimal> sums = new TreeMap<>();
        rows.forEach(r -> sums.merge(
                r.getValues().get(group), new BigDecimal(r.getValues().get(amount)), BigDecimal::add));
        return sums;
    }

    @Test
    void shouldLandEveryPricePaid() throws IOException {
        List<LandedRecord> landed = land("uk-price-paid", RealData.pricePaid());
        assertThat(landed).hasSize(15_374);
        assertThat(landed).allMatch(r -> r.getDefect() == null && r.getExtra().isEmpty());
        assertThat(landed.stream().map(LandedRecord::getKey).distinct()).hasSize(15_374);

        Map<String, BigDecimal> expected = new TreeMap<>();
        for (String line : lines(RealData.pricePaid().orElseThrow())) {
            String[] cells = line.substring(1, line.length() - 1).split("\",\"", -1); // every cell of it is quoted
            expected.merge(cells[12], new BigDecimal(cells[1]), BigDecimal::add);
        }
        assertThat(sums(landed, 12, 1)).isEqualTo(expected);
    }

    @Test
    void shouldLandEveryTransactionAndMarkTheCutOneAlone() throws IOException {
        List<LandedRecord> landed = land("berka-transaction", RealData.berkaTransactions());
        assertThat(landed).hasSize(49_103);
        assertThat(landed.subList(0, 49_102)).allMatch(r -> r.getDefect() == null);
        LandedRecord cut = landed.get(49_102);
        assertThat(cut.getDefect()).isEqualTo("columns-missing");
        assertThat(cut.getPosition()).isEqualTo("trans-1993-01_1994-03-truncated.asc.gz:49104");
        assertThat(cut.getValues().subList(0, 4)).containsExactly("3526882", "11021", "940331", "PRIJE");

        Map<String, BigDecimal> expected = new TreeMap<>();
        for (String line : lines(RealData.berkaTransactions().orElseThrow()).subList(0, 49_102)) {
            String[] cells = line.replace("\"", "").split(";", -1); // no cell of it holds a semicolon
            expected.merge(cells[3], new BigDecimal(cells[5]), BigDecimal::add);
        }
        assertThat(sums(landed.subList(0, 49_102), 3, 5)).isEqualTo(expected);
    }
}
