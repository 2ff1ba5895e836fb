package org.taxbrain.connectors.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyFileTest {
    @TempDir
    private Path folder;

    @Test
    void shouldReplaceAKeyWholeAndShowItToItsOwnerAlone() throws Exception {
        KeyFile file = new KeyFile(folder.resolve("reader.api-key"));
        assertThat(file.read()).isEmpty();
        file.write("first");
        // what a run that was killed left behind
        Files.writeString(folder.resolve("reader.api-key.new"), "half");
        file.write("second");
        assertThat(file.read()).contains("second");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.path())))
                .isEqualTo("rw-------");
        assertThat(folder).isDirectoryNotContaining("glob:**.new");
    }

    @Test
    void shouldTellTheIdOfAKeyAndThatAnythingElseHasNone() {
        String key = Base64.getEncoder().encodeToString("id:secret".getBytes(StandardCharsets.UTF_8));
        assertThat(KeyFile.id(key)).contains("id");
        assertThat(KeyFile.id("not base64!")).isEmpty();
        assertThat(KeyFile.id("bm9uZQ==")).isEmpty();
    }
}
