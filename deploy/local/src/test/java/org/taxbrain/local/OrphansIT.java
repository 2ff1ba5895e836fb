package org.taxbrain.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.taxbrain.local.process.ProcessIdentity;
import org.taxbrain.local.servers.Database;
import org.taxbrain.local.servers.PostgresServer;
import org.taxbrain.local.servers.PostgresServer.Role;

/** A run that was killed itself leaves its servers behind; the next one must find them. */
class OrphansIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    private Path folder;

    private Process supervisor;

    @AfterEach
    void endSupervisor() throws InterruptedException {
        if (supervisor != null) {
            supervisor.destroy();
            supervisor.waitFor();
        }
    }

    @Test
    void shouldStopWhatAKilledRunLeftAndGoOnWithItsData() throws Exception {
        StackLayout layout = StackLayout.of(folder.resolve("data"));
        ProcessIdentity postgres = startInBackground(layout);

        supervisor.destroyForcibly().waitFor();
        assertThat(postgres.isAlive()).as("PostgreSQL without its supervisor").isTrue();
        assertThat(StackState.readRunning(layout)).isEmpty();

        Notes notes = new Notes();
        try (LocalStack stack = LocalStack.builder(layout)
                .components(Set.of(Component.POSTGRES))
                .listener(notes)
                .start()) {
            assertThat(postgres.isAlive()).isFalse();
            assertThat(notes.said())
                    .anyMatch(note ->
                            note.contains("an earlier run left") && note.contains("postgres " + postgres.pid()));
            try (Connection connection = stack.postgres().connect(Database.COURT, Role.DEPARTMENT);
                    Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("SELECT count(*) FROM kept")) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getInt(1)).isEqualTo(1000);
            }
        }
    }

    @Test
    void shouldStopInOrderWhenTheBackgroundProcessIsAskedToEnd() throws Exception {
        StackLayout layout = StackLayout.of(folder.resolve("data"));
        ProcessIdentity postgres = startInBackground(layout);

        assertThat(StackState.readRunning(layout).orElseThrow().stop(PATIENCE)).isTrue();

        assertThat(postgres.isAlive()).isFalse();
        assertThat(StackState.read(layout).orElseThrow().components())
                .allMatch(status -> status.state() == ComponentStatus.State.STOPPED);
    }

    private ProcessIdentity startInBackground(StackLayout layout) throws Exception {
        supervisor = spawn(layout);
        await().atMost(PATIENCE).until(() -> StackState.readRunning(layout)
                .filter(state ->
                        state.components().stream().anyMatch(status -> status.state() == ComponentStatus.State.UP))
                .isPresent());
        StackState state = StackState.readRunning(layout).orElseThrow();
        Ports ports = Ports.saved(layout.portsFile());
        try (Connection connection = connectWhenProvisioned(layout, ports);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE kept AS SELECT generate_series(1, 1000) AS id");
        }
        return state.components().get(0).process();
    }

    private static Connection connectWhenProvisioned(StackLayout layout, Ports ports) {
        PostgresServer server = new PostgresServer(layout, ports);
        return await().atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> server.connect(Database.COURT, Role.DEPARTMENT), connection -> true);
    }

    private static Process spawn(StackLayout layout) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-cp",
                System.getProperty("java.class.path"),
                SupervisorMain.class.getName(),
                "--data",
                layout.data().toString(),
                "--components",
                "postgres");
        builder.environment().put("TAXBRAIN_HOME", layout.home().toString());
        return builder.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }
}
