package org.taxbrain.connectors.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.taxbrain.schemas.catalogue.Catalogue;
import org.taxbrain.schemas.index.IndexDefinition;
import org.taxbrain.schemas.index.IndexDefinitions;

class AccessRoleTest {

    @Test
    void shouldReachEveryIndexOfTheCatalogueAsWriterAndKeeper() {
        for (IndexDefinition index :
                IndexDefinitions.of(Catalogue.load(List.of()).datasets())) {
            for (AccessRole role : List.of(AccessRole.JOBS_WRITER, AccessRole.INDEX_KEEPER)) {
                assertThat(names(role))
                        .as(index.alias())
                        .anyMatch(name -> index.alias().matches(name.replace("*", ".*")))
                        .anyMatch(name -> index.index().matches(name.replace("*", ".*")));
            }
        }
    }

    @Test
    void shouldLetReadersSeeAliasesAlone() {
        assertThat(names(AccessRole.READER))
                .containsExactly("taxpayer", "property-unit", "enforcement-case", "reminder");
        assertThat(names(AccessRole.DASHBOARDS)).noneMatch(name -> name.contains("-v") || name.contains("*"));
    }

    @Test
    void shouldNameTheRolesThatThereAre() {
        assertThat(AccessRole.of("jobs-writer")).isEqualTo(AccessRole.JOBS_WRITER);
        assertThatThrownBy(() -> AccessRole.of("root"))
                .hasMessageContaining("root")
                .hasMessageContaining("jobs-writer");
    }

    private static List<String> names(AccessRole role) {
        List<String> names = new ArrayList<>();
        role.descriptor().at("/indices/0/names").forEach(name -> names.add(name.asText()));
        return names;
    }
}
