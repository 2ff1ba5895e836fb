package org.taxbrain.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.taxbrain.local.jobs.JobSpec;
import org.taxbrain.local.jobs.JobStatus;
import org.taxbrain.local.servers.Database;
import org.taxbrain.local.servers.PostgresServer.Role;

/** One stack of all servers; each is killed and must come back with what it had acknowledged. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LocalStackIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    private static Path folder;

    private static final Notes NOTES = new Notes();
    private static LocalStack stack;
    private static Path counts;

    @BeforeAll
    static void startStack() throws IOException {
        counts = Files.createFile(folder.resolve("counts"));
        stack = start();
    }

    @AfterAll
    static void stopStack() {
        stack.stop();
    }

    @Test
    @Order(1)
    void shouldKeepEveryCommittedRowWhenPostgresIsKilled() throws SQLException {
        try (Connection connection = stack.postgres().connect(Database.TAX_CORE, Role.DEPARTMENT);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE visit (id text PRIMARY KEY)");
            statement.execute("INSERT INTO visit VALUES ('before the kill')");
        }

        stack.kill(Component.POSTGRES);
        stack.awaitUp(Component.POSTGRES, PATIENCE);

        assertThat(visits(Role.CDC)).containsExactly("before the kill");
        assertThat(stack.restarts(Component.POSTGRES)).isEqualTo(1);
    }

    @Test
    @Order(2)
    void shouldLetCaptureReadWhatTheDepartmentMakesAndNothingMore() throws SQLException {
        try (Connection connection = stack.postgres().connect(Database.TAX_CORE, Role.CDC);
                Statement statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.execute("DELETE FROM visit")).hasMessageContaining("permission denied");
            try (ResultSet published =
                    statement.executeQuery("SELECT tablename FROM pg_publication_tables WHERE pubname = 'taxbrain'")) {
                assertThat(published.next()).isTrue();
                assertThat(published.getString(1)).isEqualTo("visit");
            }
        }
        assertThatThrownBy(() -> stack.postgres().connect(Database.COURT, Role.CDC))
                .hasMessageContaining("permission denied");
    }

    @Test
    @Order(3)
    void shouldKeepEveryAcknowledgedMessageWhenKafkaIsKilled() throws Exception {
        Map<String, Object> servers = Map.of("bootstrap.servers", stack.kafkaBootstrapServers());
        try (Admin admin = Admin.create(servers)) {
            admin.createTopics(List.of(new NewTopic("visit", 1, (short) 1)))
                    .all()
                    .get();
        }
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(servers, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>("visit", "before the kill")).get();
        }

        stack.kill(Component.KAFKA);
        stack.awaitUp(Component.KAFKA, PATIENCE);

        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(servers, new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(List.of(new TopicPartition("visit", 0)));
            consumer.seekToBeginning(consumer.assignment());
            assertThat(consumer.poll(PATIENCE))
                    .extracting(ConsumerRecord::value)
                    .containsExactly("before the kill");
        }
    }

    @Test
    @Order(4)
    void shouldKeepEveryAcknowledgedDocumentWhenElasticsearchIsKilled() throws Exception {
        assertThat(send("PUT", "/visit", "{\"settings\":{\"number_of_replicas\":0}}"))
                .contains("acknowledged\":true");
        assertThat(send("PUT", "/visit/_doc/1", "{\"when\":\"before the kill\"}"))
                .contains("created");

        stack.kill(Component.ELASTICSEARCH);
        stack.awaitUp(Component.ELASTICSEARCH, PATIENCE);

        assertThat(send("GET", "/visit/_doc/1", "")).contains("before the kill");
    }

    @Test
    @Order(5)
    void shouldBringAJobBackToItsNewestCheckpointWhenTheJobManagerIsKilled() throws Exception {
        stack.jobs().submit(countingJob("counting", 10_000_000));
        awaitCount(500);
        await().atMost(PATIENCE)
                .until(() -> stack.jobs().newestRestorePoint("counting").isPresent());

        stack.kill(Component.JOBMANAGER);
        long killedAt = lastCount();
        stack.awaitUp(Component.JOBMANAGER, PATIENCE);

        awaitCount(killedAt + 500);
        assertThat(beginnings()).hasSize(2);
        assertThat(lastBeginning()).isPositive().isLessThanOrEqualTo(killedAt + 50);
        assertThat(status("counting").restoredFrom()).contains("chk-");
        assertThat(Files.readString(counts)).doesNotContain("torn");
    }

    @Test
    @Order(6)
    void shouldLetFlinkGoOnWhenTheTaskManagerIsKilled() throws Exception {
        String jobId = status("counting").jobId();
        long killedAt = lastCount();

        stack.kill(Component.TASKMANAGER);
        stack.awaitUp(Component.TASKMANAGER, PATIENCE);

        awaitCount(killedAt + 500);
        assertThat(status("counting").jobId()).isEqualTo(jobId);
        assertThat(Files.readString(counts)).doesNotContain("torn");
    }

    @Test
    @Order(7)
    void shouldResumeFromTheSavepointThatAnUpgradeStoppedWith() throws Exception {
        Path savepoint = stack.jobs().stopWithSavepoint("counting");
        long stoppedAt = lastCount();
        assertThat(savepoint.resolve("_metadata")).exists();

        stack.jobs().submit(countingJob("counting", 10_000_000));

        awaitCount(stoppedAt + 200);
        assertThat(lastBeginning()).isBetween(stoppedAt, stoppedAt + 50);
        assertThat(status("counting").restoredFrom()).isEqualTo(savepoint.toString());
        await().alias("what the newest run no longer needs is deleted")
                .atMost(PATIENCE)
                .until(() -> !Files.exists(savepoint) && runsOnDisk() == 1);
    }

    @Test
    @Order(8)
    void shouldRefuseASecondStackOverTheSameData() {
        assertThatThrownBy(LocalStackIT::start)
                .isInstanceOf(StackException.class)
                .hasMessageContaining(
                        "already run by process " + ProcessHandle.current().pid())
                .hasMessageContaining("./taxbrain down");
    }

    @Test
    @Order(9)
    void shouldTellOthersWhatRunsWhereAndHowMuchMemoryItTakes() {
        StackState state = StackState.readRunning(stack.layout()).orElseThrow();

        assertThat(state.components())
                .hasSize(Component.SERVERS.size())
                .allMatch(status -> status.state() == ComponentStatus.State.UP)
                .allMatch(status -> status.process().isAlive());
        assertThat(state.urls()).containsEntry("kafka", stack.kafkaBootstrapServers());
        assertThat(stack.pssMiB()).isBetween(300L, 6 * 1024L);
        assertThat(state.pssMiB()).isBetween(300L, 6 * 1024L);
    }

    @Test
    @Order(10)
    void shouldGoOnWithDataPortsAndJobsAfterACleanStop() throws Exception {
        Map<Port, Integer> before =
                StackState.read(stack.layout()).orElseThrow().ports();
        long stoppedAt = lastCount();
        stack.stop();
        assertThat(StackState.read(stack.layout()).orElseThrow().components())
                .allMatch(status -> status.process() == null);

        stack = builder().keepEveryRun().start();

        assertThat(StackState.read(stack.layout()).orElseThrow().ports()).isEqualTo(before);
        assertThat(visits(Role.DEPARTMENT)).containsExactly("before the kill");
        assertThat(send("GET", "/visit/_doc/1", "")).contains("before the kill");
        awaitCount(stoppedAt + 500);
        assertThat(lastBeginning()).isPositive();
        assertThat(Files.readString(counts)).doesNotContain("torn");
    }

    @Test
    @Order(11)
    void shouldBeginTwiceFromOneAndTheSameCheckpoint() throws IOException {
        stack.jobs().cancel("counting");
        Path checkpoint = stack.jobs().newestRestorePoint("counting").orElseThrow();
        int before = beginnings().size();

        for (int time = 1; time <= 2; time++) {
            int expected = before + time;
            stack.jobs().restoreFrom("counting", checkpoint);
            stack.jobs().resume("counting");
            await().atMost(PATIENCE).until(() -> beginnings().size() == expected);
            stack.jobs().cancel("counting");
        }

        List<Long> all = beginnings();
        assertThat(all.get(before + 1)).isPositive().isEqualTo(all.get(before));
    }

    @Test
    @Order(12)
    void shouldNotRepeatAJobThatHasReadItsWholeInput() {
        stack.jobs().submit(countingJob("bounded", 200));

        await().atMost(PATIENCE).until(() -> status("bounded").state().equals("FINISHED"));
        stack.kill(Component.JOBMANAGER);
        stack.awaitUp(Component.JOBMANAGER, PATIENCE);

        await().during(Duration.ofSeconds(2))
                .atMost(Duration.ofSeconds(30))
                .until(() -> status("bounded").state().equals("FINISHED")
                        && status("bounded").runs() == 1);
    }

    private static LocalStack start() {
        return builder().start();
    }

    private static LocalStack.Builder builder() {
        return LocalStack.builder(folder.resolve("data"))
                .components(Component.SERVERS)
                .listener(NOTES);
    }

    private static long runsOnDisk() throws IOException {
        try (Stream<Path> runs = Files.list(stack.layout().checkpoints())) {
            return runs.count();
        }
    }

    private static JobSpec countingJob(String name, long limit) {
        try {
            return new JobSpec(
                    name,
                    TestJobJar.pack(folder),
                    "org.taxbrain.local.testjob.CountingJob",
                    List.of(counts.toString(), Long.toString(limit), "500"),
                    1);
        } catch (IOException | URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    private static JobStatus status(String name) {
        return stack.jobs().status().stream()
                .filter(status -> status.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static void awaitCount(long wanted) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(lastCount())
                .as("counted; the stack said %s", NOTES.said())
                .isGreaterThanOrEqualTo(wanted));
    }

    private static long lastCount() throws IOException {
        return last(Files.readAllLines(counts).stream()).orElse(0L);
    }

    private static long lastBeginning() throws IOException {
        List<Long> beginnings = beginnings();
        return beginnings.get(beginnings.size() - 1);
    }

    private static List<Long> beginnings() throws IOException {
        return Files.readAllLines(counts).stream()
                .filter(line -> line.startsWith("from "))
                .map(LocalStackIT::number)
                .toList();
    }

    private static Optional<Long> last(Stream<String> lines) {
        return lines.map(LocalStackIT::number).reduce((a, b) -> b);
    }

    private static long number(String line) {
        return Long.parseLong(line.substring(line.lastIndexOf(' ') + 1));
    }

    private static List<String> visits(Role role) throws SQLException {
        try (Connection connection = stack.postgres().connect(Database.TAX_CORE, role);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT id FROM visit")) {
            List<String> visits = new ArrayList<>();
            while (rows.next()) {
                visits.add(rows.getString(1));
            }
            return visits;
        }
    }

    private static String send(String method, String path, String body) throws IOException, InterruptedException {
        URI uri = stack.elasticsearchUrl().resolve(path);
        HttpRequest request = HttpRequest.newBuilder(uri)
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        return HTTP.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }
}
