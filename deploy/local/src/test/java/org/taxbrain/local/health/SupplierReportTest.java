package org.taxbrain.local.health;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.taxbrain.local.health.HealthIndex.Rejected;
import org.taxbrain.schemas.catalogue.Catalogue;

class SupplierReportTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private final Catalogue catalogue = Catalogue.load(List.of());

    private static JsonNode day(String day, String more) throws Exception {
        return JSON.readTree("{\"dataset\":\"medical-settlement\",\"day\":\"" + day
                + "\",\"rows\":10,\"clean\":9,\"quarantined\":1,\"delivered\":1" + more + "}");
    }

    @Test
    void shouldTellADepartmentByItsOwnNamesWhatWasMissingLateRefusedAndWrong() throws Exception {
        String report = new SupplierReport("医保局", YearMonth.of(2026, 3), LocalDate.of(2026, 3, 7))
                .of(
                        List.of(catalogue.dataset("medical-settlement")),
                        List.of(
                                day("2026-03-02", ""),
                                day(
                                        "2026-03-03",
                                        ",\"late\":true,\"dueAt\":\"2026-03-03T18:00:00Z\",\"deliveredAt\":\"2026-03-03T20:30:00Z\","
                                                + "\"warnings\":[\"late by 150 minutes\"]"),
                                day("2026-03-05", ",\"refused\":2")),
                        List.of(
                                new Rejected(
                                        "medical-settlement",
                                        "resident-id",
                                        "residentId",
                                        2,
                                        List.of("a.csv:17", "a.csv:19")),
                                new Rejected("medical-settlement", "columns-missing", null, 1, List.of("a.csv:4"))));
        assertThat(report)
                .contains("# 医保局: data quality in 2026-03")
                .contains("| rows received | 30 |")
                .contains("| **missing** business days | 1: 2026-03-04 |")
                .contains("| **late** business days | 1: 2026-03-03 by 2 h 30 min |")
                .contains("| **refused** files, by business day | 2026-03-05 (2) |")
                .contains("- 2026-03-03: late by 150 minutes")
                .contains("| `certno` | resident-id | 2 | a.csv:17, a.csv:19 |")
                .contains("| (the row) | columns-missing | 1 | a.csv:4 |");
    }

    @Test
    void shouldNotMissDaysOfATable() {
        String report = new SupplierReport("自然资源局", YearMonth.of(2026, 3), LocalDate.of(2026, 4, 7))
                .of(List.of(catalogue.dataset("property-right")), List.of(), List.of());
        assertThat(report).contains("| rows received | 0 |").doesNotContain("missing");
    }
}
