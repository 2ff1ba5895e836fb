package org.taxbrain.schemas.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a descriptor may say of files and of fields in them, and what a mistake in it is told. */
class FileChecksTest {
    private static final String IDL = """
            @namespace("org.taxbrain.dataset")
            protocol Samples {
              record Sample {
                string id;
                union { null, long } @meaning("money") amount = null;
              }
            }
            """;

    private static String descriptor(String files, String id, String amount) {
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
                source:
                  files: {system: exchange, directory: d, %s}
                fields:
                  id: {%s}
                  amount: {%s}
                """.formatted(files, id, amount);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "name: a, format: csv, fallbackCharset: GBK, quote: none, skipLines: 2 ! ''! ''",
                "name: a, format: csv, quote: \"'\", headerLines: 0 ! column: 3 ! column: 1",
                "name: a, format: csv, trailer: 'END(?<rows>\\d+) (?<total>.*)', totalField: amount ! aliases: [old] ! ''",
                "name: a, format: fixed, charset: GBK, widthIn: characters ! start: 1, length: 8 ! start: 9, length: 4",
                "name: a, format: csv, delimiter: '||' ! ''! ''",
                "name: a, format: csv, delimiter: '@|@', quote: \"'\" ! ''! ''",
                "name: a, format: csv, delimiter: \"\\x01|\", quote: none ! ''! ''",
                "name: a, format: json, row: /data/rows ! ''! ''",
                "name: a, format: json ! ''! source: /fee/amount",
                "name: a, format: xml, row: Report/Row ! ''! source: Fee/@amount",
                "name: a, format: xml, row: Report/Row ! source: /Report/Header/Id ! source: /Report/@amount",
                "name: a, format: json, row: /data/rows ! source: '#/data/id' ! source: '#/amount'",
                "name: 'a(?<date>\\d+)', nameDate: 'roc:yyyMM', format: csv ! ''! ''",
                "name: a, format: csv, control: .ctl, encryption: sm4-gcm, signature: sm2 ! ''! ''",
            })
    void shouldAcceptWhatCanBeRead(String files, String id, String amount) {
        String descriptor = descriptor(files, id, amount);
        assertThatCode(() -> Dataset.parse("sample", descriptor, IDL)).doesNotThrowAnyException();
        assertThat(bySchema(descriptor)).as("by the schema").isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "name: a, format: csv, fallbackCharset: GBQ ! ''! '' ! knows no charset GBQ ! false",
                "name: a, format: xml, row: a, fallbackCharset: GBK ! ''! '' ! fallbackCharset: is no key of the format xml ! true",
                "name: a, format: csv, charset: UTF-16, fallbackCharset: GBK ! ''! '' ! byte by byte ! false",
                "name: a, format: csv, quote: two ! ''! '' ! give one character, or none ! true",
                "name: a, format: csv, quote: ',' ! ''! '' ! another character than those of the delimiter ! false",
                "name: a, format: csv, delimiter: '@|@', quote: '|' ! ''! '' ! another character than those of the delimiter ! false",
                "name: a, format: csv, delimiter: '' ! ''! '' ! give one to 8 characters ! true",
                "name: a, format: csv, delimiter: '|\"|' ! ''! '' ! none of which is a quote ! true",
                "name: a, format: csv, delimiter: '123456789' ! ''! '' ! give one to 8 characters ! true",
                "name: a, format: json, quote: none ! ''! '' ! quote: is no key of the format json ! true",
                "name: a, format: csv, skipLines: -1 ! ''! '' ! give 0 or more ! true",
                "name: a, format: csv, trailer: 'END' ! ''! '' ! (?<rows>\\d+) ! true",
                "name: a, format: csv, trailer: '(?<rows>' ! ''! '' ! not a regular expression ! false",
                "name: a, format: csv, trailer: '(?<rows>1)(?<total>2)' ! ''! '' ! name the field that the trailer's total sums ! false",
                "name: a, format: csv, trailer: '(?<rows>1)', totalField: amount ! ''! '' ! needs a control file or a trailer ! false",
                "name: a, format: xml ! ''! '' ! the element that is a row ! true",
                "name: a, format: json, row: rows ! ''! '' ! the JSON pointer ! true",
                "name: a, format: xml, row: R/Row ! source: /R/Row/Id ! '' ! is in the row itself ! false",
                "name: a, format: xml, row: R/Rows/Row ! source: /R/Rows ! '' ! is around the rows ! false",
                "name: a, format: xml, row: R/Row ! source: /Q/Id ! '' ! has another root than the rows, R/Row ! false",
                "name: a, format: json, row: /rows ! source: '#/rows/0' ! '' ! is in the row itself ! false",
                "name: a, format: json ! source: '#/id' ! '' ! say in row where that is ! false",
                "name: a, format: csv, row: /rows ! ''! '' ! row: is no key of the format csv ! true",
                "name: a, format: csv, widthIn: bytes ! ''! '' ! widthIn: is no key ! true",
                "name: a, format: fixed, widthIn: miles ! start: 1, length: 2 ! start: 1, length: 2 ! use one of [bytes, characters] ! true",
                "name: a, format: fixed ! start: 1, length: 2 ! '' ! field amount: start, length: say where ! false",
                "name: a, format: fixed ! start: 1 ! start: 3, length: 4 ! field id: start, length: say where ! true",
                "name: a, format: csv, encryption: sm4-cbc ! ''! '' ! unknown encryption sm4-cbc, use sm4-gcm ! true",
                "name: a, format: csv, control: c, signature: rsa ! ''! '' ! unknown signature rsa, use sm2 ! true",
                "name: a, format: csv, signature: sm2 ! ''! '' ! needs a control file, in which it stands ! true",
                "name: a, format: csv ! start: 1, length: 2 ! '' ! only a file of the format fixed ! false",
                "name: a, format: json ! column: 1 ! '' ! of the format csv ! false",
                "name: a, format: csv, headerLines: 0 ! column: 1 ! '' ! field amount: column: is missing ! false",
                "name: a, nameDate: yyyyMM, format: csv ! ''! '' ! no group date ! true",
                "name: 'a(?<date>x)', nameDate: MMdd, format: csv ! ''! '' ! no pattern of a date ! false",
                "name: a, format: csv ! numerals: chinese ! '' ! only a long is written in numerals ! false",
                "name: a, format: csv ! numerals: roman ! '' ! use one of [chinese, floor] ! true",
                "name: a, format: csv ! zeroWords: [x] ! '' ! zeroWords: only of ! false",
                "name: a, format: csv ! 'replace: [{find: a, by: $1}]' ! '' ! a group that find does not have ! false",
                "name: a, format: csv ! 'replace: [{find: (, by: b}]' ! '' ! replace: not a regular expression ! false",
                "name: a, format: csv ! 'replace: [{find: a}]' ! '' ! give find ! true",
                "name: a, format: csv ! 'format: yyyyMMdd, firstYear: 1900' ! '' ! no year of two digits ! false",
            })
    void shouldSayHowToMendWhatCantBeRead(String files, String id, String amount, String message, boolean schemaSees) {
        String descriptor = descriptor(files, id, amount);
        assertThatThrownBy(() -> Dataset.parse("sample", descriptor, IDL))
                .isInstanceOf(CatalogueException.class)
                .hasMessageContaining(message);
        assertThat(bySchema(descriptor).isEmpty()).as("passes by the schema").isEqualTo(!schemaSees);
    }

    private static java.util.List<?> bySchema(String descriptor) {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(DescriptorSchema.text(), InputFormat.JSON)
                .validate(descriptor, InputFormat.YAML);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "title: {zh-CN: 用水, 用电, en: Meters} ! title",
                "unique: [[id, ~]] ! unique",
                "subjects: [~] ! subjects"
            })
    void shouldSayWhatLacksAValue(String line, String key) {
        String descriptor = descriptor("name: a, format: csv", "", "") + line + "\n";
        assertThatThrownBy(() -> Dataset.parse("sample", descriptor, IDL))
                .isInstanceOf(CatalogueException.class)
                .hasMessageContaining(key + " holds a key or an element without a value (line ")
                .hasMessageContaining("between quotes");
    }

    @Test
    void shouldTellEveryFaultAtOnce() {
        assertThatThrownBy(() -> Dataset.parse(
                        "sample", descriptor("name: a, format: csv, quote: two, row: x", "column: 0", ""), IDL))
                .hasMessageContaining("quote")
                .hasMessageContaining("row")
                .hasMessageContaining("column");
    }
}
