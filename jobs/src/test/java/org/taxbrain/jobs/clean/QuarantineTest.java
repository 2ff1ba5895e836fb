package org.taxbrain.jobs.clean;

import static org.assertj.core.api.Assertions.assertThat;
import static org.taxbrain.jobs.clean.LandedRows.arrears;
import static org.taxbrain.jobs.clean.LandedRows.deletion;
import static org.taxbrain.schemas.record.OutcomeKind.CLEAN;
import static org.taxbrain.schemas.record.OutcomeKind.DUPLICATE;
import static org.taxbrain.schemas.record.OutcomeKind.QUARANTINED;
import static org.taxbrain.schemas.record.OutcomeKind.SUPERSEDED;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.taxbrain.schemas.catalogue.Catalogue;
import org.taxbrain.schemas.catalogue.Dataset;
import org.taxbrain.schemas.record.LandedRecord;
import org.taxbrain.schemas.record.QuarantineEntry;
import org.taxbrain.schemas.record.ResultRecord;
import org.taxbrain.schemas.record.Wire;

/** How rows come into quarantine, and how they leave it. */
class QuarantineTest {
    private final Dataset arrears = Catalogue.load(List.of()).dataset("tax-arrears");
    /** The next revision, which takes 万元 for the unit of the open amount. */
    private final Dataset revised = Dataset.parse(
            "tax-arrears",
            arrears.descriptorText()
                    .replaceFirst(
                            "revision: \\d+",
                            "revision: " + (arrears.descriptor().revision() + 1))
                    .replace("unit: yuan}\n  asOf", "unit: wan}\n  asOf"),
            arrears.idlText());

    @TempDir
    private Path folder;

    private CleanHarness job;

    @BeforeEach
    void open() throws Exception {
        job = new CleanHarness(folder, arrears, revised);
    }

    @AfterEach
    void close() throws IOException {
        job.close();
    }

    @Test
    void shouldSealTheWholeRowAndNothingButTheSealedFormOfIt() throws Exception {
        LandedRecord row = arrears(arrears, "Q1", "-5.00", 1L);
        job.land(row);
        QuarantineEntry entry = job.open().get(row.getPosition());
        assertThat(entry.getKeyId()).isEqualTo("test");
        assertThat(entry.getLandedPartition() + "/" + entry.getLandedOffset()).isEqualTo("0/0");
        byte[] sealed = bytes(entry.getContent());
        assertThat(new String(sealed, StandardCharsets.ISO_8859_1)).doesNotContain(LandedRows.DJXH);
        byte[] content = CleanHarness.SEAL.open().open(entry.getId(), entry.getKeyId(), sealed);
        assertThat(Wire.landed().decode(content)).isEqualTo(row);
    }

    @Test
    void shouldLetARowLeaveThatANewerDescriptorMended() throws Exception {
        LandedRecord row = arrears(arrears, "Q1", "0.0005", 5L);
        job.land(row);
        assertThat(job.open()).hasSize(1);
        assertThat(job.land(replay(arrears(revised, "Q1", "0.0005", 5L), 0)).getKind())
                .isEqualTo(CLEAN);
        assertThat(job.open()).isEmpty();
        assertThat(job.moved()).isEqualTo(Map.of(0L, DUPLICATE));
        assertThat(job.quarantineState()).isZero();
    }

    @Test
    void shouldLetABadVersionLeaveWhenTheSourceMendsOrDeletesTheRow() throws Exception {
        job.land(arrears(arrears, "Q1", "-5.00", 1L));
        job.land(arrears(arrears, "Q1", "-6.00", 3L));
        job.land(arrears(arrears, "Q1", "5.00", 2L));
        assertThat(job.moved()).isEqualTo(Map.of(0L, SUPERSEDED));
        assertThat(job.open()).as("the newer version is still bad").hasSize(1);
        job.land(deletion(arrears, "Q1", 4L));
        assertThat(job.moved()).isEqualTo(Map.of(0L, SUPERSEDED, 1L, SUPERSEDED));
        assertThat(job.open()).isEmpty();
    }

    @Test
    void shouldCountARowThatIsStillBadOnceHoweverOftenItIsReadOrReplayed() throws Exception {
        LandedRecord row = arrears(arrears, "Q1", "-5.00", 1L);
        assertThat(job.land(row).getKind()).isEqualTo(QUARANTINED);
        assertThat(job.land(row).getKind()).isEqualTo(DUPLICATE);
        assertThat(job.land(replay(row, 0)).getKind()).isEqualTo(QUARANTINED);
        assertThat(job.moved()).isEqualTo(Map.of(0L, DUPLICATE));
        assertThat(job.open().get(row.getPosition()).getLandedOffset()).isEqualTo(2);
    }

