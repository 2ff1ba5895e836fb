package org.taxbrain.schemas.value;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PointsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "120.153576,30.287459 | POINT (120.153576 30.287459)",
                "120.10, 30.20 | POINT (120.1 30.2)",
                "120.1;30.2 | POINT (120.1 30.2)",
                "120.1 30.2 | POINT (120.1 30.2)",
                "POINT(120.1 30.2) | POINT (120.1 30.2)",
                "point ( 120.1 30.2 ) | POINT (120.1 30.2)",
                "-0.0,+90 | POINT (0 90)",
            })
    void shouldReadLongitudeAndLatitude(String text, String point) {
        assertThat(Points.canonical(text)).isEqualTo(point);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "30.287459,120.153576",
                "180.1,0",
                "120.1",
                "120.1,30.2,5",
                "120°9′,30°17′",
                "POINT(120.1,30.2)",
                "x,y"
            })
    void shouldRefuseWhatIsNoPlaceOrHasItsNumbersTheOtherWayRound(String text) {
        assertThat(Points.canonical(text)).isNull();
    }
}
