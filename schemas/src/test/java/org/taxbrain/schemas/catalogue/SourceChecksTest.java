package org.taxbrain.schemas.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a descriptor may say of polled tables and of what is pushed, and what a mistake in it is told. */
class SourceChecksTest {
    private static final String IDL = """
            @namespace("org.taxbrain.dataset")
            protocol Samples {
              record Sample {
                string id;
              }
            }
            """;

    private static String descriptor(String source) {
        return """
                dataset: sample
                revision: 1
                department: test
                record: Sample
                key: [id]
                freshness: P1D
                purpose: test
                legalBasis: test
                sharing: none
                agreementExpiry: 2028-12-31
                retention: P1Y
                source: {%s}
                """.formatted(source);
    }

    @Test
    void shouldFillInWhatIsUsual() {
        Descriptor.SourceSpec table = Dataset.parse("sample", descriptor("jdbc: {system: s, table: t, batch: n}"), IDL)
                .descriptor()
                .source();
        assertThat(table.jdbc())
                .isEqualTo(new Descriptor.Jdbc("s", "t", null, "n", Duration.ofSeconds(10), 1_000, Duration.ofDays(1)));
        Descriptor.SourceSpec push = Dataset.parse(
                        "sample", descriptor("push: {system: s, path: /a/b, updatedAt: u}"), IDL)
                .descriptor()
                .source();
        assertThat(push.push().bodyLimit()).isEqualTo(1 << 20);
        assertThat(push.push().window()).isEqualTo(Duration.ofMinutes(5));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "jdbc: {system: s, table: public.t, changedAt: 更新时间, overlap: PT0S, fetchSize: 1, fullPull: PT1H}",
                "push: {system: s, path: /push/a, updatedAt: u, sequence: n, deleted: d, bodyLimit: 1000, window: PT1M}",
            })
    void shouldAcceptWhatCanBeRead(String source) {
        Dataset.parse("sample", descriptor(source), IDL);
        assertThat(bySchema(descriptor(source))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "jdbc: {table: t, batch: n} ! source.jdbc.system: is missing ! true",
                "jdbc: {system: s, table: t} ! give exactly one of changedAt (a time) and batch ! true",
                "jdbc: {system: s, table: t, changedAt: a, batch: b} ! give exactly one of changedAt (a time) and batch ! true",
                "jdbc: {system: s, table: 't; drop table t', batch: n} ! source.jdbc.table: give a name of letters ! false",
                "jdbc: {system: s, table: a.b.c, batch: n} ! source.jdbc.table: give a name of letters ! false",
                "jdbc: {system: s, table: t, changedAt: 'a or 1=1'} ! source.jdbc.changedAt: give a name of letters ! false",
                "jdbc: {system: s, table: t, batch: n, fetchSize: 0} ! source.jdbc.fetchSize: give 1 or more ! true",
                "jdbc: {system: s, table: t, batch: n, overlap: PT-1S} ! source.jdbc.overlap: give a duration ! true",
                "jdbc: {system: s, table: t, batch: n, fullPull: PT0S} ! it alone finds what was deleted ! false",
                "push: {path: /p, updatedAt: u} ! source.push.system: is missing ! true",
                "push: {system: s, path: p, updatedAt: u} ! give the path that it is sent to ! true",
                "push: {system: s, path: '/p?x', updatedAt: u} ! give the path that it is sent to ! true",
                "push: {system: s, path: /p} ! source.push.updatedAt: is missing ! true",
                "push: {system: s, path: /p, updatedAt: u, bodyLimit: 99999999} ! give a number of bytes ! true",
                "push: {system: s, path: /p, updatedAt: u, window: PT0S} ! source.push.window: give a duration ! false",
                "'push: {system: s, path: /p, updatedAt: u}, http: {system: s, path: /p, updatedAt: u}' ! give exactly one of cdc, files, http, jdbc, push ! true",
            })
    void shouldSayHowToMendWhatCantBeRead(String source, String message, boolean schemaSees) {
        String text = source.startsWith("'") ? source.substring(1, source.length() - 1) : source;
        assertThatThrownBy(() -> Dataset.parse("sample", descriptor(text), IDL))
                .isInstanceOf(CatalogueException.class)
                .hasMessageContaining(message);
        assertThat(bySchema(descriptor(text)).isEmpty())
                .as("passes by the schema")
                .isEqualTo(!schemaSees);
    }

    private static List<?> bySchema(String descriptor) {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(DescriptorSchema.text(), InputFormat.JSON)
                .validate(descriptor, InputFormat.YAML);
    }
}
