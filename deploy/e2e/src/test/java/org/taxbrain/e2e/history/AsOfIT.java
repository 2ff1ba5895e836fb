package org.taxbrain.e2e.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.util.TestStreamEnvironment;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.taxbrain.connectors.config.ElasticsearchConfig;
import org.taxbrain.connectors.elasticsearch.IndexAdmin;
import org.taxbrain.connectors.kafka.CataloguePublisher;
import org.taxbrain.connectors.kafka.KafkaConnection;
import org.taxbrain.connectors.kafka.LandingWriter;
import org.taxbrain.e2e.server.ServerProcess;
import org.taxbrain.jobs.clean.CleanJobMain;
import org.taxbrain.jobs.file.FileJobMain;
import org.taxbrain.jobs.index.IndexJobMain;
import org.taxbrain.local.StackLayout;
import org.taxbrain.local.demo.Elasticsearch;
import org.taxbrain.local.process.ProcessIdentity;
import org.taxbrain.local.servers.Secrets;
import org.taxbrain.schemas.catalogue.Catalogue;
import org.taxbrain.schemas.catalogue.Dataset;
import org.taxbrain.schemas.catalogue.NaturalKey;
import org.taxbrain.schemas.index.IndexNames;
import org.taxbrain.schemas.record.LandedRecord;
import org.taxbrain.schemas.record.Operation;
import org.taxbrain.schemas.record.Transport;

