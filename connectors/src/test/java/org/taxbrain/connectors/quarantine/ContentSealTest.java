package org.taxbrain.connectors.quarantine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.taxbrain.connectors.config.ConfigurationException;

class ContentSealTest {
    private static final String OLD = "k1:0123456789abcdeffedcba9876543210";
    private static final String NEW = "k2:00112233445566778899aabbccddeeff";

    @Property(tries = 200)
    void shouldOpenWhatItSealed(@ForAll byte[] content, @ForAll String id) {
        ContentSeal seal = ContentSeal.of(OLD);
        assertThat(seal.open(id, seal.keyId(), seal.seal(id, content))).isEqualTo(content);
    }

    @Property(tries = 200)
    void shouldNotOpenWhatWasChanged(@ForAll byte[] content, @ForAll @IntRange(max = 10_000) int at) {
        ContentSeal seal = ContentSeal.of(OLD);
        byte[] sealed = seal.seal("id", content);
        sealed[at % sealed.length] ^= 1;
        assertThatThrownBy(() -> seal.open("id", "k1", sealed))
                .isInstanceOf(SealException.class)
                .hasMessageContaining("the content was changed");
    }

    @Property(tries = 50)
    void shouldSealTheSameContentDifferentlyEachTime(@ForAll byte[] content) {
        ContentSeal seal = ContentSeal.of(OLD);
        assertThat(seal.seal("id", content)).isNotEqualTo(seal.seal("id", content));
    }

    @Example
    void shouldOpenUnderAnOldKeyWhileANewOneSeals() {
        byte[] content = "a row".getBytes(StandardCharsets.UTF_8);
        byte[] sealed = ContentSeal.of(OLD).seal("id", content);
        ContentSeal rotated = ContentSeal.of(NEW + "\n" + OLD + "\n");
        assertThat(rotated.keyId()).isEqualTo("k2");
        assertThat(rotated.open("id", "k1", sealed)).isEqualTo(content);
    }

    @Example
    void shouldSayWhichKeyIsMissingOrAnother() {
        byte[] sealed = ContentSeal.of(OLD).seal("entry", new byte[] {1});
        assertThatThrownBy(() -> ContentSeal.of(NEW).open("entry", "k1", sealed))
                .isInstanceOf(SealException.class)
                .hasMessageContaining("sealed with the key k1, which is not among [k2]");
        ContentSeal other = ContentSeal.of(NEW.replace("k2", "k1"));
        assertThatThrownBy(() -> other.open("entry", "k1", sealed))
                .isInstanceOf(SealException.class)
                .hasMessageContaining("another key of that id");
        assertThatThrownBy(() -> ContentSeal.of(OLD).open("another", "k1", sealed))
                .isInstanceOf(SealException.class);
        assertThatThrownBy(() -> ContentSeal.of(OLD).open("entry", "k1", new byte[3]))
                .isInstanceOf(SealException.class)
                .hasMessageContaining("no sealed content");
    }

    @Example
    void shouldRefuseWhatIsNoKeyWithoutRepeatingIt() {
        assertThatThrownBy(() -> ContentSeal.of(OLD + ",secret"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("key 2 is not of the form")
                .hasMessageNotContaining("secret");
        assertThatThrownBy(() -> ContentSeal.of(OLD + "\n" + OLD))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("k1 stands twice");
    }
}
