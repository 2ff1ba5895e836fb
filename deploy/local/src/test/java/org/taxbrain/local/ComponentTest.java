package org.taxbrain.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ComponentTest {

    @Test
    void shouldReadAListAsTheCommandLineTakesIt() {
        assertThat(Component.parseList("kafka, elasticsearch"))
                .containsExactly(Component.KAFKA, Component.ELASTICSEARCH);
    }

    @Test
    void shouldNameTheKnownComponentsWhenOneIsUnknown() {
        assertThatThrownBy(() -> Component.parseList("kafka,zookeeper"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'zookeeper'")
                .hasMessageContaining("postgres, kafka");
    }
}