/** What landed on several days, the three jobs, and the command that shows files as they were known at the end of each. */
@Timeout(600)
class AsOfIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Catalogue CATALOGUE = Catalogue.load(List.of());
    private static final String DJXH = "10113301000012345678";
    private static final String DEBTOR = "10113301000012345679";
    private static final String OTHER_DEBTOR = "10113301000012345670";
    /** More than the command reads at once. */
    private static final int DEBTS = 700;

    private static final int VERSIONS = 9 + 2 * DEBTS + DEBTS / 7 + DEBTS / 5 - DEBTS / 35;

    private static final String WANG = "33010619900101123X";
    private static final String LI = "330106199001019995";
    private static final String UNIT = "330106001001GB00001F00010001";

    @TempDir
    private static Path folder;

    private static MiniCluster flink;
    private static ServerProcess kafka;
    private static ServerProcess server;
    private static Elasticsearch elasticsearch;
    private static final List<CompletableFuture<Void>> jobs = new ArrayList<>();
    private static long order;

    @BeforeAll
    static void start() throws Exception {
        kafka = ServerProcess.kafka(folder.resolve("kafka"));
        server = ServerProcess.elasticsearch(folder.resolve("elasticsearch"));
        elasticsearch = new Elasticsearch(URI.create("http://" + server.address()));
        String url = "--taxbrain.elasticsearch.url=http://" + server.address();
        IndexAdmin.ensure(
                org.taxbrain.connectors.config.Configuration.of(url).get(ElasticsearchConfig.class),
                CATALOGUE.datasets());
        try (CataloguePublisher publisher = new CataloguePublisher(KafkaConnection.plain(kafka.address()))) {
            publisher.publish(CATALOGUE.datasets());
        }
        announceStack();
        startJobs(
                url,
                "--taxbrain.kafka.bootstrap-servers=" + kafka.address(),
                "--taxbrain.index.pepper-file="
                        + new Secrets(StackLayout.of(folder).secrets()).file("pepper"),
                "--taxbrain.quarantine.key-file="
                        + new Secrets(StackLayout.of(folder).secrets()).quarantineKeys(),
                "--taxbrain.job.checkpoint-interval=PT0.3S");
        landFiveDays();
    }

    /** The command finds the servers where a stack says that they are. */
    private static void announceStack() throws Exception {
        ObjectNode stack = JSON.createObjectNode();
        stack.set(
                "supervisor",
                JSON.valueToTree(
                        ProcessIdentity.of(ProcessHandle.current().pid()).orElseThrow()));
        stack.put("startedAt", "2026-03-01T00:00:00Z");
        stack.putObject("urls").put("elasticsearch", "http://" + server.address());
        stack.putObject("ports")
                .put("ELASTICSEARCH", server.port())
                .put("KAFKA", kafka.port())
                // nobody listens there: no pipelines application runs, so every table counts as stale
                .put("PIPELINES_HTTP", ServerProcess.freePort());
        stack.putArray("components");
        Files.writeString(folder.resolve("stack.json"), stack.toString());
    }

    private static void startJobs(String... args) throws Exception {
        Configuration settings = new Configuration();
        settings.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                folder.resolve("checkpoints").toUri().toString());
        settings.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(96));
        flink = new MiniCluster(new MiniClusterConfiguration.Builder()
                .setConfiguration(settings)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(3)
                .withRandomPorts()
                .build());
        flink.start();
        TestStreamEnvironment.setAsContext(flink, 1);
        for (Job job : List.<Job>of(CleanJobMain::main, FileJobMain::main, IndexJobMain::main)) {
            jobs.add(CompletableFuture.runAsync(() -> job.start(args)));
        }
    }

    @FunctionalInterface
    private interface Job {
        void main(String[] args) throws Exception;

        default void start(String... args) {
            try {
                main(args);
            } catch (Exception e) {
                throw new AssertionError("a job ended", e);
            }
        }
    }

    @AfterAll
    static void stop() throws Exception {
        TestStreamEnvironment.unsetAsContext();
        flink.close();
        server.close();
        kafka.close();
    }

    private static void landFiveDays() throws Exception {
        try (LandingWriter landing = new LandingWriter(KafkaConnection.plain(kafka.address()))) {
            String first = "2026-03-01T10:00:00+08:00";
            land(landing, first, "taxpayer", registered("王伟", WANG));
            land(landing, first, "tax-arrears", arrears("QS1", DJXH, "500.00"));
            land(landing, first, "property-right", right("王伟", WANG, "1"));
            land(landing, first, "property-mortgage", mortgage());
            land(landing, "2026-03-01T23:59:59.999+08:00", "property-right", right("王伟", WANG, "6500000"));
            // midnight in China: what landed then is of the next day
            land(landing, "2026-03-02T00:00:00+08:00", "tax-arrears", arrears("QS1", DJXH, "400.00"));
            land(landing, "2026-03-03T10:00:00+08:00", "property-right", right("李娜", LI, "6500000"));
            land(landing, "2026-03-04T10:00:00+08:00", "taxpayer", registered("李娜", LI));
            delete(landing, "2026-03-05T10:00:00+08:00", "tax-arrears", arrears("QS1", DJXH, "0"));
            landDebts(landing);
            landing.flush();
        }
        await().atMost(Duration.ofMinutes(4))
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(AsOfIT::assertAllHasArrived);
    }

    private static void assertAllHasArrived() throws Exception {
        assertThat(jobs).noneMatch(CompletableFuture::isDone);
        assertThat(elasticsearch.count(IndexNames.QUARANTINE)).isZero();
        elasticsearch.refresh(IndexNames.FACT_VERSION);
        assertThat(elasticsearch.count(IndexNames.FACT_VERSION)).isEqualTo(VERSIONS);
        assertThat(file(DEBTOR).at("/sections/tax-arrears/count").asInt())
                .isEqualTo(DEBTS - DEBTS / 7 - DEBTS / 5 + DEBTS / 35);
        assertThat(file(LI).at("/sections/taxpayer/count").asInt()).isEqualTo(1);
        assertThat(file(WANG)).isEmpty();
    }

    /** All on one day, all paid in part on the next; on the third every seventh is struck off, and every fifth another's. */
    private static void landDebts(LandingWriter landing) throws Exception {
        for (int i = 0; i < DEBTS; i++) {
            land(landing, "2026-03-01T10:00:00+08:00", "tax-arrears", arrears("D" + i, DEBTOR, "3.00"));
        }
        for (int i = 0; i < DEBTS; i++) {
            land(landing, "2026-03-02T10:00:00+08:00", "tax-arrears", arrears("D" + i, DEBTOR, "2.00"));
        }
        for (int i = 0; i < DEBTS; i++) {
            if (i % 7 == 0) {
                delete(landing, "2026-03-03T10:00:00+08:00", "tax-arrears", arrears("D" + i, DEBTOR, "2.00"));
            } else if (i % 5 == 0) {
                land(landing, "2026-03-03T10:00:00+08:00", "tax-arrears", arrears("D" + i, OTHER_DEBTOR, "2.00"));
            }
        }
    }

    @Test
    void shouldReadOnWhereASubjectHasMoreVersionsThanOnePage() {
        int struckOff = DEBTS / 7;
        int moved = DEBTS / 5 - DEBTS / 35;
        assertDebts("2026-03-01", DEBTS, 3_00);
        assertDebts("2026-03-02", DEBTS, 2_00);
        assertDebts("2026-03-03", DEBTS - struckOff - moved, 2_00);
    }

    private static void assertDebts(String day, long count, long open) {
        JsonNode file = past(DEBTOR, day);
        assertThat(file.at("/sections/tax-arrears/count").asLong()).isEqualTo(count);
        assertThat(file.at("/summary/openArrears").asLong()).isEqualTo(count * open);
    }

    @Test
    void shouldShowToWhomThingsBelongedAtTheEndOfEachDay() {
        JsonNode first = past(WANG, "2026-03-01");
        assertThat(first.at("/summary/openArrears").asLong()).isEqualTo(500_00);
        assertThat(first.at("/sections/property-right/items/0/data/price").asLong())
                .as("corrected before midnight")
                .isEqualTo(6_500_000_00L);
        assertThat(first.at("/units/0/secured").asLong()).isEqualTo(100_00);
        assertThat(first.at("/reminders/0").asText()).isEqualTo("open-arrears");

        assertThat(past(WANG, "2026-03-02").at("/summary/openArrears").asLong()).isEqualTo(400_00);

        JsonNode sold = past(WANG, "2026-03-03");
        assertThat(sold.at("/sections").has("property-right")).isFalse();
        assertThat(sold.has("units")).isFalse();
        assertThat(past(LI, "2026-03-03").at("/units/0/unit").asText()).isEqualTo("unit:" + UNIT);

        assertThat(past(LI, "2026-03-04").at("/summary/openArrears").asLong()).isEqualTo(400_00);
        assertThat(past("djxh:" + DJXH, "2026-03-04").path("subject").asText()).isEqualTo("person:" + LI);
        assertThat(past(LI, "2026-03-05").at("/summary/openArrears").asLong()).isZero();
    }

    @Test
    void shouldShowAUnitWithTheHolderThatItHadThen() {
        assertThat(holder(past(UNIT, "2026-03-02"))).isEqualTo(WANG);
        assertThat(holder(past(UNIT, "2026-03-03"))).isEqualTo(LI);
    }

    @Test
    void shouldShowTodayWhatTheIndexHolds() {
        String today = LocalDate.now(ZoneId.of("Asia/Shanghai")).toString();
        for (String id : List.of(LI, UNIT, DEBTOR, OTHER_DEBTOR)) {
            await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
                assertThat(past(id, today)).isEqualTo(file(id));
                assertThat(Command.run(folder, "file", id, "--as-of", today).out())
                        .isEqualTo(Command.run(folder, "file", id).out());
            });
        }
        assertThat(Command.run(folder, "file", WANG, "--as-of", today).status()).isEqualTo(1);
    }

    @Test
    void shouldMaskAndLeaveALineOfEachLook() throws Exception {
        String shown =
                Command.run(folder, "file", WANG, "--as-of", "2026-03-01").out();
        assertThat(shown).contains("王*").doesNotContain(WANG, "王伟");
        List<String> log = Files.readAllLines(folder.resolve("logs").resolve("access.jsonl"));
        assertThat(log).anySatisfy(line -> assertThat(line)
                .contains("\"command\":\"file --as-of 2026-03-01\"", "\"masked\":true", "\"found\":true"));
    }

    @Test
    void shouldSayWhenThereWasNoFileAndWhenTheHistoryBegins() {
        Command before = Command.run(folder, "file", WANG, "--as-of", "2026-02-28");
        assertThat(before.status()).isEqualTo(1);
        assertThat(before.err())
                .contains("No file had this id at the end of 2026-02-28", "The history begins on 2026-03-01")
                .doesNotContain(WANG);
        assertThat(Command.run(folder, "file", LI, "--as-of", "2026-03-02").err())
                .contains("No file had this id")
                .doesNotContain("begins");
        assertThat(Command.run(folder, "file", LI, "--as-of", "2999-01-01").err())
                .contains("not known yet");
    }

    private static JsonNode file(String id) {
        return Command.run(folder, "file", id, "--unmask").json();
    }

    private static JsonNode past(String id, String day) {
        return Command.run(folder, "file", id, "--unmask", "--as-of", day).json();
    }

    private static String holder(JsonNode unit) {
        return unit.at("/sections/property-right/items/0/data/holders/0/id").asText();
    }

    private static void land(LandingWriter landing, String at, String dataset, Map<String, String> row)
            throws Exception {
        land(landing, at, dataset, row, Operation.UPSERT);
    }

    private static void delete(LandingWriter landing, String at, String dataset, Map<String, String> row)
            throws Exception {
        land(landing, at, dataset, row, Operation.DELETE);
    }

    private static void land(
            LandingWriter landing, String at, String dataset, Map<String, String> row, Operation operation)
            throws Exception {
        Dataset declared = CATALOGUE.dataset(dataset);
        List<String> values =
                new ArrayList<>(Collections.nCopies(declared.fields().size(), null));
        row.forEach((field, value) -> values.set(declared.field(field).position(), value));
        landing.land(LandedRecord.newBuilder()
                .setDataset(dataset)
                .setDescriptorHash(declared.hash())
                .setDepartment(declared.descriptor().department())
                .setTransport(Transport.CDC)
                .setPosition("test@" + ++order)
                .setBatch("test")
                .setLandedAt(OffsetDateTime.parse(at).toInstant().toEpochMilli())
                .setOperation(operation)
                .setKey(NaturalKey.of(declared, values))
                .setOrder(List.of(1L, 1L, order))
                .setValues(operation == Operation.DELETE ? List.of() : values)
                .setExtra(Map.of())
                .build());
    }

    private static Map<String, String> registered(String name, String id) {
        return Map.of(
                "djxh",
                DJXH,
                "name",
                name,
                "idType",
                "201",
                "id",
                id,
                "status",
                "03",
                "office",
                "西湖税务所",
                "registeredOn",
                "2015-04-01");
    }

    private static Map<String, String> arrears(String id, String djxh, String open) {
        return Map.of(
                "arrearsId",
                id,
                "djxh",
                djxh,
                "tax",
                "契税",
                "periodFrom",
                "2025-04-01",
                "periodTo",
                "2025-06-30",
                "dueOn",
                "2025-07-15",
                "assessed",
                "1000.00",
                "open",
                open,
                "asOf",
                "2026-02-28");
    }

    private static Map<String, String> right(String name, String id, String price) {
        return Map.of(
                "rightNo",
                "R1",
                "unitNo",
                UNIT,
                "rightKind",
                "6",
                "price",
                price,
                "registeredOn",
                "2020-02-29",
                "holders",
                "[{\"qlrmc\":\"" + name + "\",\"zjzl\":\"1\",\"zjh\":\"" + id + "\"}]");
    }

    private static Map<String, String> mortgage() {
        return Map.of(
                "mortgageNo",
                "DY1",
                "unitNo",
                UNIT,
                "mortgageeName",
                "杭州某银行",
                "mortgageeId",
                "91330106MA2ABCDEX7",
                "secured",
                "100.00",
                "registeredOn",
                "2021-02-03");
    }
}
