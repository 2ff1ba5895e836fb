package org.taxbrain.schemas.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EvolutionTest {
    private static final String DESCRIPTOR = """
            dataset: sample
            revision: 1
            department: test
            title: {zh-CN: 样例, en: Sample}
            record: Sample
            key: [id, on]
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
              usage: {source: used}
            """;
    private static final String IDL = """
            @namespace("org.taxbrain.dataset")
            protocol Samples {
              record Part {
                string kind;
                union { null, long } size = null;
              }
              record Sample {
                string @checks(["uscc"]) id;
                date on;
                long @checks(["max:9"]) usage;
                union { null, string } @checks(["max-length:5"]) note = null;
                union { null, array<Part> } parts = null;
              }
            }
            """;
    private final Dataset released = Dataset.parse("sample", DESCRIPTOR, IDL);

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "'date on;'; 'date on; union { null, boolean } whole = null;'; a field that may be absent",
                "'string kind;'; 'string kind; union { null, string } colour = null;'; one in a list too",
                "'date on;'; 'union { null, date } @label(\"日\") on = null;'; absence",
                "max-length:5; max-length:50; a wider column",
                "max:9; min:0; another check",
            })
    void shouldLetAFieldComeOrGrowWider(String before, String after, String what) {
        assertThat(faults(DESCRIPTOR, IDL.replace(before, after))).as(what).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "'{source: used}'; '{source: used, aliases: [consumed]}'",
                "'{source: used}'; '{source: consumed}'",
                "'P1Y'; 'P9Y'",
                "'path: /x'; 'path: /y'",
            })
    void shouldLetTheSourceRenameAndMove(String before, String after) {
        assertThat(faults(DESCRIPTOR.replace(before, after), IDL)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "'long @checks([\"max:9\"]) usage;'; ''; usage; keep it",
                "'long @checks'; 'string @meaning(\"decimal\") @checks'; usage; it is a long and would be a decimal",
                "'long @checks'; 'long @meaning(\"money\") @checks'; usage; it is a long and would be a money",
                "'date on;'; 'date on; boolean whole;'; whole; make it a union with null",
                "'union { null, string } @checks([\"max-length:5\"]) note = null;'; 'string note;'; note; keep the union",
                "'union { null, long } size = null;'; ''; parts.size; keep it",
                "'string kind;'; 'string kind; long weight;'; parts.weight; make it a union with null",
                "'[\"uscc\"]'; '[\"mobile\"]'; id; keep the check",
            })
    void shouldRefuseWhatRowsThatAreThereCantFollow(String before, String after, String field, String reason) {
        String descriptor =
                after.isEmpty() ? DESCRIPTOR.replace("  usage: {source: used}", "  note: {source: n}") : DESCRIPTOR;
        assertThat(faults(descriptor, IDL.replace(before, after)))
                .singleElement()
                .satisfies(fault -> {
                    assertThat(fault.field()).isEqualTo(field);
                    assertThat(fault.message()).contains(reason);
                });
    }

    @Test
    void shouldRefuseAnotherKey() {
        assertThat(faults(DESCRIPTOR.replace("[id, on]", "[on, id]"), IDL))
                .singleElement()
                .satisfies(fault -> assertThat(fault.message()).contains("declare a new dataset"));
    }

    @Test
    void shouldRefuseAnotherWayIn() {
        String cdc = DESCRIPTOR.replace(
                "http: {system: test, path: /x, updatedAt: u, sequence: s}", "cdc: {system: test, table: public.t}");
        assertThat(faults(cdc, IDL)).singleElement().satisfies(fault -> assertThat(fault.message())
                .contains("change capture"));
    }

    private List<Fault> faults(String descriptor, String idl) {
        return Evolution.faults(released, Dataset.parse("sample", descriptor, idl));
    }
}