    @Test
    void shouldLetARowLeaveWhoseKeyIsAnotherOneAfterItWasMended() throws Exception {
        LandedRecord unreadable = arrears(arrears, "", "5.00", 1L);
        job.land(unreadable);
        LandedRecord mended = arrears(revised, "Q1", "5.00", 1L);
        assertThat(job.land(replay(mended, 0)).getKind()).isEqualTo(CLEAN);
        assertThat(job.open()).isEmpty();
        assertThat(job.moved()).isEqualTo(Map.of(0L, DUPLICATE));
    }

    @Test
    void shouldLetAReplayedRowLeaveThatANewerVersionHasOvertaken() throws Exception {
        LandedRecord unreadable = arrears(arrears, "", "5.00", 1L);
        job.land(unreadable);
        job.land(arrears(revised, "Q1", "7.00", 2L));
        assertThat(job.land(replay(arrears(revised, "Q1", "5.00", 1L), 0)).getKind())
                .isEqualTo(SUPERSEDED);
        assertThat(job.open()).isEmpty();
        assertThat(job.moved()).isEqualTo(Map.of(0L, DUPLICATE));
    }

    @Test
    void shouldRememberWhatIsQuarantinedOfADeletedKeyThatItForgets() throws Exception {
        job.land(deletion(arrears, "Q1", 1L));
        job.land(arrears(arrears, "Q1", "-5.00", 2L));
        job.passTime(CleanHarness.DELETED_KEPT.plusDays(1));
        assertThat(job.keysInState()).isEqualTo(1);
        assertThat(job.land(arrears(arrears, "Q1", "5.00", 3L)).getKind()).isEqualTo(CLEAN);
        assertThat(job.open()).isEmpty();
    }

