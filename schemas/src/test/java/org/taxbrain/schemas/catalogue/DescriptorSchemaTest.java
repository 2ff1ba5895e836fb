package org.taxbrain.schemas.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.net.URL;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.taxbrain.schemas.check.Identifier;
import org.taxbrain.schemas.value.Money;

class DescriptorSchemaTest {
    private static final JsonNode TEXT = read();
    private final Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(DescriptorSchema.text(), InputFormat.JSON);
    private final Catalogue catalogue = Catalogue.load(List.of());

    @Test
    void shouldBeASchemaOfTheDialectThatItNames() {
        Schema meta = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(com.networknt.schema.SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));
        assertThat(meta.validate(DescriptorSchema.text(), InputFormat.JSON)).isEmpty();
    }

    @Test
    void shouldAcceptEveryDescriptorOfTheProduct() {
        for (Dataset dataset : catalogue.datasets()) {
            assertThat(schema.validate(dataset.descriptorText(), InputFormat.YAML))
                    .as(dataset.id())
                    .isEmpty();
        }
    }

    @Test
    void shouldKnowTheKeysThatTheParserKnowsAtEveryDepthAndNoOthers() {
        assertKeys(TEXT, Descriptor.class, "");
    }

    @Test
    void shouldListTheWordsThatTheParserKnows() {
        assertThat(words("/$defs/sharing/enum")).isEqualTo(names(Sharing.values()));
        assertThat(words("/properties/extent/enum")).isEqualTo(names(Descriptor.Extent.values()));
        assertThat(words("/$defs/field/properties/unit/enum")).isEqualTo(names(Money.Unit.values()));
        Set<String> identifiers = new TreeSet<>(Identifier.taxpayerIds());
        identifiers.addAll(Set.of(Identifier.UNIT_NO.id(), Identifier.CASE_NO.id()));
        assertThat(words("/$defs/identifier/enum")).isEqualTo(identifiers);
    }

    @Test
    void shouldRefuseWhatTheParserRefuses() {
        refused("tax-arrears", "purpose:", "purpos:");
        refused("tax-arrears", "(?m)^purpose: .*$", "");
        refused("tax-arrears", "(?m)^legalBasis: .*$", "");
        refused("tax-arrears", "(?m)^sharing: .*$", "");
        refused("tax-arrears", "(?m)^agreementExpiry: .*$", "");
        refused("tax-arrears", "(?m)^retention: .*$", "");
        refused("tax-arrears", "sharing: conditional", "sharing: perhaps");
        refused("tax-arrears", "agreementExpiry: .*", "agreementExpiry: next year");
        refused("tax-arrears", "retention: P10Y", "retention: 10 years");
        refused("tax-arrears", "freshness: PT5S", "freshness: 5 s");
        refused("tax-arrears", "revision: \\d+", "revision: 0");
        refused("tax-arrears", "dataset: tax-arrears", "dataset: Tax_Arrears");
        refused("tax-arrears", "department: tax-core", "department: ''");
        refused("tax-arrears", "key: \\[arrearsId\\]", "key: []");
        refused("tax-arrears", "\\{source: qsbh\\}", "{sourze: qsbh}");
        refused("tax-arrears", "unit: yuan", "unit: pound");
        refused("tax-arrears", "\\{source: zsxm_mc\\}", "{source: zsxm_mc, sharing: perhaps}");
        refused("tax-arrears", "kind: taxpayer", "kind: somebody");
        refused("tax-arrears", "identifier: djxh", "identifier: djhx");
        refused("tax-arrears", "identifier: djxh, ", "");
        refused("tax-arrears", "references: taxpayer.djxh", "references: taxpayer");
        refused("filing-obligation", "unique: \\[\\[", "unique: [[], [");
        refused("filing-obligation", "unique: \\[\\[djxh, ", "unique: [[djxh, djxh, ");
        refused("tax-arrears", "open: false", "code: '17'");
        refused("tax-arrears", "open: false", "category: [某类]");
        refused("tax-arrears", "open: false", "openCondition: 实名");
        refused("tax-arrears", "open: false", "published: soon");
        refused("tax-arrears", "cdc: \\{system: tax-core, table", "cdc: {table");
        refused("case-funds", "path: /api", "path: api");
        refused("medical-settlement", "format: csv", "format: xls");
        refused("medical-settlement", "headerLines: 1", "headerLines: 3");
        refused("medical-settlement", "delimiter: \",\"", "delimiter: \"123456789\"");
        refused("medical-settlement", "(?m)^    control: .*$", "");
        refused("resident", "toIdentifier: resident-id", "toIdentifier: name");
        refused("enforcement-case", "predecessor: predecessorNo, ", "");
        refused("property-right", "\\{from: registeredOn, to: cancelledOn\\}", "{to: cancelledOn}");
    }

    @Test
    void shouldAcceptADatasetWhoseFieldsSayTheirTermsThemselves() {
        Dataset arrears = catalogue.dataset("tax-arrears");
        String descriptor = arrears.descriptorText()
                .replaceFirst("(?m)^purpose: .*$", "")
                .replaceFirst("\\{source: qsbh\\}", "{source: qsbh, purpose: 清缴}");
        assertThat(schema.validate(descriptor, InputFormat.YAML)).isEmpty();
    }

    @Test
    void shouldBeNamedByEveryDescriptorOfTheProductSoThatEditorsFindIt() throws IOException {
        URL published = getClass().getResource("/catalogue/descriptor.schema.json");
        for (Dataset dataset : catalogue.datasets()) {
            String named = dataset.descriptorText().lines().findFirst().orElseThrow();
            assertThat(named).startsWith("# yaml-language-server: $schema=");
            URL descriptor = getClass()
                    .getResource("/catalogue/" + dataset.descriptor().department() + "/" + dataset.id() + ".yaml");
            assertThat(new URL(descriptor, named.substring(named.indexOf('=') + 1)))
                    .isEqualTo(published);
        }
    }

    private void refused(String id, String good, String bad) {
        Dataset dataset = catalogue.dataset(id);
        String wrong = dataset.descriptorText().replaceFirst(good, bad);
        assertThat(wrong).isNotEqualTo(dataset.descriptorText());
        assertThat(schema.validate(wrong, InputFormat.YAML))
                .as("%s in %s, by the schema", bad, id)
                .isNotEmpty();
        assertThatThrownBy(() -> Dataset.parse(id, wrong, dataset.idlText()))
                .as("%s in %s, by the parser", bad, id)
                .isInstanceOf(CatalogueException.class);
    }

    private static void assertKeys(JsonNode schema, Class<?> type, String path) {
        JsonNode resolved = resolve(schema);
        Set<String> known = new TreeSet<>();
        for (RecordComponent component : type.getRecordComponents()) {
            known.add(component.getName());
            assertValue(
                    resolved.path("properties").path(component.getName()),
                    component.getGenericType(),
                    path + "/" + component.getName());
        }
        Set<String> described = new TreeSet<>();
        resolved.path("properties").fieldNames().forEachRemaining(described::add);
        assertThat(described).as("keys of %s", path).isEqualTo(known);
        assertThat(resolved.path("additionalProperties").asBoolean(true))
                .as("%s takes other keys", path)
                .isFalse();
    }

    private static void assertValue(JsonNode schema, Type type, String path) {
        if (type instanceof Class<?> c && c.isRecord()) {
            assertKeys(schema, c, path);
        } else if (type instanceof ParameterizedType p && p.getRawType() == List.class) {
            assertValue(resolve(schema).path("items"), p.getActualTypeArguments()[0], path + "[]");
        } else if (type instanceof ParameterizedType p && p.getRawType() == Map.class) {
            assertValue(resolve(schema).path("additionalProperties"), p.getActualTypeArguments()[1], path + "{}");
        }
        assertThat(schema.isMissingNode()).as("%s is described", path).isFalse();
    }

    private static JsonNode resolve(JsonNode schema) {
        return schema.has("$ref") ? TEXT.at(schema.path("$ref").asText().substring(1)) : schema;
    }

    private static Set<String> words(String pointer) {
        Set<String> words = new TreeSet<>();
        TEXT.at(pointer).forEach(w -> words.add(w.asText()));
        return words;
    }

    private static Set<String> names(Enum<?>[] constants) {
        Set<String> names = new TreeSet<>();
        Arrays.stream(constants).map(c -> c.name().toLowerCase(Locale.ROOT)).forEach(names::add);
        return names;
    }

    private static JsonNode read() {
        try {
            return new ObjectMapper().readTree(DescriptorSchema.text());
        } catch (IOException e) {
            throw new AssertionError("the schema is not JSON", e);
        }
    }
}
