package org.taxbrain.jobs.clean;

import static org.assertj.core.api.Assertions.assertThat;
import static org.taxbrain.jobs.clean.LandedRows.arrears;
import static org.taxbrain.jobs.clean.LandedRows.deletion;
import static org.taxbrain.schemas.record.OutcomeKind.CLEAN;
import static org.taxbrain.schemas.record.OutcomeKind.DUPLICATE;
import static org.taxbrain.schemas.record.OutcomeKind.QUARANTINED;
import static org.taxbrain.schemas.record.OutcomeKind.SUPERSEDED;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.taxbrain.jobs.common.RawRecord;
import org.taxbrain.schemas.catalogue.Catalogue;
import org.taxbrain.schemas.catalogue.Dataset;
import org.taxbrain.schemas.record.CleanRecord;
import org.taxbrain.schemas.record.LandedRecord;
import org.taxbrain.schemas.record.Operation;
import org.taxbrain.schemas.record.Outcome;
import org.taxbrain.schemas.record.OutcomeKind;
import org.taxbrain.schemas.record.QuarantineEntry;

class CleanFunctionTest {
    private final Dataset arrears = Catalogue.load(List.of()).dataset("tax-arrears");
    /** The next revision, which takes 万元 for the unit of the open amount, and a code that the first does not know. */
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
    void shouldAcceptNewerVersionsAndPassOverOlderAndRepeatedOnes() throws Exception {
        assertThat(job.land(arrears(arrears, "Q1", "5.00", 1L, 10L)).getKind()).isEqualTo(CLEAN);
        assertThat(job.land(arrears(arrears, "Q1", "4.00", 1L, 12L)).getKind()).isEqualTo(CLEAN);
        assertThat(job.land(arrears(arrears, "Q1", "4.50", 1L, 11L)).getKind()).isEqualTo(SUPERSEDED);
        assertThat(job.land(arrears(arrears, "Q1", "4.00", 1L, 12L)).getKind()).isEqualTo(DUPLICATE);
        assertThat(job.clean(arrears))
                .extracting(CleanRecord::getOrder)
                .containsExactly(List.of(1L, 10L), List.of(1L, 12L));
    }

    @Test
    void shouldKeepKeysApart() throws Exception {
        assertThat(job.land(arrears(arrears, "Q1", "5.00", 9L)).getKind()).isEqualTo(CLEAN);
        assertThat(job.land(arrears(arrears, "Q2", "5.00", 8L)).getKind()).isEqualTo(CLEAN);
    }

    @Test
    void shouldPassOverTheSameContentButRememberThatItIsNewer() throws Exception {
        job.land(arrears(arrears, "Q1", "5.00", 1L));
        assertThat(job.land(arrears(arrears, "Q1", " 5.0 ", 3L)).getKind()).isEqualTo(DUPLICATE);
        assertThat(job.land(arrears(arrears, "Q1", "7.00", 2L)).getKind()).isEqualTo(SUPERSEDED);
        assertThat(job.clean(arrears)).hasSize(1);
    }

    @Test
    void shouldKeepTheLastGoodVersionWhenTheNewestIsBad() throws Exception {
        job.land(arrears(arrears, "Q1", "5.00", 1L));
        Outcome bad = job.land(arrears(arrears, "Q1", "-5.00", 3L));
        assertThat(bad.getKind()).isEqualTo(QUARANTINED);
        assertThat(bad.getRule()).isEqualTo("min");
        assertThat(job.clean(arrears)).hasSize(1);
        // the fence stood still: what lies between the good and the bad one is still news
        assertThat(job.land(arrears(arrears, "Q1", "4.00", 2L)).getKind()).isEqualTo(CLEAN);
    }

    @Test
    void shouldPassOverAStaleBadRowInsteadOfQuarantiningIt() throws Exception {
        job.land(arrears(arrears, "Q1", "5.00", 2L));
        assertThat(job.land(arrears(arrears, "Q1", "-5.00", 1L)).getKind()).isEqualTo(SUPERSEDED);
        assertThat(job.land(arrears(arrears, "Q1", "-5.00", 2L)).getKind()).isEqualTo(DUPLICATE);
        assertThat(job.quarantine()).isEmpty();
    }

    @Test
    void shouldLetARowMendedByANewerDescriptorInAtItsOldOrder() throws Exception {
        assertThat(job.land(arrears(arrears, "Q1", "0.0005", 5L)).getRule()).isEqualTo("type");
        assertThat(job.land(arrears(revised, "Q1", "0.0005", 5L)).getKind()).isEqualTo(CLEAN);
        assertThat(job.land(arrears(revised, "Q1", "0.0005", 5L)).getKind()).isEqualTo(DUPLICATE);
        assertThat(job.land(arrears(arrears, "Q1", "5", 5L)).getKind()).isEqualTo(DUPLICATE);
    }

