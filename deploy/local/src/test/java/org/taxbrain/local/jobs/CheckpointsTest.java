package org.taxbrain.local.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointsTest {

    @TempDir
    private Path folder;

    @Test
    void shouldFindTheNewestCheckpointByNumberAndOnlyAmongTheCompleteOnes() throws IOException {
        complete("chk-9");
        complete("chk-10");
        Files.createDirectories(folder.resolve("run/chk-11"));
        Files.createDirectories(folder.resolve("run/shared"));

        assertThat(new Checkpoints(folder).newestComplete("run")).contains(folder.resolve("run/chk-10"));
    }

    @Test
    void shouldFindNoneInARunThatHasNone() throws IOException {
        assertThat(new Checkpoints(folder).newestComplete("run")).isEmpty();
    }

    @Test
    void shouldFindTheOneBeforeACheckpointAndNoneBeforeTheFirstOrASavepoint() throws IOException {
        complete("chk-8");
        complete("chk-10");
        Files.createDirectories(folder.resolve("run/chk-9"));
        Checkpoints checkpoints = new Checkpoints(folder);

        assertThat(checkpoints.newestCompleteBefore(folder.resolve("run/chk-10")))
                .contains(folder.resolve("run/chk-8"));
        assertThat(checkpoints.newestCompleteBefore(folder.resolve("run/chk-8")))
                .isEmpty();
        assertThat(checkpoints.newestCompleteBefore(Path.of("/elsewhere/savepoint-1")))
                .isEmpty();
    }

    private void complete(String name) throws IOException {
        Files.createFile(
                Files.createDirectories(folder.resolve("run").resolve(name)).resolve("_metadata"));
    }
}
