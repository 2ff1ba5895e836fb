package org.taxbrain.local.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {

    @TempDir
    private Path folder;

    @Test
    void shouldMakeASecretOnceAndForItsOwnerAlone() throws IOException {
        Secrets secrets = new Secrets(folder.resolve("secrets"));

        String first = secrets.read("cdc.password");

        assertThat(first).hasSizeGreaterThanOrEqualTo(32);
        assertThat(new Secrets(folder.resolve("secrets")).read("cdc.password")).isEqualTo(first);
        assertThat(secrets.read("department.password")).isNotEqualTo(first);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secrets.file("cdc.password"))))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("secrets"))))
                .isEqualTo("rwx------");
    }

    @Test
    void shouldMakeAKeyForTheQuarantineThatItsOwnerAloneReads() throws IOException {
        Path file = new Secrets(folder.resolve("secrets")).quarantineKeys();

        assertThat(Files.readString(file)).matches("k1:[0-9a-f]{32}");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(new Secrets(folder.resolve("secrets")).quarantineKeys()).isEqualTo(file);
    }
}