    @Test
    void shouldReadAnAcceptedRowAgainUnderANewerDescriptor() throws Exception {
        job.land(arrears(arrears, "Q1", "1", 5L));
        assertThat(job.land(arrears(revised, "Q1", "1", 5L)).getKind()).isEqualTo(CLEAN);
        assertThat(job.land(arrears(revised, "Q1", "1", 4L)).getKind()).isEqualTo(SUPERSEDED);
        assertThat(job.clean(arrears))
                .extracting(CleanRecord::getDescriptorHash)
                .containsExactly(arrears.hash(), revised.hash());
    }

    @Test
    void shouldDeleteInOrder() throws Exception {
        job.land(arrears(arrears, "Q1", "5.00", 1L));
        assertThat(job.land(deletion(arrears, "Q1", 3L)).getKind()).isEqualTo(CLEAN);
        assertThat(job.land(arrears(arrears, "Q1", "6.00", 2L)).getKind()).isEqualTo(SUPERSEDED);
        assertThat(job.land(deletion(arrears, "Q1", 3L)).getKind()).isEqualTo(DUPLICATE);
        assertThat(job.clean(arrears))
                .extracting(CleanRecord::getOperation)
                .containsExactly(Operation.UPSERT, Operation.DELETE);
        assertThat(job.clean(arrears).get(1).getPayload()).isNull();
        assertThat(job.keysInState()).isEqualTo(1);
        // the same content as before the deletion is news again
        assertThat(job.land(arrears(arrears, "Q1", "5.00", 4L)).getKind()).isEqualTo(CLEAN);
        assertThat(job.keysInState()).isEqualTo(1);
    }

    @Test
    void shouldKeepEveryAcceptedVersionInTheHistoryAndNoOther() throws Exception {
        job.land(arrears(arrears, "Q1", "5.00", 1L));
        job.land(arrears(arrears, "Q1", "5.00", 2L));
        job.land(arrears(arrears, "Q1", "-5.00", 3L));
        job.land(arrears(arrears, "Q1", "4.00", 4L));
        job.land(arrears(arrears, "Q1", "6.00", 1L));
        job.land(deletion(arrears, "Q1", 5L));
        assertThat(job.history()).isEqualTo(job.clean(arrears));
        assertThat(job.history())
                .extracting(CleanRecord::getOrder)
                .containsExactly(List.of(1L), List.of(4L), List.of(5L));
        assertThat(job.history().get(2).getLandedAt()).isEqualTo(LandedRows.LANDED_AT.toEpochMilli());
    }

    @Test
    void shouldRememberTheDeletionOfAKeyThatItNeverSaw() throws Exception {
        assertThat(job.land(deletion(arrears, "Q1", 3L)).getKind()).isEqualTo(CLEAN);
        assertThat(job.land(arrears(arrears, "Q1", "6.00", 2L)).getKind()).isEqualTo(SUPERSEDED);
    }

    @Test
    void shouldForgetADeletedKeyWhenItsTimeIsOverAndALivingOneNever() throws Exception {
        job.land(arrears(arrears, "Q1", "5.00", 9L));
        job.land(deletion(arrears, "Q2", 9L));
        job.passTime(CleanHarness.DELETED_KEPT.minus(Duration.ofMinutes(1)));
        assertThat(job.land(arrears(arrears, "Q2", "6.00", 1L)).getKind()).isEqualTo(SUPERSEDED);
        job.passTime(Duration.ofMinutes(2));
        assertThat(job.land(arrears(arrears, "Q1", "6.00", 1L)).getKind()).isEqualTo(SUPERSEDED);
        assertThat(job.land(arrears(arrears, "Q2", "6.00", 1L)).getKind()).isEqualTo(CLEAN);
    }

    @Test
    void shouldNotForgetAKeyThatCameBackOrWasDeletedAgainSince() throws Exception {
        job.land(deletion(arrears, "Q1", 1L));
        job.land(deletion(arrears, "Q2", 1L));
        job.passTime(CleanHarness.DELETED_KEPT.dividedBy(2));
        job.land(arrears(arrears, "Q1", "6.00", 2L));
        job.land(deletion(arrears, "Q2", 3L));
        job.passTime(CleanHarness.DELETED_KEPT.dividedBy(2));
        assertThat(job.keysInState()).isEqualTo(2);
        job.passTime(CleanHarness.DELETED_KEPT.dividedBy(2));
        assertThat(job.keysInState()).isEqualTo(1);
        assertThat(job.land(arrears(arrears, "Q1", "6.00", 1L)).getKind()).isEqualTo(SUPERSEDED);
    }

    @Test
    void shouldFindWhatIsReadAgainAfterACrashADuplicate() throws Exception {
        job.land(arrears(arrears, "Q1", "5.00", 1L));
        OperatorSubtaskState checkpoint = job.checkpoint();
        job.land(arrears(arrears, "Q1", "4.00", 2L));
        job.restore(checkpoint);
        assertThat(job.land(arrears(arrears, "Q1", "4.00", 2L)).getKind()).isEqualTo(CLEAN);
        assertThat(job.land(arrears(arrears, "Q1", "5.00", 1L)).getKind()).isEqualTo(SUPERSEDED);
        assertThat(job.land(arrears(arrears, "Q1", "4.00", 2L)).getKind()).isEqualTo(DUPLICATE);
    }

