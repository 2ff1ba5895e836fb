package org.taxbrain.server.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ServerModuleTest {

    @Test
    void shouldFindAPlaceForEveryJarAndShowNoModuleTheSameJarTwice() throws Exception {
        List<String> jars = Arrays.stream(Files.readString(Path.of("target", "runtime.classpath"))
                        .strip()
                        .split(File.pathSeparator))
                .map(jar -> Path.of(jar).getFileName().toString())
                .toList();

        assertThat(jars).hasSizeGreaterThan(70).allSatisfy(jar -> {
            Set<ServerModule> modules = ServerModule.of(jar);
            if (modules.contains(ServerModule.LIB)) {
                assertThat(modules).hasSize(1);
            }
            assertThat(modules.containsAll(Set.of(ServerModule.X_PACK_SECURITY, ServerModule.X_PACK_CORE)))
                    .as("it stands in a module and in the one that this extends")
                    .isFalse();
        });
    }

    @Test
    void shouldSayWhatToDoWithAJarThatNobodyKnows() {
        assertThatThrownBy(() -> ServerModule.of("new-thing-1.0.jar"))
                .hasMessageContaining("new-thing-1.0.jar")
                .hasMessageContaining("ServerModule");
    }
}
