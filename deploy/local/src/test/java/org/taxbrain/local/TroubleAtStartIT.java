package org.taxbrain.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.taxbrain.local.process.ProcFs;

/** What a person sees when a component can't start. */
class TroubleAtStartIT {

    @TempDir
    private Path folder;

    @Test
    void shouldShowTheLogOfAComponentThatDiesAtItsStartAndLeaveNothingRunning() throws IOException {
        StackLayout layout = StackLayout.of(folder.resolve("data"));
        Path kafka = Files.createDirectories(layout.folder(Component.KAFKA).resolve("data"));
        Files.writeString(kafka.resolve("meta.properties"), "version=1\nnode.id=77\ncluster.id=another\n");

        assertThatThrownBy(() -> start(layout, ProgressListener.SILENT, Component.POSTGRES, Component.KAFKA))
                .isInstanceOf(StackException.class)
                .hasMessageContaining("kafka ended with exit code")
                .hasMessageContaining(layout.log(Component.KAFKA).toString())
                .hasMessageContaining("77");

        assertThat(ProcFs.withEnvironment(Orphans.MARKER, layout.data().toString()))
                .isEmpty();
    }

    @Test
    void shouldMoveAwayFromAPortThatAStrangerTook() throws IOException {
        StackLayout layout = StackLayout.of(folder.resolve("data"));
        int before;
        try (LocalStack stack = start(layout, ProgressListener.SILENT, Component.POSTGRES)) {
            before = stack.ports().get(Port.POSTGRES);
        }

        Notes notes = new Notes();
        try (ServerSocket stranger = new ServerSocket(before, 1, InetAddress.getLoopbackAddress());
                LocalStack stack = start(layout, notes, Component.POSTGRES)) {
            assertThat(stranger.isBound()).isTrue();
            assertThat(stack.ports().get(Port.POSTGRES)).isNotEqualTo(before);
            assertThat(notes.said()).anyMatch(note -> note.contains("POSTGRES " + before + " → "));
        }
    }

    @Test
    void shouldSayWhichModuleHasNotBeenBuilt() {
        StackLayout elsewhere = new StackLayout(folder.resolve("data"), folder);

        assertThatThrownBy(() -> start(elsewhere, ProgressListener.SILENT, Component.KAFKA))
                .isInstanceOf(StackException.class)
                .hasMessageContaining("deploy/servers/kafka has not been built in " + folder)
                .hasMessageContaining("mvn");
    }

    private static LocalStack start(StackLayout layout, ProgressListener listener, Component... components) {
        return LocalStack.builder(layout)
                .components(Set.of(components))
                .listener(listener)
                .start();
    }
}
