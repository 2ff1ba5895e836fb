package org.taxbrain.schemas.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/** Numbers from a public library's tests, with verdicts computed from the standards; they lie outside the repository. */
class ReferenceVectorsTest {
    private static final long LANDED = LocalDate.of(2026, 3, 1).toEpochDay();
    /** One digit repeated, which that library takes for a number of 1911. */
    private static final String FILLER = "111111111111111";
    /** Without a later period: one that ended by 1983. */
    private static final Pattern DIVISION_THAT_WENT_EARLY =
            Pattern.compile("\\[\\d*-(?:19[67]\\d|198[0-3])\\][^\\[]*$");

    @Test
    void shouldJudgeResidentIdsAsTheStandardDoes() throws IOException {
        Set<String> wrong = Set.of("False", "None");
        for (String[] row : rows("resident_id_vectors.tsv")) {
            boolean right = !row[2].equals("False") && !wrong.contains(row[3]) && !row[0].equals(FILLER);
            Checked checked = Identifier.RESIDENT_ID.check(row[0], LANDED);
            assertThat(checked.accepted())
                    .as("resident id %s: %s", row[0], checked.expected())
                    .isEqualTo(right);
        }
    }

    @Test
    void shouldJudgeCreditCodesAsTheStandardDoesAndWarnOfEarlyOnes() throws IOException {
        for (String[] row : rows("uscc_vectors.tsv")) {
            Checked checked = Identifier.USCC.check(row[0], LANDED);
            assertThat(checked.accepted()).as("uscc %s", row[0]).isEqualTo(row[3].equals("True"));
            assertThat(checked.remark()).isEqualTo(row[2].equals("True") ? null : Uscc.EARLY_CODE);
        }
    }

    /** What went before the first resident ids, and numbers that group counties rather than name one, are the only differences. */
    @Test
    void shouldKnowEveryDivisionThatAnIndependentListHasSinceResidentIdsAreIssued() throws IOException {
        String province = "";
        for (String line : divisions()) {
            if (!line.startsWith(" ")) {
                province = line.substring(0, 2);
                continue;
            }
            int code = Integer.parseInt(province + line.substring(2, 6));
            boolean afterFirstIds = !DIVISION_THAT_WENT_EARLY.matcher(line).find();
            if (afterFirstIds && !line.contains("省直辖")) {
                assertThat(Divisions.isKnown(code)).as("%d: %s", code, line).isTrue();
            }
        }
    }

    private static List<String> divisions() throws IOException {
        Path path = present("reference/divisions/stdnum_loc_with_validity.dat.gz");
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(path)), StandardCharsets.UTF_8))) {
            return lines.lines().filter(l -> !l.startsWith("#")).toList();
        }
    }

    private static List<String[]> rows(String file) throws IOException {
        return Files.readAllLines(present("reference/test-vectors/" + file)).stream()
                .skip(1)
                .map(l -> l.split("\t"))
                .toList();
    }

    private static Path present(String file) {
        Path path = sharedData() == null ? null : sharedData().resolve(file);
        assumeTrue(
                path != null && Files.exists(path),
                "skipped: the reference data is absent; set TAXBRAIN_SHARED_DATA to its folder");
        return path;
    }

    private static Path sharedData() {
        String set = System.getenv("TAXBRAIN_SHARED_DATA");
        if (set != null) {
            return Path.of(set);
        }
        for (Path at = Path.of(System.getProperty("user.dir")); at != null; at = at.getParent()) {
            Path data = at.resolve("shared/data");
            if (Files.isDirectory(data)) {
                return data;
            }
        }
        return null;
    }
}
