package org.taxbrain.jobs.file.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ShownRowsTest {
    private static final String BILLS = "medical-settlement";

    private final Table<byte[]> shown = InMemory.table();

    @BeforeEach
    void showTwoRows() throws IOException {
        ShownRows.Writing writing = new ShownRows.Writing();
        writing.add("JS1", bytes("one"), bytes("{\"名\":1}"));
        writing.add("JS2", bytes("two"), bytes("{}"));
        writing.save(shown, BILLS);
    }

    @Test
    void shouldTakeOverARowOfTheSameBytesOnly() {
        ShownRows rows = ShownRows.read(shown, BILLS);

        assertThat(rows.json("JS1", bytes("one"))).isEqualTo(bytes("{\"名\":1}"));
        assertThat(rows.json("JS2", bytes("two"))).isEqualTo(bytes("{}"));
        assertThat(rows.json("JS1", bytes("another version"))).isNull();
        assertThat(rows.json("JS3", bytes("one"))).isNull();
        assertThat(items()).isEqualTo("[{\"名\":1},{}]");
    }

    @Test
    void shouldTakeOverNothingFromABuildThatKeptTheTextAlone() {
        shown.remove(BILLS + "\nrows");

        assertThat(ShownRows.read(shown, BILLS).json("JS1", bytes("one"))).isNull();
    }

    @Test
    void shouldShowAnEmptyArrayForNoRows() throws IOException {
        new ShownRows.Writing().save(shown, BILLS);

        assertThat(items()).isEqualTo("[]");
        assertThat(ShownRows.read(shown, BILLS).json("JS1", bytes("one"))).isNull();
    }

    @Test
    void shouldLeaveNothing() {
        ShownRows.remove(shown, BILLS);

        assertThat(shown.entries()).isEmpty();
    }

    private String items() {
        return new String(shown.get(BILLS), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