    @Test
    void shouldHoldAFloodBackAndRaiseOneFindingThatFollowsIt() throws Exception {
        int rows = 3 * CleanHarness.HELD;
        for (int i = 0; i < rows; i++) {
            LandedRecord row = arrears(arrears, "Q" + i, "-5.00", 1L, (long) i);
            assertThat(job.land(row).getKind()).isEqualTo(QUARANTINED);
        }
        LandedRecord ofAnotherBatch = arrears(arrears, "Q99", "-5.00", 1L, 99L);
        ofAnotherBatch.setBatch("stream-2");
        job.land(ofAnotherBatch);
        assertThat(job.open()).hasSize(CleanHarness.HELD + 1).containsKey(ofAnotherBatch.getPosition());
        assertThat(job.findings()).isEmpty();
        job.passTime(Duration.ofMillis(QuarantineFunction.REPORT_MILLIS));
        assertThat(job.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.getId()).isEqualTo("quarantine-flood|tax-arrears|stream-1");
            assertThat(finding.getBody())
                    .contains("\"open\":true")
                    .contains("10 rows of batch stream-1 of tax-arrears are refused beyond the 5")
                    .contains("by rule min")
                    .doesNotContain("Q1");
        });

        for (int i = 0; i < rows; i++) {
            job.land(replay(arrears(revised, "Q" + i, "5", 1L, (long) i), i));
        }
        job.passTime(Duration.ofMillis(QuarantineFunction.REPORT_MILLIS));
        assertThat(job.open().keySet()).containsExactly(ofAnotherBatch.getPosition());
        assertThat(job.moved()).hasSize(rows).values().containsOnly(DUPLICATE);
        assertThat(job.findings())
                .last()
                .extracting(ResultRecord::getBody)
                .asString()
                .contains("\"open\":false");
        assertThat(job.quarantineState())
                .as("only the other batch is remembered")
                .isLessThanOrEqualTo(2);
    }

    @Test
    void shouldGiveAHeldRowThatIsStillBadAnEntryWhenThereIsRoom() throws Exception {
        for (int i = 0; i <= CleanHarness.HELD; i++) {
            job.land(arrears(arrears, "Q" + i, "-5.00", 1L, (long) i));
        }
        LandedRecord held = arrears(arrears, "Q" + CleanHarness.HELD, "-5.00", 1L, (long) CleanHarness.HELD);
        assertThat(job.open()).doesNotContainKey(held.getPosition());
        job.land(arrears(arrears, "Q0", "5.00", 2L, 0L));
        job.land(replay(held, CleanHarness.HELD));
        assertThat(job.open()).hasSize(CleanHarness.HELD).containsKey(held.getPosition());
        job.passTime(Duration.ofMillis(QuarantineFunction.REPORT_MILLIS));
        assertThat(job.findings())
                .last()
                .extracting(ResultRecord::getBody)
                .asString()
                .contains("\"open\":false");
    }

    @Test
    void shouldMakeRoomForAnotherEntryOnceOneIsDiscarded() throws Exception {
        for (int i = 0; i < CleanHarness.HELD; i++) {
            job.land(arrears(arrears, "Q" + i, "-5.00", 1L, (long) i));
        }
        LandedRecord discarded = arrears(arrears, "Q0", "-5.00", 1L, 0L);
        job.discard(discarded.getPosition());

        LandedRecord next = arrears(arrears, "Q98", "-5.00", 1L, 98L);
        LandedRecord beyond = arrears(arrears, "Q99", "-5.00", 1L, 99L);
        job.land(next);
        job.land(beyond);

        assertThat(job.open()).containsKey(next.getPosition()).doesNotContainKey(beyond.getPosition());
    }

    @Test
    void shouldHoldBackADiscardedRowThatIsRefusedAnewWhereThereIsNoRoomAndCountIt() throws Exception {
        for (int i = 0; i < CleanHarness.HELD; i++) {
            job.land(arrears(arrears, "Q" + i, "-5.00", 1L, (long) i));
        }
        job.discard(arrears(arrears, "Q0", "-5.00", 1L, 0L).getPosition());
        job.land(arrears(arrears, "Q98", "-5.00", 1L, 98L));

        job.land(replay(arrears(revised, "Q0", "-6.00", 1L, 0L), 0));
        job.passTime(Duration.ofMillis(QuarantineFunction.REPORT_MILLIS));
        assertThat(job.findings())
                .last()
                .extracting(ResultRecord::getBody)
                .asString()
                .contains("1 rows of batch stream-1");

        job.land(arrears(revised, "Q0", "5.00", 2L, 0L));
        job.passTime(Duration.ofMillis(QuarantineFunction.REPORT_MILLIS));
        assertThat(job.findings())
                .last()
                .extracting(ResultRecord::getBody)
                .asString()
                .contains("\"open\":false");
    }

    @Test
    void shouldGiveADiscardedRowThatIsRefusedAnewAnEntryThatLeavesWithIt() throws Exception {
        LandedRecord row = arrears(arrears, "Q1", "-5.00", 1L);
        job.land(row);
        job.discard(row.getPosition());
        job.land(replay(arrears(revised, "Q1", "-5.00", 1L), 0));
        assertThat(job.open()).containsOnlyKeys(row.getPosition());

        job.land(arrears(revised, "Q1", "5.00", 2L));
        assertThat(job.open()).isEmpty();
        assertThat(job.quarantineState()).isZero();
    }

    @Test
    void shouldKeepTheEntryOfALineWhenTheRowThatAnEarlierContentOfTheFileHadThereIsMended() throws Exception {
        LandedRecord first = line(7, "Q1", "-5.00", 1);
        LandedRecord second = line(7, "Q2", "-6.00", 2);
        job.land(first);
        job.land(second);
        job.land(line(8, "Q1", "5.00", 2));
        assertThat(job.open()).containsOnlyKeys(second.getPosition());
        assertThat(job.open().get(second.getPosition()).getBatch()).isEqualTo(second.getBatch());
        assertThat(job.moved()).isEqualTo(Map.of(0L, SUPERSEDED));

        job.land(line(9, "Q2", "6.00", 3));
        assertThat(job.open()).isEmpty();
        assertThat(job.quarantineState()).isZero();
    }

    @Test
    void shouldHoldOfAPlaceInTheSourceWhatWasReadThereLast() throws Exception {
        job.land(line(7, "Q1", "-5.00", 1));
        job.land(line(7, "Q1", "five", 2));
        assertThat(job.land(line(7, "Q1", "-5.00", 1)).getKind())
                .as("late, or read again")
                .isEqualTo(SUPERSEDED);
        assertThat(job.land(line(7, "Q1", "five", 2)).getKind()).isEqualTo(DUPLICATE);
        assertThat(job.open().values()).singleElement().satisfies(entry -> {
            assertThat(entry.getRule()).isEqualTo("type");
            assertThat(entry.getLandedOffset()).isEqualTo(1);
        });
        assertThat(job.moved()).isEqualTo(Map.of(0L, SUPERSEDED));

        job.land(line(7, "Q1", "5.00", 3));
        assertThat(job.open()).isEmpty();
        assertThat(job.quarantineState()).isZero();
    }

    @Test
    void shouldShowWhatIsWrongNowWhenASnapshotThatBeganAnewReadsABadRowOtherwise() throws Exception {
        LandedRecord first = arrears(arrears, "Q1", "-5.00", 1L, 1L);
        LandedRecord again = arrears(arrears, "Q1", "five", 1L, 2L);
        again.setPosition(first.getPosition());
        job.land(first);
        assertThat(job.land(again).getKind()).isEqualTo(QUARANTINED);
        assertThat(job.open().values())
                .singleElement()
                .extracting(QuarantineEntry::getRule)
                .isEqualTo("type");
        assertThat(job.moved()).isEqualTo(Map.of(0L, SUPERSEDED));
    }

    /** A line of a content of one file. */
    private LandedRecord line(long line, String id, String open, long revision) {
        LandedRecord row = arrears(arrears, id, open, 20_515L, revision, line);
        row.setPosition("arrears_20260303.csv:" + line);
        row.setBatch("arrears_20260303.csv@" + revision);
        return row;
    }

    private static LandedRecord replay(LandedRecord row, long landedAt) {
        return LandedRecord.newBuilder(row).setReplayOf("0/" + landedAt).build();
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }
}
