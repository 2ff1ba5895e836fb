package org.taxbrain.kibana.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.taxbrain.kibana.object.ObjectType;

class SchemaCheckTest {
    @ParameterizedTest
    @EnumSource
    void shouldBeASchemaOfTheDialectThatItNames(ObjectType type) {
        Schema meta = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));
        assertThat(meta.validate(SchemaCheck.text(type), InputFormat.JSON)).isEmpty();
    }
}
