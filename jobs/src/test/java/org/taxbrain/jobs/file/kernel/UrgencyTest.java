package org.taxbrain.jobs.file.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.taxbrain.jobs.file.kernel.SmallCity.Change;
import org.taxbrain.schemas.record.CleanRecord;
import org.taxbrain.schemas.record.Wire;

/** For whom somebody waits, and for whom nobody does. */
class UrgencyTest {
    private static final String WANG = "330106199001011234";
    private static final String LI = "330106199001019999";
    private static final String DJXH = "10113301000000000001";
    private static final String OTHER_UNIT = "330106001001GB00001F00010002";
    private static final String UNIT = "330106001001GB00001F00010001";
    /** {@link Rows} gives odd ones a source time a second before they landed, and even ones none. */
    private static final long WITH_SOURCE_TIME = 1;

    private static final long WITHOUT_SOURCE_TIME = 2;

    private final KernelRun kernel = new KernelRun();

    @Test
    void shouldCountAsUrgentWhatItsDepartmentPromisesWithinAMinuteAndWhatCameWithinOne() {
        assertThat(isUrgent("property-right", Duration.ofSeconds(1))).isTrue();
        assertThat(isUrgent("enforcement-case", Duration.ofMinutes(1))).isTrue();
        assertThat(isUrgent("property-right", Duration.ofSeconds(61)))
                .as("it came late, as after an outage")
                .isFalse();
        assertThat(isUrgent("property-right", null)).as("a snapshot").isFalse();
        assertThat(isUrgent("resident", Duration.ofSeconds(1)))
                .as("a file, whatever the time it names")
                .isFalse();
    }

    @Test
    void shouldCountADeletionAsTheRowsOfItsDataset() {
        RowReader reader = new RowReader(Rows::byHash);
        assertThat(reader.isUrgent(decode(Rows.deletion("property-right", "R1", WITH_SOURCE_TIME))))
                .isTrue();
        assertThat(reader.isUrgent(decode(Rows.deletion("property-right", "R1", WITHOUT_SOURCE_TIME))))
                .isFalse();
    }

    @Test
    void shouldHurryTheUnitAndItsHolder() {
        come("property-right", "R1", WITH_SOURCE_TIME, right(UNIT, WANG));
        assertThat(kernel.takeUrgentlyWritten()).containsExactlyInAnyOrder("unit:" + UNIT, "person:" + WANG);

        delete("property-right", "R1", WITH_SOURCE_TIME + 2);
        assertThat(kernel.takeUrgentlyWritten()).containsExactlyInAnyOrder("unit:" + UNIT, "person:" + WANG);
    }

    @Test
    void shouldHurryNobodyWhenNobodyWaits() {
        come("property-right", "R1", WITHOUT_SOURCE_TIME, right(UNIT, WANG));
        delete("property-right", "R1", WITHOUT_SOURCE_TIME + 2);
        come("resident", WANG, WITH_SOURCE_TIME, "{name: '王伟'}");
        assertThat(kernel.takeUrgentlyWritten()).isEmpty();
        assertThat(kernel.results()).containsKey("taxpayer person:" + WANG);
    }

    @Test
    void shouldHurryWhoseFactsMoveAsTheRegisterLearnsAnId() {
        come("tax-arrears", "QS1", WITHOUT_SOURCE_TIME, "{djxh: '" + DJXH + "', open: 1234}");
        String register = "{name: '王伟', idType: 'resident-id', id: '" + WANG + "', office: '西湖税务所'}";
        come("taxpayer", DJXH, WITH_SOURCE_TIME, register);
        assertThat(kernel.takeUrgentlyWritten())
                .as("the file that is left, and the one that is joined")
                .containsExactlyInAnyOrder("djxh:" + DJXH, "person:" + WANG);
        assertThat(kernel.results()).containsKey("taxpayer person:" + WANG).doesNotContainKey("taxpayer djxh:" + DJXH);
    }

    @Test
    void shouldHurryTheSpouseOfWhoeverIsHurried() {
        come("family-relation", "F1", WITHOUT_SOURCE_TIME, marriage());
        come("property-right", "R0", WITHOUT_SOURCE_TIME, right(OTHER_UNIT, LI));
        assertThat(kernel.takeUrgentlyWritten()).isEmpty();

        come("property-right", "R1", WITH_SOURCE_TIME, right(UNIT, WANG));
        assertThat(kernel.takeUrgentlyWritten()).contains("person:" + WANG, "person:" + LI);
    }

    private static boolean isUrgent(String dataset, Duration onTheWay) {
        CleanRecord meta = decode(Rows.deletion(dataset, "k", WITH_SOURCE_TIME));
        meta.setSourceTime(onTheWay == null ? null : meta.getLandedAt() - onTheWay.toMillis());
        return new RowReader(Rows::byHash).isUrgent(meta);
    }

    private static CleanRecord decode(byte[] clean) {
        return Wire.clean().decode(clean);
    }

    private void come(String dataset, String key, long order, String json) {
        ObjectNode row = ((Step.Put) ArrivalOrdersTest.row(dataset, key, json)).row();
        send(new Change(dataset, key, order, row));
    }

    private void delete(String dataset, String key, long order) {
        send(new Change(dataset, key, order, null));
    }

    private void send(Change change) {
        kernel.send(change);
        kernel.barrier(bound -> 0, 0);
    }

    private static String right(String unit, String holder) {
        return "{unitNo: '%s', holders: [{name: '某', idType: 'resident-id', id: '%s'}], use: '城镇住宅用地/住宅'}"
                .formatted(unit, holder);
    }

    private static String marriage() {
        return "{kind: 'marriage', personIdType: 'resident-id', personId: '%s', relativeIdType: 'resident-id', relativeId: '%s'}"
                .formatted(WANG, LI);
    }
}
