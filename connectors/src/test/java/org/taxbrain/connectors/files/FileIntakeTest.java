package org.taxbrain.connectors.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.taxbrain.connectors.files.FileIntake.Taken;
import org.taxbrain.schemas.catalogue.Dataset;
import org.taxbrain.schemas.record.LandedRecord;
import org.taxbrain.schemas.record.Operation;
import org.taxbrain.schemas.text.Sm3;

class FileIntakeTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-03-10T00:00:00Z"), ZoneOffset.UTC);
    private static final byte[] PEPPER = "0123456789abcdef".getBytes(StandardCharsets.UTF_8);
    private static final Dataset DAILY = TestDatasets.bills("UTF-8", ",", 1, "incremental", false);
    private static final Dataset FULL = TestDatasets.bills("UTF-8", ",", 1, "full", false);
    private static final Dataset CONTROLLED = TestDatasets.bills("UTF-8", ",", 1, "incremental", true);

    @TempDir
    private Path folder;

    private final RecordedLanding landing = new RecordedLanding();
    private Path data;

    private FileIntake intake(Dataset dataset) throws IOException {
        data = folder.resolve("data").resolve(dataset.descriptor().extent().name());
        return new FileIntake(dataset, data, landing, PEPPER, CLOCK, Seal.NONE, 3);
    }

    private Path local(String content) throws IOException {
        return Files.writeString(Files.createTempFile(folder, "local", ".csv"), content);
    }

    private static String file(String... rows) {
        return "id,name,amount\n" + String.join("\n", rows) + "\n";
    }

    private static String control(String content, long rows, String total) {
        return "rows=" + rows + "\ntotal=" + total + "\nsm3=" + Sm3.hex(content.getBytes(StandardCharsets.UTF_8))
                + "\n";
    }

    @Test
    void shouldLandEveryRowWithItsPlaceInTheFile() throws IOException {
        Taken taken = intake(DAILY).take(local(file("b,B,1", "a,A,2")), "bill_20260301.csv", null);
        assertThat(taken).isEqualTo(new Taken(LocalDate.of(2026, 3, 1), 1, 2, 0, false));
        LandedRecord row = landing.rows.get(0);
        assertThat(row.getKey()).isEqualTo("b");
        assertThat(row.getPosition()).isEqualTo("bill_20260301.csv:2");
        assertThat(row.getOrder()).containsExactly(LocalDate.of(2026, 3, 1).toEpochDay(), 1L, 2L);
        assertThat(row.getBatch()).matches("bill_20260301\\.csv@[0-9a-f]{12}");
        assertThat(row.getValues()).containsExactly("b", "B", "1");
        assertThat(row.getDescriptorHash()).isEqualTo(DAILY.hash());
    }

    @Test
    void shouldTellTheBooksWhatAFileHolds() throws IOException {
        String content = file("a,A,1.50", "b,B,2");
        intake(CONTROLLED).take(local(content), "bill_20260301.csv", control(content, 2, "3.50"));
        assertThat(landing.deliveries).singleElement().satisfies(told -> {
            assertThat(told.getBatch()).isEqualTo(landing.rows.get(0).getBatch());
            assertThat(told.getRows()).isEqualTo(2);
            assertThat(told.getTotal()).isEqualTo("3.50");
            assertThat(told.getBusinessDate()).isEqualTo("2026-03-01");
            assertThat(told.getRefusal()).isNull();
        });
    }

    @Test
    void shouldTellTheBooksThatAFileWasRefused() throws IOException {
        intake(CONTROLLED).refused(local(file("a,A,1")), "bill_20260301.csv", "cut in the middle");
        assertThat(landing.deliveries).singleElement().satisfies(told -> {
            assertThat(told.getRefusal()).isEqualTo("cut in the middle");
            assertThat(told.getRows()).isZero();
            assertThat(told.getBatch()).matches("bill_20260301\\.csv@[0-9a-f]{12}");
        });
    }

    @Test
    void shouldGoOnUnderTheSameRevisionAfterBreakingOffInMidFile() throws IOException {
        String content = file("a,A,1", "b,B,2", "c,C,3");
        landing.failAfter(2);
        FileIntake first = intake(DAILY);
        assertThatThrownBy(() -> first.take(local(content), "bill_20260301.csv", null))
                .hasMessageContaining("the broker is gone");
        // a new process
        Taken taken = intake(DAILY).take(local(content), "bill_20260301.csv", null);
        assertThat(taken.revision()).isEqualTo(1);
        assertThat(taken.again()).isFalse();
        assertThat(landing.positions().subList(2, 5))
                .containsExactly("bill_20260301.csv:2", "bill_20260301.csv:3", "bill_20260301.csv:4");
        assertThat(landing.rows.subList(2, 4))
                .extracting(LandedRecord::getOrder)
                .isEqualTo(landing.rows.subList(0, 2).stream()
                        .map(LandedRecord::getOrder)
                        .toList());
    }

    @Test
    void shouldNotAcceptAFileWhoseRowsWereNotFlushed() throws IOException {
        landing.failFlush = true;
        FileIntake intake = intake(DAILY);
        assertThatThrownBy(() -> intake.take(local(file("a,A,1")), "bill_20260301.csv", null))
                .hasMessageContaining("gone");
        assertThat(intake(DAILY)
                        .take(local(file("a,A,1")), "bill_20260301.csv", null)
                        .again())
                .isFalse();
    }

    @Test
    void shouldLandAFileSentTwiceUnderItsRevision() throws IOException {
        FileIntake intake = intake(DAILY);
        intake.take(local(file("a,A,1")), "bill_20260301.csv", null);
        intake.take(local(file("a,A,2")), "bill_20260301.csv", null);
        Taken again = intake.take(local(file("a,A,1")), "bill_20260301.csv", null);
        assertThat(again.again()).isTrue();
        assertThat(again.revision()).isEqualTo(1);
        assertThat(landing.rows.get(2).getOrder()).isEqualTo(landing.rows.get(0).getOrder());
    }

    @Test
    void shouldDeleteWhatACorrectedFileLacksAndNothingOfOtherDays() throws IOException {
        FileIntake intake = intake(DAILY);
        intake.take(local(file("x,X,1")), "bill_20260228.csv", null);
        intake.take(local(file("a,A,1", "b,B,1", "c,C,1", "d,D,1", "e,E,1")), "bill_20260301.csv", null);
        Taken corrected = intake.take(local(file("e,E,1", "b,B2,1")), "bill_20260301.csv", null);
        assertThat(corrected.revision()).isEqualTo(2);
        assertThat(corrected.deletions()).isEqualTo(3);
        assertThat(landing.state()).isEqualTo(Map.of("x", "X", "b", "B2", "e", "E"));
        LandedRecord deletion = landing.rows.get(landing.rows.size() - 1);
        assertThat(deletion.getOperation()).isEqualTo(Operation.DELETE);
        assertThat(deletion.getOrder()).containsExactly(LocalDate.of(2026, 3, 1).toEpochDay(), 2L, Long.MAX_VALUE);
        assertThat(deletion.getPosition()).isEqualTo("bill_20260301.csv:absent:" + Sm3.keyedHash(PEPPER, "d"));
        assertThat(deletion.getValues()).isEmpty();
    }

    @Test
    void shouldDeleteWhatTheNextFullFileLacks() throws IOException {
        FileIntake intake = intake(FULL);
        intake.take(local(file("a,A,1", "b,B,1")), "bill_20260301.csv", null);
        intake.take(local(file("b,B,1", "c,C,1")), "bill_20260308.csv", null);
        assertThat(landing.state()).isEqualTo(Map.of("b", "B", "c", "C"));
    }

    @Test
    void shouldDeleteWhatBrokeOffAndWasThenReplaced() throws IOException {
        FileIntake intake = intake(FULL);
        intake.take(local(file("a,A,1")), "bill_20260301.csv", null);
        landing.failAfter(1);
        assertThatThrownBy(() -> intake.take(local(file("a,A,1", "b,B,1")), "bill_20260308.csv", null))
                .hasMessageContaining("gone");
        landing.failAfter(Integer.MAX_VALUE);
        landing.failFlush = true;
        assertThatThrownBy(() -> intake.take(local(file("a,A,1", "b,B,1")), "bill_20260308.csv", null))
                .hasMessageContaining("gone");
        assertThat(landing.state()).containsKey("b");
        Taken taken = intake.take(local(file("a,A,1", "c,C,1")), "bill_20260308.csv", null);
        assertThat(taken.revision()).isEqualTo(2);
        assertThat(landing.state()).isEqualTo(Map.of("a", "A", "c", "C"));
    }

    @Test
    void shouldDeleteNothingForAFileWithAnUnreadableRowButForTheNextWithoutOne() throws IOException {
        FileIntake intake = intake(FULL);
        intake.take(local(file("a,A,1", "b,B,1")), "bill_20260301.csv", null);
        assertThat(intake.take(local(file("a,A,1", "c")), "bill_20260302.csv", null)
                        .deletions())
                .isZero();
        assertThat(intake.take(local(file("a,A,1", ",nobody,1")), "bill_20260303.csv", null)
                        .deletions())
                .isZero();
        assertThat(landing.state()).isEqualTo(Map.of("a", "A", "b", "B"));
        assertThat(intake.take(local(file("a,A,1", "d,D,1")), "bill_20260304.csv", null)
                        .deletions())
                .as("the row of b, and the broken one of c")
                .isEqualTo(2);
        assertThat(landing.state()).isEqualTo(Map.of("a", "A", "d", "D"));
    }

    @Test
    void shouldDeleteABrokenRowThatTheNextFullFileLacksSoThatItLeavesQuarantine() throws IOException {
        FileIntake intake = intake(FULL);
        intake.take(local(file("a,A,1", "b", "c,C,1,1")), "bill_20260301.csv", null);
        assertThat(intake.take(local(file("a,A,1", "c,C,1")), "bill_20260308.csv", null)
                        .deletions())
                .isEqualTo(1);
        LandedRecord deletion = landing.rows.get(landing.rows.size() - 1);
        assertThat(deletion.getOperation()).isEqualTo(Operation.DELETE);
        assertThat(deletion.getKey()).isEqualTo("b");
    }

    @Test
    void shouldDeleteNothingForABrokenRowOfACorrectedDayAsTheKeyItShowsMayBeAnotherDays() throws IOException {
        FileIntake intake = intake(DAILY);
        intake.take(local(file("x,X,1")), "bill_20260228.csv", null);
        intake.take(local(file("a,A,1", "x")), "bill_20260301.csv", null);
        assertThat(intake.take(local(file("a,A,1")), "bill_20260301.csv", null).deletions())
                .isZero();
        assertThat(landing.state()).isEqualTo(Map.of("a", "A", "x", "X"));
    }

    @Test
    void shouldPutALateFullFileInItsPlace() throws IOException {
        FileIntake intake = intake(FULL);
        intake.take(local(file("a,A1,1", "b,B1,1")), "bill_20260301.csv", null);
        intake.take(local(file("b,B3,1", "c,C3,1")), "bill_20260303.csv", null);
        intake.take(local(file("b,B2,1", "d,D2,1")), "bill_20260302.csv", null);
        assertThat(landing.state()).isEqualTo(Map.of("b", "B3", "c", "C3"));
    }

    @Test
    void shouldTakeAFileThatItsControlFileConfirms() throws IOException {
        String content = file("a,A,\"1,100,000.50\"", "b,B, -   ", "c,C,８", "d,D,unknown");
        assertThat(intake(CONTROLLED)
                        .take(local(content), "bill_20260301.csv", control(content, 4, "1100008.50"))
                        .rows())
                .isEqualTo(4);
    }

    @Test
    void shouldRefuseAFileWholeIfTheControlFileSaysOtherwiseAndTakeTheCorrectedOne() throws IOException {
        FileIntake intake = intake(CONTROLLED);
        String content = file("a,A,1", "b,B,2");
        assertThatThrownBy(() -> intake.take(local(content), "bill_20260301.csv", control(content, 3, "3")))
                .isInstanceOf(FileRefusedException.class)
                .hasMessageContaining("rows=3, the file has 2");
        assertThatThrownBy(() -> intake.take(local(content), "bill_20260301.csv", control(content, 2, "3.01")))
                .isInstanceOf(FileRefusedException.class)
                .hasMessageContaining("total=3.01, the file's amount sums to 3");
        assertThatThrownBy(() -> intake.take(local(content), "bill_20260301.csv", control(content + "x", 2, "3")))
                .isInstanceOf(FileRefusedException.class)
                .hasMessageContaining("changed or cut");
        assertThatThrownBy(() -> intake.take(local(content), "bill_20260301.csv", "rows=2\n"))
                .isInstanceOf(FileRefusedException.class)
                .hasMessageContaining("total is missing; sm3 must be");
        assertThat(landing.rows).isEmpty();
        assertThat(intake.take(local(content), "bill_20260301.csv", control(content, 2, "3.00"))
                        .revision())
                .isEqualTo(1);
    }

    @Test
    void shouldTakeAFileWithoutRowsOnlyIfTheControlFileSaysSo() throws IOException {
        assertThatThrownBy(() -> intake(FULL).take(local(file().strip()), "bill_20260301.csv", null))
                .isInstanceOf(FileRefusedException.class)
                .hasMessageContaining("rows=0");
        String empty = file().strip();
        assertThat(intake(CONTROLLED)
                        .take(local(empty), "bill_20260301.csv", control(empty, 0, "0"))
                        .rows())
                .isZero();
    }

    @Test
    void shouldRefuseADateInTheFutureOrNone() throws IOException {
        FileIntake intake = intake(DAILY);
        assertThatThrownBy(() -> intake.take(local(file("a,A,1")), "bill_20700101.csv", null))
                .isInstanceOf(FileRefusedException.class)
                .hasMessageContaining("lies in the future");
        assertThatThrownBy(() -> intake.take(local(file("a,A,1")), "bill_20261332.csv", null))
                .isInstanceOf(FileRefusedException.class)
                .hasMessageContaining("is no date");
    }

    @Test
    void shouldArchiveEveryAcceptedContentAndLeaveNoWorkBehind() throws IOException {
        FileIntake intake = intake(DAILY);
        String first = file("a,A,1", "b,B,1", "c,C,1", "d,D,1");
        Path local = local(first);
        intake.take(local, "bill_20260301.csv", null);
        intake.take(local(first), "bill_20260301.csv", null);
        assertThat(local).doesNotExist();
        assertThat(data.resolve("archive").resolve(Sm3.hex(first.getBytes(StandardCharsets.UTF_8))))
                .hasContent(first);
        try (Stream<Path> work = Files.list(data.resolve("work"))) {
            assertThat(work).isEmpty();
        }
    }

    @Test
    void shouldLandAFileAgainWhoseArchivedCopyWasMovedAway() throws IOException {
        FileIntake intake = intake(DAILY);
        intake.take(local(file("a,A,1")), "bill_20260301.csv", null);
        try (Stream<Path> archived = Files.list(data.resolve("archive"))) {
            Files.delete(archived.findFirst().orElseThrow());
        }
        assertThat(intake.take(local(file("a,A,1")), "bill_20260301.csv", null).again())
                .isTrue();
        assertThat(landing.rows).hasSize(2);
    }

    @Test
    void shouldGiveAFileWithoutADateTheDayOfLanding() throws IOException {
        Dataset undated = Dataset.parse(
                "bill", DAILY.descriptorText().replace("bill_(?<date>\\d{8})\\.csv", "bills\\.csv"), DAILY.idlText());
        FileIntake intake = intake(undated);
        assertThat(intake.take(local(file("a,A,1")), "bills.csv", null).businessDate())
                .isEqualTo("2026-03-10");
        assertThat(intake.take(local(file("a,A,1")), "bills.csv", null).again()).isTrue();
        assertThat(intake.take(local(file("a,A,2")), "bills.csv", null).revision())
                .isEqualTo(2);
        assertThat(List.copyOf(landing.state().keySet())).containsExactly("a");
    }
}
