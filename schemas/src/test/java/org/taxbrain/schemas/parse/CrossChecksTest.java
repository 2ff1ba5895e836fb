package org.taxbrain.schemas.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.taxbrain.schemas.catalogue.CatalogueException;
import org.taxbrain.schemas.catalogue.Dataset;
import org.taxbrain.schemas.parse.CleanResult.CleanRow;
import org.taxbrain.schemas.parse.CleanResult.Fault;
import org.taxbrain.schemas.record.Remark;

class CrossChecksTest {
    private static final long LANDED_AT = Instant.parse("2026-03-01T02:00:00Z").toEpochMilli();
    private static final String DESCRIPTOR = """
            dataset: sample
            revision: 1
            department: test
            title: {zh-CN: 样例, en: Sample}
            record: Sample
            key: [id]
            extent: incremental
            freshness: PT1H
            purpose: test
            legalBasis: none
            sharing: conditional
            agreementExpiry: 2028-12-31
            retention: P1Y
            source:
              http: {system: test, path: /x, updatedAt: u, sequence: s}
            fields:
              stage: {codes: {"1": open, "2": closed}}
            """;
    private static final String IDL = """
            @namespace("org.taxbrain.dataset")
            protocol Samples {
              record Share {
                long upper;
                long @checks(["at-most:upper"]) lower;
              }
              record Sample {
                string id;
                union { null, string } stage = null;
                union { null, date } @checks(["required-if:stage=closed", "not-before:openedAt"]) closedOn = null;
                union { null, timestamp_ms } openedAt = null;
                union { null, long } @meaning("money") @checks(["sum-of:principal+interest"]) total = null;
                union { null, long } @meaning("money") principal = null;
                union { null, long } @meaning("money") @checks(["warn:at-most:principal", "warn:max:100000"]) interest = null;
                union { null, string } @meaning("decimal") inner = null;
                union { null, string } @meaning("decimal") @checks(["at-least:inner"]) outer = null;
                union { null, string } @checks(["warn:mobile"]) mobile = null;
                union { null, array<Share> } @checks(["required-if:stage=open"]) shares = null;
              }
            }
            """;
    private final Dataset sample = Dataset.parse("sample", DESCRIPTOR, IDL);

    @Test
    void shouldTakeARowWhoseFieldsAgree() {
        CleanRow row = (CleanRow) clean(
                "1", "1", "2026-02-02", "2026-02-02T10:00:00", "1.10", "1", "0.10", "1.50", "1.5", "13805712345", "[]");
        assertThat(row.remarks()).isEmpty();
    }

    @Test
    void shouldNotCompareWhatIsAbsent() {
        assertThat(clean("1", null, null, "2026-02-02T10:00:00", "1", null, null, "2", null, null, null))
                .isInstanceOf(CleanRow.class);
        assertThat(clean("1", null, "2026-02-02", null, null, "1", "0.10", null, "2", null, null))
                .isInstanceOf(CleanRow.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "2; 2026-02-01; closedOn; not-before",
                "4; 1.11; total; sum-of",
                "5; ''; total; sum-of",
                "8; 1.49; outer; at-least",
                "10; '[{\"upper\": 2, \"lower\": 2}, {\"upper\": 2, \"lower\": 3}]'; shares.lower; at-most",
                "10; ''; shares; required-if",
            })
    void shouldRefuseARowWhoseFieldsDisagreeAndNeverTellTheValue(
            int position, String value, String field, String rule) {
        String[] row = {
            "1", "1", "2026-02-02", "2026-02-02T10:00:00", "1.10", "1", "0.10", "1.50", "1.5", "13805712345", "[]"
        };
        row[position] = value;
        Fault fault = (Fault) clean(row);
        assertThat(fault.field()).isEqualTo(field);
        assertThat(fault.rule()).isEqualTo(rule);
        assertThat(fault.message()).contains("field " + field).contains("rule " + rule);
        if (value.length() > 3) {
            assertThat(fault.message()).doesNotContain(value);
        }
    }

    @Test
    void shouldNeedAFieldOnlyWhereTheOtherSaysSo() {
        Fault fault = (Fault) clean("1", "2", null);
        assertThat(fault.field()).isEqualTo("closedOn");
        assertThat(fault.rule()).isEqualTo("required-if");
        assertThat(clean("1", "2", "2026-02-02")).isInstanceOf(CleanRow.class);
    }

    @Test
    void shouldTakeARowThatOnlyFailsWarningsWithTheirRemarks() {
        CleanRow row = (CleanRow) clean("1", null, null, null, null, "1", "2000", null, null, "0571-1234", null);
        assertThat(row.remarks())
                .containsExactly(
                        new Remark("interest", "max"),
                        new Remark("mobile", "mobile"),
                        new Remark("interest", "at-most"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "not-before:closed",
                "not-before:",
                "not-before:total",
                "not-before:closedOn",
                "sum-of:openedAt+interest",
                "required-if:stage",
                "required-if:stage=shut",
                "required-if:shares=1",
                "warn:at-most:nothing",
                "warn:unknown",
            })
    void shouldRefuseADeclarationWhoseCheckCantBeUsed(String check) {
        String idl = IDL.replace("required-if:stage=closed", check);
        assertThatThrownBy(() -> Dataset.parse("sample", DESCRIPTOR, idl))
                .isInstanceOf(CatalogueException.class)
                .hasMessageContaining("closedOn")
                .hasMessageContaining(check);
    }

    private CleanResult clean(String... values) {
        return RowCleaner.of(sample).clean(Arrays.asList(values), LANDED_AT);
    }
}