    @Test
    void shouldKnowEachKeyOfACheckpointWhileItLearnsThemAndAfterwards() throws Exception {
        int keys = 400;
        for (int i = 0; i < keys; i++) {
            assertLands("Q" + i, "5.00", 2L, CLEAN);
        }
        job.restore(job.checkpoint());
        // against the order of the state, in which they are learned
        for (int i = keys - 1; i >= 0; i--) {
            assertLands("Q" + i, "6.00", 1L, SUPERSEDED);
            assertLands("N" + i, "6.00", 2L, CLEAN);
        }
        for (int i = 0; i < keys; i++) {
            assertLands("Q" + i, "6.00", 1L, SUPERSEDED);
            assertLands("N" + i, "7.00", 1L, SUPERSEDED);
        }
    }

    private void assertLands(String id, String open, long order, OutcomeKind kind) throws Exception {
        assertThat(job.land(arrears(arrears, id, open, order)).getKind()).as(id).isEqualTo(kind);
    }

    @Test
    void shouldQuarantineADefectOfShapeBeforeItLooksAtTheFields() throws Exception {
        LandedRecord cut = arrears(arrears, "Q1", "nonsense", 1L);
        cut.setDefect("columns-missing");
        assertThat(job.land(cut).getRule()).isEqualTo("columns-missing");
        LandedRecord noKey = arrears(arrears, "", "5.00", 1L);
        assertThat(job.land(noKey).getRule()).isEqualTo("key-unreadable");
        assertThat(job.land(noKey).getKind()).isEqualTo(QUARANTINED);
    }

    @Test
    void shouldTellWhatIsWrongAndWhereButNothingOfTheRow() throws Exception {
        LandedRecord row = arrears(arrears, "Q1", "-5.00", 1L);
        job.land(row);
        job.land(row);
        QuarantineEntry entry = job.quarantine().get(0);
        assertThat(entry.getField()).isEqualTo("open");
        assertThat(entry.getMessage()).contains("open").contains("at least 0");
        assertThat(entry.getPosition()).isEqualTo(row.getPosition());
        assertThat(entry.getDepartment()).isEqualTo("tax-core");
        assertThat(entry.toString())
                .doesNotContain("-5.00")
                .doesNotContain(LandedRows.DJXH)
                .doesNotContain("Q1");
        assertThat(job.quarantine()).as("read again, it is the same entry").hasSize(1);
    }

    @Test
    void shouldQuarantineBytesThatAreNoLandedRecordByTheirPlace() throws Exception {
        RawRecord garbage = LandedRows.raw(arrears(arrears, "Q1", "5.00", 1L), 17);
        garbage.value = "not Avro".getBytes(StandardCharsets.UTF_8);
        RawRecord cut = LandedRows.raw(arrears(arrears, "Q1", "5.00", 1L), 18);
        cut.value = Arrays.copyOf(cut.value, cut.value.length / 2);
        RawRecord empty = LandedRows.raw(arrears(arrears, "Q1", "5.00", 1L), 19);
        empty.value = null;
        empty.tombstone = true;
        RawRecord otherKey = LandedRows.raw(arrears(arrears, "Q1", "5.00", 1L), 20);
        otherKey.key = "Q2".getBytes(StandardCharsets.UTF_8);
        RawRecord noKey = LandedRows.raw(arrears(arrears, "Q1", "5.00", 1L), 21);
        noKey.key = new byte[0];
        for (RawRecord raw : List.of(garbage, cut, empty, otherKey, noKey)) {
            Outcome outcome = job.land(raw);
            assertThat(outcome.getKind()).isEqualTo(QUARANTINED);
            assertThat(outcome.getRule()).isEqualTo("row-invalid");
            assertThat(outcome.getDataset()).isEqualTo("tax-arrears");
            assertThat(outcome.getOffset()).isEqualTo(raw.offset);
        }
        assertThat(job.quarantine())
                .extracting(QuarantineEntry::getPosition)
                .containsExactly(
                        "landed.tax-arrears/0/17",
                        "landed.tax-arrears/0/18",
                        "landed.tax-arrears/0/19",
                        "landed.tax-arrears/0/20",
                        "landed.tax-arrears/0/21");
        assertThat(job.quarantine()).extracting(QuarantineEntry::getId).doesNotHaveDuplicates();
    }

    @Test
    void shouldQuarantineARowWhoseDescriptorIsNotInTheCatalogue() throws Exception {
        LandedRecord row = arrears(arrears, "Q1", "5.00", 1L);
        row.setDescriptorHash("0000000000000000");
        Outcome outcome = job.land(row);
        assertThat(outcome.getRule()).isEqualTo("row-invalid");
        assertThat(job.quarantine().get(0).getMessage()).contains("descriptor 0000000000000000");
    }
}
